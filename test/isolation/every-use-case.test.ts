import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCESS_ROWS } from './access-rows.ts';
import { ATTENDANCE_ROWS } from './attendance-rows.ts';
import { BOOKING_ROWS } from './booking-rows.ts';
import { OTHER_ROWS } from './other-rows.ts';
import type { Person } from './person.ts';
import type { Handles } from './record.ts';
import type { Exception, Rows } from './rows.ts';
import { useWorlds } from './worlds.ts';

// Two people share a database. Whatever one of them says to a use case, even all ids and names of the other: it answers
// and writes as if she were alone, the rows of the other stay, and every statement names the person.

const { alone, shared } = useWorlds();
const ROWS: Rows = { ...BOOKING_ROWS, ...ATTENDANCE_ROWS, ...OTHER_ROWS, ...ACCESS_ROWS };
const CASES = Object.entries(ROWS).flatMap(([file, rows]) =>
  Object.entries(rows).map(([name, row]): [string, Exception] => [
    `${file} ${name}`,
    typeof row === 'function' ? { tries: row } : row,
  ]),
);

/** Exported functions that reach the rows of a person and are no use case of their own: those that run them are here. */
const INNER: Readonly<Record<string, string>> = {
  'account-service findAccount': 'names are known to all',
  'account-service listPeople': 'names are known to all',
  'keep-journal keepJournal': 'with every change',
  'keep-ledger keepLedger': 'with every change',
  'take-in takeIn': 'by imports and feeds',
  'take-in-all takeInAll': 'by imports',
  'take-waiting takeWaiting': 'by accepting a mail',
  'look-for-auth-server lookForAuthServer': 'reads no row',
  'access-context accessContextOf': 'reads no row',
  'booking-context momentOf': 'reads no row',
  'booking-context daysOf': 'reads no row',
  'booking-context readingOf': 'reads no row',
};

const FEATURES = ['accounts', 'attendance', 'bookings', 'calendar', 'intake', 'journal', 'reminders'];
/** What a service exports and takes a store, and what any file of a feature exports and takes a context. */
const isUseCase = (file: string, said: string) =>
  (file.endsWith('-service.ts') ? /Context\b|\bStore\b|\bStatsKeeper\b/ : /\b\w*Context\b/).test(said);
const EXPORTS = FEATURES.flatMap((feature) => exportsIn(join(import.meta.dirname, '..', '..', 'src', feature)));
const USE_CASES = EXPORTS.filter(({ isUse }) => isUse).map(({ name }) => name);

function exportsIn(folder: string): { readonly name: string; readonly isUse: boolean }[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.flatMap((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    const found = source.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^>]*>)?\(([^)]*)\)/gm);
    return [...found].map(([, name, said = '']) => ({
      name: `${basename(file, '.ts')} ${name}`,
      isUse: isUseCase(file, said),
    }));
  });
}

describe('nothing of another person is found, changed or told by', () => {
  it.each(CASES)('%s', async (_name, row) => {
    const her = shared().handles.get('other') as Handles;
    let isFoundByHer = false;
    for (const work of triesOf(row, her)) {
      const expected = await alone().try('local', work);
      const outcome = await shared().try('local', work);
      expect(outcome.said).toBe(expected.said);
      expect(outcome.rows.after).toBe(expected.rows.after);
      expect(outcome.othersRows.after).toBe(outcome.othersRows.before);
      expect(outcome.stray).toEqual([]);
      const hers = await shared().try('other', work);
      if (hers.said !== outcome.said) isFoundByHer = true;
    }
    expect(isFoundByHer || row.same !== undefined).toBe(true);
  });
});

/** Each try of a row, for any person. */
function triesOf({ tries }: Exception, her: Handles): ((me: Person) => Promise<unknown>)[] {
  const count = tries({} as Person, her).length;
  return Array.from({ length: count }, (_, index) => async (me) => tries(me, her)[index]?.());
}

describe('the table', () => {
  it('has every use case of every feature', () => {
    const missing = USE_CASES.filter((name) => !CASES.some(([row]) => row === name) && !(name in INNER));
    expect(missing).toEqual([]);
  });

  it('lists nothing but use cases', () => {
    const known = new Set(EXPORTS.map(({ name }) => name));
    expect(CASES.map(([name]) => name).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(INNER).filter((name) => !USE_CASES.includes(name))).toEqual([]);
  });
});
