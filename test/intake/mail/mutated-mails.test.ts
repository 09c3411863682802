import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { NuminaError } from '../../../src/errors.ts';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { readMail } from '../../../src/intake/mail/read-mail.ts';
import { onThisMachine, patient } from '../../support/patience.ts';
import { heldOutMails } from './held-out.ts';
import { Chance, mutate } from './mutated-mails.ts';

const FORMATS = loadFormats(null);
const COUNT = 2000;

const CORPUS = process.env['NUMINA_ICS_CORPUS'];
const FOLDER = CORPUS ? join(dirname(CORPUS), 'mails') : '';
const corpus = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.eml')) : [];
const MAILS = [
  ...heldOutMails().map(({ octets }) => octets),
  ...corpus.map((name) => readFileSync(join(FOLDER, name))),
];

interface Read {
  readonly starts: readonly string[];
  /** Lines that hold a number, as a person sees them. */
  readonly numbers: ReadonlySet<string>;
}

async function read(octets: Buffer): Promise<Read> {
  const { mail } = await openMail(octets);
  const { bookings } = readMail(mail, FORMATS);
  const lines = mail.text.lines.map(({ text }) => text);
  const numbers = [...lines, String(mail.head.writtenAt?.getTime())].filter((text) => /\d/.test(text));
  return {
    starts: bookings.filter(({ status }) => status !== 'cancelled').map(({ local }) => local),
    numbers: new Set(numbers),
  };
}

/** After the collector has run. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

describe(`${COUNT} mails that were damaged on their way`, () => {
  it(
    'are read without a fault, each in time, and none for a time that its numbers do not say',
    async () => {
      const chance = new Chance(20261127);
      const whole = await Promise.all(MAILS.map(read));
      const wrong: string[] = [];
      let slowest = 0;
      let heap = 0;
      for (let count = 0; count < COUNT; count += 1) {
        const at = chance.below(MAILS.length);
        const { what, octets } = mutate(MAILS[at] as Buffer, chance);
        const begun = performance.now();
        const found = await read(octets).catch((error: unknown) => {
          if (error instanceof NuminaError) return null;
          throw error;
        });
        slowest = Math.max(slowest, performance.now() - begun);
        const original = whole[at] as Read;
        const other = found?.starts.filter((start) => !original.starts.includes(start)) ?? [];
        // What the damage made of the numbers themselves, a mail cannot know; a mail that was cut is known.
        const isTold = found !== null && [...found.numbers].every((line) => original.numbers.has(line));
        // Damage may exchange the times of two classes, or take away the words that call a class an offer.
        const isExchanged = what !== 'its end' && original.starts.length !== 1;
        if (other.length > 0 && !isExchanged && (isTold || what === 'its end'))
          wrong.push(`${what} of ${at}: ${other.join()}`);
        if (count === COUNT / 4) heap = heapUsed();
      }
      expect(wrong).toEqual([]);
      expect(slowest).toBeLessThan(onThisMachine(1000));
      expect(heapUsed() - heap).toBeLessThan(8_000_000);
    },
    patient(60_000),
  );
});
