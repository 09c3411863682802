import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/db/open.ts';
import type { StorageError } from '../../../src/errors.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';
import { userRow } from '../../support/user-row.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const path = useTemporaryFolder();

function open(file: string, createFolder = false) {
  return openDatabase({ path: file, createFolder, now: NOW });
}

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

describe('the database', () => {
  it('has one local user, made at the first use', async () => {
    const first = await open(path('numina.db'));
    await first.close();
    const second = await open(path('numina.db'));
    const users = await second.store.db.selectFrom('users').selectAll().execute();
    await second.close();
    expect(second.store.userId).toBe(first.store.userId);
    const { userId } = first.store;
    expect(userId).toBe('local');
    expect(users).toEqual([{ ...userRow(userId, NOW.toISOString()), settings_in: 'config' }]);
    expect(second.settingsIn).toBe('config');
  });

  it('belongs to the local user, whoever else is in it', async () => {
    const first = await open(path('numina.db'));
    const people = ['anna', 'zoe'].map((id) => userRow(id, '2020-01-01T00:00:00.000Z'));
    await first.store.db.insertInto('users').values(people).execute();
    await first.close();
    const second = await open(path('numina.db'));
    await second.close();
    expect(second.store.userId).toBe('local');
  });

  it('of an early release belongs to who came first', async () => {
    const first = await open(path('numina.db'));
    const people = ['0f00', 'anna'].map((id, index) => userRow(id, `202${index}-01-01T00:00:00.000Z`));
    await first.store.db.insertInto('users').values(people).execute();
    await first.store.db.deleteFrom('users').where('id', '=', 'local').execute();
    await first.close();
    const second = await open(path('numina.db'));
    await second.close();
    expect(second.store.userId).toBe('0f00');
  });

  it('keeps what is committed through a loss of power, and its references whole', async () => {
    const database = await open(path('numina.db'));
    const pragma = async (name: string) => {
      const sqlite = await database.store.db.executeQuery<Record<string, unknown>>({
        sql: `pragma ${name}`,
        parameters: [],
        query: { kind: 'RawNode', sqlFragments: [], parameters: [] } as never,
        queryId: { queryId: name },
      });
      return Object.values(sqlite.rows[0] ?? {})[0];
    };
    const [synchronous, foreignKeys] = [await pragma('synchronous'), await pragma('foreign_keys')];
    await database.close();
    expect({ synchronous, foreignKeys }).toEqual({ synchronous: 2, foreignKeys: 1 });
  });

  it('leaves one file behind when it is closed', async () => {
    await (await open(path('numina.db'))).close();
    expect(existsSync(path('numina.db-wal'))).toBe(false);
    expect(existsSync(path('numina.db-shm'))).toBe(false);
  });

  it('may be a link to a file elsewhere', async () => {
    mkdirSync(path('synced'));
    await (await open(path('synced', 'real.db'))).close();
    symlinkSync(path('synced', 'real.db'), path('numina.db'));
    const database = await open(path('numina.db'));
    await database.close();
    expect(database.path).toBe(path('numina.db'));
  });
});

describe('who may read the database', () => {
  const umask = process.umask();
  afterEach(() => {
    process.umask(umask);
  });

  it.each([0o000, 0o022, 0o077])('is its owner alone, under umask %o', async (mask) => {
    process.umask(mask);
    const file = path('share', 'numina', 'numina.db');
    const database = await open(file, true);
    await database.store.db.updateTable('users').set({ created_at: 'x' }).execute();
    const modes = [dirname(dirname(file)), dirname(file), file, `${file}-wal`, `${file}-shm`].map(modeOf);
    await database.close();
    expect(modes).toEqual(['700', '700', '600', '600', '600']);
  });

  it('stays as its owner has set it', async () => {
    await (await open(path('numina.db'))).close();
    chmodSync(path('numina.db'), 0o640);
    await (await open(path('numina.db'))).close();
    expect(modeOf(path('numina.db'))).toBe('640');
  });
});

describe('a file that is not a database of numina', () => {
  const cases: readonly [
    what: string,
    make: (file: string) => void,
    code: string,
    message: (file: string) => string,
  ][] = [
    [
      'a database of another program',
      (file) =>
        new BetterSqlite3(file).exec('create table recipes (name text); insert into recipes values (1)').close(),
      'foreign_database',
      (file) => `${file} is a database of another program.`,
    ],
    [
      'a text file',
      (file) => writeFileSync(file, 'Dear diary, today I went to the gym. '.repeat(50)),
      'not_a_database',
      (file) => `${file} is not a database.`,
    ],
    ['a few words', (file) => writeFileSync(file, 'Hi'), 'not_a_database', (file) => `${file} is not a database.`],
  ];

  it.each(cases)('%s is refused and not touched', async (_what, make, code, message) => {
    const file = path('other.db');
    make(file);
    const before = readFileSync(file);
    const refusal = await open(file).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ kind: 'storage', code, message: message(file) });
    expect(wordForTerminal((refusal as StorageError).hint ?? '')).toMatch(/\.$/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('a folder is refused', async () => {
    mkdirSync(path('folder.db'));
    await expect(open(path('folder.db'))).rejects.toThrow(
      expect.objectContaining({ kind: 'storage', code: 'database_is_folder' }),
    );
  });

  it('a file in a folder that is missing is refused, and the folder not made', async () => {
    await expect(open(path('nowhere', 'numina.db'))).rejects.toThrow(
      expect.objectContaining({ kind: 'storage', code: 'folder_missing' }),
    );
    expect(existsSync(path('nowhere'))).toBe(false);
  });

  it('a file in a file is refused', async () => {
    writeFileSync(path('file'), '');
    await expect(open(path('file', 'numina.db'))).rejects.toThrow(
      expect.objectContaining({ kind: 'storage', code: 'folder_missing' }),
    );
  });

  it('a database with torn pages is refused', async () => {
    const file = path('numina.db');
    await (await open(file)).close();
    const torn = readFileSync(file);
    torn.fill(0xff, 100, 4096);
    writeFileSync(file, torn);
    await expect(open(file)).rejects.toThrow(expect.objectContaining({ kind: 'storage', code: 'database_corrupt' }));
  });
});
