import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The suites that have a script and a budget of time of their own, each by the names of its files. Every other test file is
 * of the suite `main`, which `npm test` runs.
 */
export const SUITES: Readonly<Record<string, readonly string[]>> = {
  // Real mail servers, mailboxes over a bad line, mailboxes with many mails.
  mail: [
    'test/**/*imap*.test.ts',
    'test/**/imap/*.test.ts',
    'test/**/*mailbox.test.ts',
    'test/**/mailbox/!(*.property).test.ts',
  ],
  // Long random sequences, mutated input, and input that means harm.
  fuzz: ['test/**/*.property.test.ts', 'test/**/*hostile*.test.ts', 'test/**/mutated-*.test.ts'],
  // A server that fails under many writers: PostgreSQL killed, cut off, full.
  faults: ['test/faults/*.test.ts'],
};

/**
 * Not of the stories on PostgreSQL: `e2e` is about processes, their signals, terminals and files, and starts each command
 * as a process; `sqlite` is about the other engine.
 */
const OF_OTHERS = ['test/e2e/', 'test/db/sqlite/'];

/**
 * The stories on PostgreSQL: every test file that comes, by what it imports, to the choice of the engine, as all do that
 * take a home or a database from `test/support`. Others say nothing new there.
 */
export function storiesOfEngine(root: string): readonly string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('test', name))
    .filter((file) => file.endsWith('.test.ts') && !OF_OTHERS.some((folder) => file.startsWith(folder)))
    .filter((file) => loadedBy(root, file).has(join('test', 'support', 'engine.ts')))
    .sort();
}

/** A file of the tests with all others, and all of the program, that it names in imports of values. */
export function loadedBy(root: string, file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.startsWith('test')) return seen;
  for (const [, target = ''] of readFileSync(join(root, file), 'utf8').matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\s+from\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm,
  )) {
    if (target.startsWith('.')) loadedBy(root, join(dirname(file), target), seen);
    else seen.add(target);
  }
  return seen;
}
