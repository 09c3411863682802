import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect } from 'vitest';
import type { BookingJson } from '../../src/bookings/booking-json.ts';
import { patient } from '../support/patience.ts';

const root = join(import.meta.dirname, '..', '..');

/** The shipped program, as people start it. */
export const PROGRAM = join(root, 'bin', 'numina.js');

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
  readonly input?: string;
  /** Fifteen seconds unless said otherwise. */
  readonly timeoutMs?: number;
}

/** A home folder of its own: nothing of the person who runs the tests is seen or changed. */
export interface Home {
  /** Names a path in it. */
  readonly path: (...names: string[]) => string;
  readonly database: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: (words: readonly string[] | string, options?: RunOptions) => Promise<Outcome>;
  /** Runs a shell line in which `numina` is the program. */
  readonly sh: (line: string, options?: RunOptions) => Promise<Outcome>;
  /** What a command that succeeds prints with --json. */
  readonly json: <T>(words: readonly string[] | string, options?: RunOptions) => Promise<T>;
  /** Every booking there is. */
  readonly bookings: () => Promise<readonly BookingJson[]>;
}

function openHome(folder: string): Home {
  mkdirSync(folder, { recursive: true });
  const env = {
    PATH: [join(import.meta.dirname, 'bin'), process.env['PATH']].join(delimiter),
    HOME: folder,
    // The code cache is shared: making it anew costs more than most commands.
    XDG_CACHE_HOME: join(root, 'node_modules', '.cache', 'numina-e2e'),
    NUMINA_NOW: NOW,
    NUMINA_ZONE: 'America/New_York',
    LANG: 'C.UTF-8',
    ...(process.env['TZ'] === undefined ? {} : { TZ: process.env['TZ'] }),
  };
  const start = async (file: string, words: readonly string[], { env: own, input, timeoutMs }: RunOptions = {}) => {
    const outcome = await execa(file, words, {
      cwd: folder,
      env: { ...env, ...own },
      extendEnv: false,
      reject: false,
      stripFinalNewline: false,
      timeout: patient(timeoutMs ?? 15_000),
      ...(input === undefined ? { stdin: 'ignore' } : { input }),
    });
    return { stdout: String(outcome.stdout), stderr: String(outcome.stderr), exitCode: outcome.exitCode };
  };
  const run: Home['run'] = (words, options) =>
    start(process.execPath, [PROGRAM, ...(typeof words === 'string' ? words.split(' ') : words)], options);
  const json = async <T>(words: readonly string[] | string, options?: RunOptions): Promise<T> => {
    const outcome = await run([...(typeof words === 'string' ? words.split(' ') : words), '--json'], options);
    expect(outcome, `numina ${words}`).toMatchObject({ exitCode: 0 });
    return JSON.parse(outcome.stdout) as T;
  };
  return {
    path: (...names) => join(folder, ...names),
    database: join(folder, '.local', 'share', 'numina', 'numina.db'),
    env,
    run,
    sh: (line, options) => start('sh', ['-c', line], options),
    json,
    bookings: () => json('list'),
  };
}

/** Homes for the tests of a file: `empty`, or with a copy of the season of {@link bookSeason}. Gone after the last. */
export function useHomes(): { readonly empty: () => Home; readonly season: () => Home } {
  let folder = '';
  let count = 0;
  const empty = () => {
    count += 1;
    return openHome(join(folder, String(count)));
  };
  let season = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'numina-e2e-'));
    const home = openHome(join(folder, 'season'));
    season = home.database;
    await bookSeason(home);
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

/** One booking of every kind, around {@link NOW}. */
async function bookSeason({ run }: Home): Promise<void> {
  const lines = [
    'book Spin_45 --at 2026-11-17T18:00 --duration 45 --type spin --location Velo --instructor Max --source classpass ' +
      '--external-id CP-1 --price 14 --currency EUR --late-fee 12 --cancel-by 12h',
    'no-show last',
    'book Vinyasa_Flow --at 2026-11-19T07:30 --type yoga --location Studio_North --instructor Ana --source mindbody ' +
      '--cancel-by 12h --attended',
    'book Boxing --at 2026-11-23T21:30 --type boxing --location Ring',
    'book spin --at 2026-11-24T18:00',
    'book vinyasa --at 2026-11-26T07:30 --notes Bring_a_towel',
    'book Reformer --at 2026-11-28T10:00 --type pilates --location Core_Lab --source classpass',
    'cancel reformer --reason a_cold',
    'book Yin --at 2026-11-28T11:30 --duration 75 --type yoga --location Studio_North --waitlisted',
    'book Morgenyoga --at 2026-12-01T07:00 --zone Europe/Berlin --type yoga --location Mitte',
    'book Barre --at 2026-12-14T12:00',
    'pause add 2026-08-01 2026-08-14',
  ];
  for (const line of lines) {
    const outcome = await run(line.split(' ').map((word) => word.replaceAll('_', ' ')));
    expect(outcome, line).toMatchObject({ exitCode: 0 });
  }
}

/** The names of the season in the order of their starts. */
export const SEASON = [
  'Spin 45',
  'Vinyasa Flow',
  'Boxing',
  'Spin 45',
  'Vinyasa Flow',
  'Reformer',
  'Yin',
  'Morgenyoga',
  'Barre',
] as const;

export function namesOf(bookings: readonly BookingJson[]): readonly string[] {
  return bookings.map((booking) => booking.class.name);
}
