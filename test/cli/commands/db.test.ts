import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { acquireFileLock } from '../../../src/db/sqlite/file-lock.ts';
import { EXIT_CODES } from '../../../src/errors.ts';
import { alterDatabase } from '../../support/alter-database.ts';
import { ENGINE, isSqlite } from '../../support/engine.ts';
import { type Home, useHomes } from '../../support/home.ts';
import { wholeDatabase } from '../../support/whole-database.ts';

const homes = useHomes();

interface Moved {
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly digest: string }[];
}

const exportOf = async (home: Home, ...words: string[]) =>
  (await home.run(['export', '--format', 'json', ...words])).stdout;
const filesIn = (home: Home) => readdirSync(home.path()).filter((name) => name.includes('moved'));

describe('db move to a file', () => {
  test('copies everything, and leaves the database as it was', async () => {
    const home = homes.season();
    await home.json('cancel next --reason flu');
    const before = await wholeDatabase(home);
    const { tables } = await home.json<Moved>('db move moved.db');
    expect(tables.find(({ table }) => table === 'bookings')?.rows).toBe((await home.bookings()).length);
    expect(await wholeDatabase(home)).toEqual(before);
    expect(statSync(home.path('moved.db')).mode & 0o777).toBe(0o600);
    expect(filesIn(home)).toEqual(['moved.db']);

    const there = ['--db', home.path('moved.db')];
    expect(await exportOf(home, ...there)).toBe(await exportOf(home));
    const journal = 'undo --list 1000 --json';
    expect((await home.run([...journal.split(' '), ...there])).stdout).toBe((await home.run(journal)).stdout);
    for (const words of [[], there]) await home.run(['undo', ...words]);
    const withoutStamps = (text: string) => text.replaceAll(/"updatedAt": "[^"]*"/g, '');
    expect(withoutStamps(await exportOf(home, ...there))).toBe(withoutStamps(await exportOf(home)));
  });

  test('gives the same digests when it is moved on', async () => {
    const home = homes.season();
    const first = await home.json<Moved>('db move moved.db');
    expect(await home.json<Moved>(['db', 'move', 'moved-on.db', '--db', home.path('moved.db')])).toEqual(first);
  });

  test('says what it copied, and how to use it', async () => {
    const home = homes.season();
    const { stdout, stderr, exitCode } = await home.run('db move moved.db');
    const wins = isSqlite ? '' : 'NUMINA_DB is set and wins over the setting for now.\n';
    expect({ stderr, exitCode }).toEqual({ stderr: wins, exitCode: 0 });
    expect(stdout).toMatch(/^TABLE +ROWS +DIGEST$/m);
    expect(stdout).toMatch(/^bookings +\d+ +[0-9a-f]{12}$/m);
    expect(stdout).not.toMatch(/ 0 +[0-9a-f]{12}$/m);
    // A long address fills its line.
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`${home.database} is as it was.`);
    expect(stdout).toContain(`numina config set database ${home.path('moved.db')}`);
  });

  test('never writes over a file', async () => {
    const home = homes.season();
    await home.run('db move moved.db');
    const before = readFileSync(home.path('moved.db'));
    const outcome = await home.run('db move moved.db');
    expect(outcome).toMatchObject({ stdout: '', exitCode: EXIT_CODES.refused });
    expect(readFileSync(home.path('moved.db')).equals(before)).toBe(true);
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: the lock of a file) waits for no daemon, and copies nothing beside one',
    async () => {
      const home = homes.season();
      const daemon = acquireFileLock(`${home.database}.lock`, 0);
      try {
        expect(await home.run('db move moved.db')).toMatchObject({ exitCode: EXIT_CODES.refused });
      } finally {
        daemon?.release();
      }
      expect(existsSync(home.path('moved.db'))).toBe(false);
    },
  );

  test.skipIf(!isSqlite)(
    '(needs SQLite: a file that is not there) finds nothing to copy where there is no database, and makes none',
    async () => {
      const home = homes.empty();
      expect(await home.run('db move moved.db')).toMatchObject({ exitCode: EXIT_CODES.not_found });
      expect([existsSync(home.path('moved.db')), existsSync(home.database)]).toEqual([false, false]);
    },
  );

  test('leaves nothing behind when it is stopped', async () => {
    const home = homes.season();
    const moving = home.run('db move moved.db');
    while (filesIn(home).length === 0) await new Promise((resolve) => setImmediate(resolve));
    process.emit('SIGINT');
    const { stderr, exitCode } = await moving;
    expect({ stderr, exitCode }).toEqual({ stderr: 'numina: Stopped; nothing was changed.\n', exitCode: 130 });
    expect(filesIn(home)).toEqual([]);
    await home.json('db move moved.db');
  });
});

describe('db status', () => {
  test('tells of the engine and the tables, and changes nothing', async () => {
    const home = homes.season();
    const before = await wholeDatabase(home);
    const status = await home.json<{ migration: string }>('db status');
    const version = expect.stringMatching(isSqlite ? /^3\./ : /^1\d\./);
    expect(status).toMatchObject({ engine: ENGINE, version, accounts: 1 });
    expect(await wholeDatabase(home)).toEqual(before);
    const { stdout } = await home.run('db status');
    expect(stdout).toContain(`of this numina (${status.migration})`);
  });

  test('leaves an older schema as it is', async () => {
    const home = homes.season();
    await alterDatabase(home, 'delete from kysely_migration where name = (select max(name) from kysely_migration)');
    const { migration } = await home.json<{ migration: string }>('db status');
    expect((await home.run('db status')).stdout).toContain(`of an older numina (${migration})`);
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: a file that is not there) refuses another database, and finds none where there is none',
    async () => {
      const home = homes.empty();
      expect(await home.run('db status')).toMatchObject({ exitCode: EXIT_CODES.not_found });
      expect(existsSync(home.database)).toBe(false);
      new BetterSqlite3(home.path('other.db')).exec('create table recipes (name text)').close();
      expect(await home.run('db status --db other.db')).toMatchObject({ exitCode: EXIT_CODES.storage });
    },
  );
});

test.skipIf(!isSqlite)(
  '(needs SQLite: a file that is not there) db init and db migrate make a file as any command does, and say so',
  async () => {
    const home = homes.empty();
    expect(await home.run('db migrate')).toMatchObject({ exitCode: EXIT_CODES.not_found });
    const made = await home.json<{ migration: string }>('db init');
    expect(made).toEqual({ migration: made.migration, made: true, role: null });
    expect(await home.json('db init')).toEqual({ migration: made.migration, made: false, role: null });
    expect(await home.json('db migrate')).toEqual({ migration: made.migration, applied: [] });
  },
);
