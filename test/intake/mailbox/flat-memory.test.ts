import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { type ImportParts, importSource } from '../../../src/intake/import-service.ts';
import { patient } from '../../support/patience.ts';
import { deliver, historyOf } from './maildir-samples.ts';
import { useMailbox } from './use-mailbox.ts';

const box = useMailbox();
const PARTS: ImportParts = {
  planRecord: async () => ({ rows: [], refused: [] }),
  titleMaps: { all: [], check: async () => undefined, save: async () => undefined },
};

const [STEP, MANY] = [400, 2400];
/** What may stay of a mail until the end of the run, in octets. A mail has about 600, and its booking 1,500. */
const KEPT_OF_A_MAIL = 1000;

/** The heap after each step, once the collector has run. */
class Heap {
  readonly #used: number[] = [];

  hear(mails: number): void {
    if (mails % STEP !== 0) return;
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    this.#used.push(process.memoryUsage().heapUsed);
  }

  /** What stays of a mail, in octets: of the middle step. Other tests of this process may leave something in a single one. */
  keptOfAMail(): number {
    const steps = this.#used.slice(1).map((used, index) => (used - (this.#used[index] ?? 0)) / STEP);
    expect(steps).toHaveLength(MANY / STEP - 1);
    return steps.toSorted((one, other) => one - other)[Math.floor(steps.length / 2)] ?? Number.NaN;
  }
}

/** Each about a class of its own. A few begin at the same time. */
const mailAt = (index: number) => deliver(historyOf(1000 + index, 1 + (index % 300)).confirmed);

it(
  'keeps little of each mail that it imports',
  async () => {
    const heap = new Heap();
    async function* mails() {
      for (let index = 0; index < MANY; index += 1) yield mailAt(index);
    }
    const { report } = await importSource(box.context, PARTS, {}, { name: 'mails', mails, notes: [] }, (step) => {
      if (step.kind === 'mails') heap.hear(step.mails);
    });
    expect(report).toMatchObject({ created: MANY, skipped: [] });
    expect(heap.keptOfAMail()).toBeLessThan(KEPT_OF_A_MAIL);
  },
  patient(60_000),
);

it(
  'keeps little of each mail that it reads from a mailbox',
  async () => {
    await box.add(Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`new/${index}.m`, mailAt(index)])));
    const heap = new Heap();
    const { report } = await box.sync({ hearMails: (_feed, { done }) => heap.hear(done) });
    expect(report).toMatchObject({ created: MANY, skipped: [] });
    expect(heap.keptOfAMail()).toBeLessThan(KEPT_OF_A_MAIL);
  },
  patient(60_000),
);
