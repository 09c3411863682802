import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import { patient } from './patience.ts';
import { runInProcess } from './run-in-process.ts';
import { seasonDatabase } from './season.ts';
import { MEMORY } from './temporary-folder.ts';

export { namesOf, SEASON } from './season.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A Tuesday morning in New York: the moment at which every command here runs. */
export const NOW = '2026-11-24T09:12:00-05:00';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

export interface RunOptions {
  /** Beside the home's own; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What standard input holds; it is closed otherwise. */
  readonly input?: string | Uint8Array;
  /** Fifteen seconds unless said otherwise; a command in this process has the limit of its test alone. */
  readonly timeoutMs?: number;
}

/** How `numina` is run in a folder: as a process, or in this one. */
export type RunProgram = (words: readonly string[], folder: string, options: RunOptions) => Promise<Outcome>;

/** A home folder of its own: nothing of the person who runs the tests is seen or changed. */
export interface Home {
  /** Names a path in it. */
  readonly path: (...names: string[]) => string;
  readonly database: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: (words: readonly string[] | string, options?: RunOptions) => Promise<Outcome>;
  /** Runs a shell line in which `numina` is the program. */
  readonly sh: (line: string, options?: RunOptions) => Promise<Outcome>;
  /** What a command that succeeds prints with --json, held to its schema. */
  readonly json: <T>(words: readonly string[] | string, options?: RunOptions) => Promise<T>;
  /** Every booking there is. */
  readonly bookings: () => Promise<readonly BookingJson[]>;
}

/** Starts a program in a folder with this environment alone. */
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

function openHome(folder: string, runProgram: RunProgram): Home {
  mkdirSync(folder, { recursive: true });
  const env = {
    PATH: [join(import.meta.dirname, 'bin'), process.env['PATH']].join(delimiter),
    HOME: folder,
    // The code cache is shared: making it anew costs more than most commands.
    XDG_CACHE_HOME: join(ROOT, 'node_modules', '.cache', 'numina-e2e'),
    NUMINA_NOW: NOW,
    NUMINA_ZONE: 'America/New_York',
    LANG: 'C.UTF-8',
    ...(process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] }),
  };
  const withOwn = ({ env: own, ...options }: RunOptions = {}) => ({ ...options, env: { ...env, ...own } });
  const run: Home['run'] = (words, options) =>
    runProgram(typeof words === 'string' ? words.split(' ') : words, folder, withOwn(options));
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
    database: join(folder, '.local', 'share', 'numina', 'numina.db'),
    env,
    run,
    sh: (line, options) => startIn(folder, 'sh', ['-c', line], withOwn(options)),
    json,
    bookings: () => json('list'),
  };
}

export interface Homes {
  readonly empty: () => Home;
  /** With a copy of the season. */
  readonly season: () => Home;
}

/** Homes for the tests of a file, in which commands run in this process. Gone after the last. */
export function useHomes(runProgram: RunProgram = runInProcess): Homes {
  let folder = '';
  let season = '';
  let count = 0;
  const empty = () => {
    count += 1;
    return openHome(join(folder, String(count)), runProgram);
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(MEMORY, 'numina-home-'));
    season = await seasonDatabase((at) => openHome(at, runInProcess));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    empty,
    season() {
      const home = empty();
      mkdirSync(dirname(home.database), { recursive: true });
      copyFileSync(season, home.database);
      return home;
    },
  };
}
