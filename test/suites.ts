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
  // The web calendar in a real browser, at the shipped server.
  browser: ['test/browser/*.test.ts'],
};

/** Folders and files that are not of the stories on PostgreSQL although they open a store, each with the reason. */
export const NOT_OF_A_SERVER: Readonly<Record<string, string>> = {
  'test/db/sqlite/': 'about the other engine',
  'test/cli/requests.test.ts': 'opens no store: words become requests',
  'test/daemon/replaced-database.test.ts': 'about a file of SQLite that is replaced, gone and there again',
  'test/files/replace-file.test.ts': 'about the ways in which numina replaces a file',
  'test/e2e/broken-storage.test.ts': 'about a file, a folder and a disk that are broken; test/faults breaks a server',
  'test/e2e/bundle.test.ts': 'about what a start loads; the start with a server is in it, by its address',
  'test/e2e/code-cache.test.ts': 'about the cache of the launcher, which opens no store',
  'test/e2e/foreign-export.test.ts': 'about how others read a file; test/calendar exports the same bytes from a server',
  'test/e2e/killed.test.ts': 'about what a kill leaves beside a file; test/faults kills writers of a server',
  'test/e2e/pager.test.ts': 'about a terminal and its pager',
  'test/e2e/streams.test.ts': 'about pipes and the environment of a process',
};

/**
 * The stories on PostgreSQL: every test file that comes, by what it imports, to the choice of the engine, as all do that
 * take a home or a database from `test/support`. Others say nothing new there.
 */
export function storiesOfEngine(root: string): readonly string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('test', name))
    .filter((file) => file.endsWith('.test.ts') && !Object.keys(NOT_OF_A_SERVER).some((name) => file.startsWith(name)))
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
