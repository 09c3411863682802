import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, onTestFinished, TestRunner } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import { type DaemonFiles, daemonFiles } from '../../src/daemon/daemon-files.ts';
import type { EngineName } from '../../src/db/engine.ts';
import { ENGINE } from './engine.ts';
import { databaseAtServer, fileInHome, type HomeDatabase } from './home-database.ts';
import { NOW } from './now.ts';
import { patient } from './patience.ts';
import { runInProcess } from './run-in-process.ts';
import { seasonDatabase, seasonRows } from './season.ts';
import { nameAtServer, rowsAsStatements } from './server-database.ts';
import { MEMORY } from './temporary-folder.ts';

export { NOW } from './now.ts';
export { namesOf, SEASON } from './season.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

export interface RunOptions {
  /** Variables to add to those of the home; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The standard input; closed where absent. */
  readonly input?: string | Uint8Array;
  /** The limit for a process; 15 seconds where absent. A command in this process has only the limit of its test. */
  readonly timeoutMs?: number;
}

/** Runs `numina` in a folder: as a process, or in this one. */
export type RunProgram = (words: readonly string[], folder: string, options: RunOptions) => Promise<Outcome>;

/** A separate home folder: tests neither read nor change the files of the person who runs them. */
export interface Home {
  /** Names a path in it. */
  readonly path: (...names: string[]) => string;
  /** The path of the file with its database, or the address at the server of this run. */
  readonly database: string;
  readonly env: Readonly<Record<string, string>>;
  /** The files of its daemon. */
  readonly daemonFiles: () => DaemonFiles;
  /** Waits until the database can be used. `run` does so itself. */
  readonly ready: () => Promise<void>;
  readonly run: (words: readonly string[] | string, options?: RunOptions) => Promise<Outcome>;
  /** Runs a shell line in which `numina` is the program. */
  readonly sh: (line: string, options?: RunOptions) => Promise<Outcome>;
  /** The output of a successful command with --json, checked against its schema. */
  readonly json: <T>(words: readonly string[] | string, options?: RunOptions) => Promise<T>;
  /** Every booking. */
  readonly bookings: () => Promise<readonly BookingJson[]>;
}

/** Starts a program in a folder with only this environment. */
export async function startIn(
  folder: string,
  file: string,
  words: readonly string[],
  { env = {}, input, timeoutMs = 15_000 }: RunOptions,
): Promise<Outcome> {
  const outcome = await execa(file, words, {
    cwd: folder,
    env,
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    timeout: patient(timeoutMs),
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
  return { stdout: String(outcome.stdout), stderr: String(outcome.stderr), exitCode: outcome.exitCode };
}

function openHome(folder: string, runProgram: RunProgram, database: HomeDatabase): Home {
  mkdirSync(folder, { recursive: true });
  const env = {
    PATH: [join(import.meta.dirname, 'bin'), process.env['PATH']].join(delimiter),
    HOME: folder,
    // The code cache is shared: to make a new one takes longer than most commands.
    XDG_CACHE_HOME: join(ROOT, 'node_modules', '.cache', 'numina-e2e'),
    NUMINA_NOW: NOW,
    NUMINA_ZONE: 'America/New_York',
    LANG: 'C.UTF-8',
    ...(process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] }),
    ...database.env,
  };
  const withOwn = ({ env: own, ...options }: RunOptions = {}) => ({ ...options, env: { ...env, ...own } });
  const run: Home['run'] = async (words, options) => {
    await database.ready();
    return runProgram(typeof words === 'string' ? words.split(' ') : words, folder, withOwn(options));
  };
  const json = async <T>(words: readonly string[] | string, options?: RunOptions): Promise<T> => {
    const line = [...(typeof words === 'string' ? words.split(' ') : words), '--json'];
    const outcome = await run(line, options);
    expect(outcome, `numina ${words}`).toMatchObject({ exitCode: 0 });
    const document = JSON.parse(outcome.stdout) as T;
    await (await import('./hold-to-schema.ts')).holdToSchema(line, document);
    return document;
  };
  return {
    path: (...names) => join(folder, ...names),
    database: database.place,
    env,
    daemonFiles: () => daemonFiles(env, database.place),
    ready: database.ready,
    run,
    async sh(line, options) {
      await database.ready();
      return startIn(folder, 'sh', ['-c', line], withOwn(options));
    },
    json,
    bookings: () => json('list'),
  };
}

/** The usual place of the database in a home. */
const fileOf = (folder: string) => join(folder, '.local', 'share', 'numina', 'numina.db');

export interface Homes {
  readonly empty: () => Home;
  /** A new home with a copy of the season. */
  readonly season: () => Home;
  /** A new home with all that is in another. */
  readonly copyOf: (home: Home) => Home;
}

/**
 * Homes for the tests of a file, each with a database of its own; commands run in this process. The home of a test is free
 * after it, every other after the last test.
 */
export function useHomes(runProgram: RunProgram = runInProcess, engine: EngineName = ENGINE): Homes {
  let folder = '';
  let season = '';
  let count = 0;
  const held: HomeDatabase[] = [];
  /** `file` is copied into the home; at a server, `rows` are written. */
  const make = (file: string | null, rows: () => Promise<string>) => {
    count += 1;
    const own = join(folder, String(count));
    if (engine === 'sqlite') return openHome(own, runProgram, fileInHome(fileOf(own), file));
    const database = databaseAtServer(rows);
    if (TestRunner.getCurrentTest()) onTestFinished(database.giveBack);
    else held.push(database);
    return openHome(own, runProgram, database);
  };
  const openAt = (at: string, database: HomeDatabase) => openHome(at, runInProcess, database);
  beforeAll(async () => {
    folder = mkdtempSync(join(MEMORY, 'numina-home-'));
    if (engine === 'sqlite') season = await seasonDatabase((at) => openAt(at, fileInHome(fileOf(at), null)));
  });
  afterAll(() => {
    for (const database of held) database.giveBack();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    empty: () => make(null, async () => ''),
    season: () => make(season, () => seasonRows(openAt)),
    copyOf(home) {
      const copy = make(null, () => rowsAsStatements(nameAtServer(home.database)));
      cpSync(home.path(), copy.path(), { recursive: true });
      return copy;
    },
  };
}
