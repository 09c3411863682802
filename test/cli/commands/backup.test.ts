import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../../src/errors.ts';
import { isSqlite } from '../../support/engine.ts';
import { SEASON, useHomes } from '../../support/home.ts';
import { wholeDatabase } from '../../support/whole-database.ts';

const homes = useHomes();

describe('numina backup', () => {
  test('makes a whole copy in one file, for this person alone', async () => {
    const home = homes.season();
    const made = await home.json<Record<string, unknown>>('backup all.db');
    const file = home.path('all.db');
    expect(made).toEqual({ file, bytes: statSync(file).size, bookings: SEASON.length });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(home.path()).filter((name) => name.startsWith('all.db'))).toEqual(['all.db']);
    const sqlite = new BetterSqlite3(file, { readonly: true });
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    sqlite.close();
    expect(await home.json('list --db all.db')).toEqual(await home.bookings());
  });

  test('goes to the state folder, by date and time, where no file is named', async () => {
    const home = homes.season();
    const { file } = await home.json<{ file: string }>('backup');
    expect(file).toBe(home.path('.local', 'state', 'numina', 'numina-2026-11-24-091200.db'));
    expect(existsSync(file)).toBe(true);
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: the log of a file) holds what another process has written and not yet put into the file',
    async () => {
      const home = homes.season();
      const other = new BetterSqlite3(home.database);
      other.pragma('wal_autocheckpoint = 0');
      other.prepare('delete from bookings where class_name = ?').run('Barre');
      expect(await home.json('backup all.db')).toMatchObject({ bookings: SEASON.length - 1 });
      other.close();
    },
  );

  test('never writes over a file', async () => {
    const home = homes.season();
    writeFileSync(home.path('precious.db'), 'mine');
    const { stderr, exitCode } = await home.run('backup precious.db');
    expect({ exitCode, kept: readFileSync(home.path('precious.db'), 'utf8') }).toEqual({ exitCode: 4, kept: 'mine' });
    expect(stderr).toMatch(/precious\.db is there already\.\n/);
  });

  test('refuses a folder that is missing', async () => {
    const home = homes.season();
    expect((await home.run('backup missing/all.db')).exitCode).toBe(EXIT_CODES.failure);
    expect(readdirSync(home.path()).filter((name) => name.includes('all.db'))).toEqual([]);
  });

  test.skipIf(!isSqlite)('(needs SQLite: a damaged file) refuses a database that is damaged', async () => {
    const home = homes.season();
    const bytes = readFileSync(home.database);
    bytes.fill(0x55, 3 * 4096);
    writeFileSync(home.database, bytes);
    expect((await home.run('backup all.db')).exitCode).toBe(EXIT_CODES.storage);
    expect(readdirSync(home.path()).filter((name) => name.includes('all.db'))).toEqual([]);
  });
});

describe('numina restore', () => {
  test('brings back what was, and keeps what is', async () => {
    const home = homes.season();
    const before = await home.bookings();
    await home.run('backup all.db');
    await home.run('book Newer --at 2026-12-24T10:00');
    const after = await home.bookings();
    const restored = await home.json<{ bookings: number; kept: string }>('restore all.db --yes');
    expect(restored).toMatchObject({ file: home.database, bookings: SEASON.length });
    expect(await home.bookings()).toEqual(before);
    // What was at a server goes to a file as well, to the state of this machine.
    const inState = home.path('.local', 'state', 'numina', 'numina-2026-11-24-091200.db');
    expect(restored.kept).toBe(isSqlite ? `${home.database}.before-restore-2026-11-24-091200` : inState);
    expect(await home.json(['list', '--db', restored.kept])).toEqual(after);
    expect(existsSync(home.path('all.db'))).toBe(true);
  });

  test('asks, or wants to be told', async () => {
    const home = homes.season();
    await home.run('backup all.db');
    expect(await home.run('restore all.db')).toMatchObject({
      exitCode: EXIT_CODES.usage,
      stderr: expect.stringContaining('--yes'),
    });
  });

  test('looks at the file before it asks', async () => {
    const home = homes.season();
    writeFileSync(home.path('text.db'), 'To be, or not to be. '.repeat(500));
    await home.run('backup torn.db');
    const bytes = readFileSync(home.path('torn.db'));
    writeFileSync(home.path('torn.db'), bytes.fill(0x55, 3 * 4096));
    for (const [file, kind] of [
      ['none.db', 'not_found'],
      ['text.db', 'storage'],
      ['torn.db', 'storage'],
    ] as const) {
      const { exitCode, stderr } = await home.run(`restore ${file}`);
      expect({ exitCode, stderr }, file).toEqual({
        exitCode: EXIT_CODES[kind],
        stderr: expect.not.stringContaining('--yes'),
      });
    }
  });

  test.skipIf(!isSqlite)(
    '(needs SQLite: a damaged file) mends a database that is damaged, and one that is gone',
    async () => {
      const home = homes.season();
      await home.run('backup all.db');
      writeFileSync(home.database, 'spoilt '.repeat(5000));
      expect((await home.run('restore all.db --yes')).exitCode).toBe(0);
      expect(await home.bookings()).toHaveLength(SEASON.length);
      const fresh = homes.empty();
      expect((await fresh.run(['restore', home.path('all.db'), '--yes'])).exitCode).toBe(0);
      expect(await fresh.bookings()).toHaveLength(SEASON.length);
    },
  );

  test.each<[string, keyof typeof EXIT_CODES, (path: string) => void]>([
    ['a file that is not there', 'not_found', () => undefined],
    ['a text', 'storage', (path) => writeFileSync(path, 'To be, or not to be. '.repeat(500))],
    [
      'a database of another program',
      'storage',
      (path) => {
        new BetterSqlite3(path).exec('create table recipes (name text)').close();
      },
    ],
    ['a folder', 'storage', (path) => mkdirSync(path)],
  ])('refuses %s, and changes nothing', async (_, kind, make) => {
    const home = homes.season();
    make(home.path('other.db'));
    const before = await wholeDatabase(home);
    const outcome = await home.run('restore other.db --yes');
    expect({ ...outcome, stderr: '' }).toEqual({ stdout: '', stderr: '', exitCode: EXIT_CODES[kind] });
    expect(outcome.stderr).not.toContain('Something went wrong');
    expect(await wholeDatabase(home)).toEqual(before);
    if (!isSqlite) return;
    const beside = readdirSync(dirname(home.database)).filter((name) => !name.includes('lock'));
    expect(beside).toEqual(['numina.db']);
  });

  test('refuses a damaged backup, and one of a newer numina', async () => {
    const home = homes.season();
    await home.run('backup torn.db');
    const bytes = readFileSync(home.path('torn.db'));
    bytes.fill(0x55, 3 * 4096);
    writeFileSync(home.path('torn.db'), bytes);
    await home.run('backup newer.db');
    new BetterSqlite3(home.path('newer.db'))
      .exec(`update kysely_migration set name = '9999-x' where name = (select max(name) from kysely_migration)`)
      .close();
    for (const file of ['torn.db', 'newer.db']) {
      expect((await home.run(`restore ${file} --yes`)).exitCode, file).toBe(EXIT_CODES.storage);
    }
    expect(await home.bookings()).toHaveLength(SEASON.length);
  });
});
