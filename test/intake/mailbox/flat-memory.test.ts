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

const [FEW, MANY] = [400, 2000];
/** What may stay of a mail until the end of the run, in octets. A mail has about 600, and its booking 1,500. */
const KEPT_OF_A_MAIL = 1000;

/** After the collector has run. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Each about a class of its own. A few begin at the same time. */
const mailAt = (index: number) => deliver(historyOf(1000 + index, 1 + (index % 300)).confirmed);

it(
  'keeps little of each mail that it imports',
  async () => {
    const heap = new Map<number, number>();
    async function* mails() {
      for (let index = 0; index < MANY; index += 1) yield mailAt(index);
    }
    const { report } = await importSource(box.context, PARTS, {}, { name: 'mails', mails, notes: [] }, (step) => {
      if (step.kind === 'mails') heap.set(step.mails, heapUsed());
    });
    expect(report).toMatchObject({ created: MANY, skipped: [] });
    expect((heap.get(MANY) ?? 0) - (heap.get(FEW) ?? 0)).toBeLessThan((MANY - FEW) * KEPT_OF_A_MAIL);
  },
  patient(60_000),
);

it(
  'keeps little of each mail that it reads from a mailbox',
  async () => {
    await box.add(Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`new/${index}.m`, mailAt(index)])));
    const heap = new Map<number, number>();
    const { report } = await box.sync({
      hearMails: (_feed, { done }) => heap.set(done, done === FEW || done === MANY ? heapUsed() : 0),
    });
    expect(report).toMatchObject({ created: MANY, skipped: [] });
    expect((heap.get(MANY) ?? 0) - (heap.get(FEW) ?? 0)).toBeLessThan((MANY - FEW) * KEPT_OF_A_MAIL);
  },
  patient(60_000),
);
