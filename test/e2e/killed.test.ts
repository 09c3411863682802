import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.ts';
import type { Schema } from '../../src/db/schema.ts';
import { SqliteFileDialect } from '../../src/db/sqlite/dialect.ts';
import { migrate } from '../../src/db/sqlite/migrate.ts';
import { type Home, type RunOptions, SEASON, useHomes } from '../support/home.ts';
import { PROGRAM } from './program.ts';

// What kill -9 leaves behind is gone after the next run of the same command. The kernel itself kills the program here,
// at the very call by which it would put what it has written in its place. What is killed is the shipped program; what
// comes before and after runs in the process of the test.

const homes = useHomes();

interface Case {
  readonly command: string;
  /** The system call at which it is killed. */
  readonly at: string;
  /** Where something is left. */
  readonly folder: (home: Home) => string;
  readonly before?: (home: Home) => Promise<void>;
  /** The command as it is run again, where that is not the same. */
  readonly again?: string;
  /** How many there are at the end; all where it is not said. */
  readonly bookings?: number;
  readonly env?: (home: Home) => RunOptions['env'];
}

const temporary = (home: Home) => ({ TMPDIR: home.path('tmp') });

const CASES: readonly Case[] = [
  { command: 'config set clock 12', at: 'rename', folder: (home) => home.path('.config', 'numina') },
  { command: 'export -o all.ics', at: 'rename', folder: (home) => home.path() },
  { command: 'stats --svg year.svg', at: 'rename', folder: (home) => home.path() },
  { command: 'backup all.db', at: 'link', folder: (home) => home.path() },
  { command: 'backup', at: 'link', folder: (home) => home.path('.local', 'state', 'numina') },
  {
    command: 'restore good.db --yes',
    at: 'rename',
    folder: (home) => dirname(home.database),
    before: async (home) => {
      await home.json('backup good.db');
    },
  },
  { command: 'daemon --once', at: 'rename', folder: (home) => home.path('.local', 'state', 'numina') },
  {
    command: 'demo',
    at: 'rename',
    folder: (home) => home.path('tmp'),
    before: async (home) => {
      mkdirSync(home.path('tmp'));
    },
    env: temporary,
  },
  {
    command: 'attend boxing',
    at: 'rename',
    folder: (home) => home.path('classes'),
    before: async (home) => {
      await home.json(['config', 'set', 'vdir.path', home.path('classes')]);
      await home.json('cancel next');
    },
    again: 'cancel barre',
  },
  {
    command: 'list',
    at: 'rename',
    folder: (home) => dirname(home.database),
    before: makeOldDatabase,
    bookings: 0,
  },
];

/** An empty one, as the numina before this left it. */
async function makeOldDatabase(home: Home): Promise<void> {
  rmSync(home.database);
  const sqlite = new BetterSqlite3(home.database);
  const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(sqlite) });
  await migrate(sqlite, kysely, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, -1)));
  await kysely.destroy();
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => !name.endsWith('.lock'));
}

const LEFT = /\.tmp$|^numina-demo-\d+-\w{6}$|-wal$|-journal$/;
const hasStrace = spawnSync('strace', ['-qq', 'true']).status === 0;

describe.skipIf(!hasStrace)('(needs strace) killed in the middle, and run again', () => {
  async function killAt(call: string, words: string, home: Home, options: RunOptions): Promise<void> {
    const strace = `strace -f -qq -o /dev/null -e trace=${call} -e inject=${call}:signal=SIGKILL:when=1`;
    const killed = await home.sh(`${strace} "${process.execPath}" "${PROGRAM}" ${words}`, {
      ...options,
      timeoutMs: 60_000,
    });
    expect(killed.exitCode === 0, killed.stderr).toBe(false);
  }

  test.each(CASES)('numina $command leaves nothing', async ({ command, at, folder, before, again, env, bookings }) => {
    const home = homes.season();
    await before?.(home);
    const options = { env: env?.(home) ?? {} };
    await killAt(at, command, home, options);
    expect(namesIn(folder(home)).filter((name) => LEFT.test(name))).not.toEqual([]);
    const outcome = await home.run(again ?? command, options);
    expect(outcome, outcome.stderr).toMatchObject({ exitCode: 0 });
    expect(namesIn(folder(home)).filter((name) => LEFT.test(name))).toEqual([]);
    expect(await home.bookings()).toHaveLength(bookings ?? SEASON.length);
  });

  test('a restore leaves the database one name, and keeps what was there once', async () => {
    const home = homes.season();
    await home.json('backup good.db');
    await home.json('book Newer --at 2026-12-24T10:00');
    chmodSync(home.database, 0o644);
    await killAt('rename', 'restore good.db --yes', home, {});
    expect(statSync(home.database).nlink).toBe(2);
    expect(await home.bookings()).toHaveLength(SEASON.length + 1);
    const { kept } = await home.json<{ kept: string }>('restore good.db --yes');
    expect(namesIn(dirname(home.database)).toSorted()).toEqual(['numina.db', kept.slice(dirname(kept).length + 1)]);
    const { nlink, mode } = statSync(home.database);
    expect({ nlink, mode: mode & 0o777 }).toEqual({ nlink: 1, mode: 0o600 });
    expect(await home.bookings()).toHaveLength(SEASON.length);
    expect(await home.json(['list', '--db', kept])).toHaveLength(SEASON.length + 1);
  });

  test('a draft of the code cache goes, too', async () => {
    const home = homes.season();
    const env = { XDG_CACHE_HOME: home.path('cache') };
    await killAt('rename', 'list', home, { env });
    const [folder = ''] = readdirSync(home.path('cache', 'numina'));
    const left = () => readdirSync(home.path('cache', 'numina', folder)).filter((name) => /\.tmp$/.test(name));
    expect(left()).toHaveLength(1);
    await home.sh('numina list', { env });
    expect(left()).toEqual([]);
  });
});

test('what a demo that still runs has made is left alone, and so are other files with such names', async () => {
  const home = homes.empty();
  mkdirSync(home.path('tmp'));
  const [alive, foreign] = [`numina-demo-${process.pid}-abcdef`, 'numina-demo-of-mine'];
  for (const name of [alive, foreign]) mkdirSync(join(home.path('tmp'), name));
  writeFileSync(home.path('tmp', 'numina-demo-999999-abcdef'), 'a file of somebody');
  const outcome = await home.run('demo', { env: temporary(home) });
  expect(outcome, outcome.stderr).toMatchObject({ exitCode: 0 });
  const names = readdirSync(home.path('tmp')).filter((name) => !name.endsWith('.ics'));
  expect(names.sort()).toEqual([alive, 'numina-demo-999999-abcdef', foreign].sort());
});
