import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/engine.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { patient } from '../../support/patience.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

const path = useTemporaryFolder();
const NOW = new Date('2026-11-20T10:00:00Z');
let file = '';
beforeEach(() => {
  file = path('numina.db');
});

const open = (name = 'numina.db') => openDatabase({ path: path(name), createFolder: false, now: NOW });

/** What a test writes, and where it finds it again: the time at which the user was made. */
async function write(database: Database, text: string): Promise<void> {
  await database.store.db.updateTable('users').set({ created_at: text }).execute();
}

async function read(database: Database): Promise<string | undefined> {
  return (await database.store.db.selectFrom('users').select('created_at').executeTakeFirst())?.created_at;
}

async function revisionIn({ revisionOf, store }: Database): Promise<string> {
  return (await revisionOf(store.userId)).text;
}

/** What another program finds in a file, and that it is whole. */
function contentOf(name: string): unknown {
  const sqlite = new BetterSqlite3(path(name), { fileMustExist: true });
  try {
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    return sqlite.prepare('select created_at from users').pluck().get();
  } finally {
    sqlite.close();
  }
}

/** A whole database in one file, that says so. */
async function makeDatabase(name: string, text: string): Promise<void> {
  const database = await open(name);
  await write(database, text);
  await database.close();
}

const isAlone = () => !existsSync(`${file}-wal`) && !existsSync(`${file}-shm`);

async function untilAlone(): Promise<void> {
  await expect.poll(isAlone, { timeout: patient(5000), interval: 20 }).toBe(true);
}

describe('a database that nobody works on', () => {
  it('lies alone, complete, though it is open', async () => {
    const database = await open();
    await write(database, 'first');
    await untilAlone();
    copyFileSync(file, path('copy.db'));
    expect(contentOf('copy.db')).toBe('first');
    await write(database, 'second');
    expect(await read(database)).toBe('second');
    await database.close();
    expect([isAlone(), contentOf('numina.db')]).toEqual([true, 'second']);
  });

  it('may be written over by a copy, which is read and written from then on', async () => {
    await makeDatabase('older.db', 'older');
    const database = await open();
    await write(database, 'newer');
    await untilAlone();
    copyFileSync(path('older.db'), file);
    expect(await read(database)).toBe('older');
    await write(database, 'after');
    await database.close();
    expect(contentOf('numina.db')).toBe('after');
  });
});

describe('a database that another file has replaced', () => {
  it.each([
    ['at rest', untilAlone],
    ['at work', async () => undefined],
  ])('is refused, %s, and neither is lost', async (_when, wait) => {
    await makeDatabase('older.db', 'older');
    const older = readFileSync(path('older.db'));
    const database = await open();
    await write(database, 'newer');
    await wait();
    renameSync(file, path('moved.db'));
    renameSync(path('older.db'), file);
    expect(database.place()).toBe('replaced');
    for (const attempt of [() => write(database, 'wrong'), () => read(database)]) {
      await expect(attempt()).rejects.toMatchObject({ kind: 'storage', code: 'database_replaced' });
    }
    await database.close();
    expect(isAlone()).toBe(true);
    expect(readFileSync(file).equals(older)).toBe(true);
    expect([contentOf('numina.db'), contentOf('moved.db')]).toEqual(['older', 'newer']);
  });

  it('gets nothing of a transaction that had begun before', async () => {
    await makeDatabase('older.db', 'older');
    const database = await open();
    await write(database, 'newer');
    const writing = database.store.transaction(async (store) => {
      await store.db.updateTable('users').set({ created_at: 'half' }).execute();
      renameSync(file, path('moved.db'));
      renameSync(path('older.db'), file);
    });
    await expect(writing).rejects.toMatchObject({ code: 'database_replaced' });
    await database.close();
    expect([contentOf('numina.db'), contentOf('moved.db')]).toEqual(['older', 'newer']);
  });

  it('keeps the side files that the new one brought along', async () => {
    const other = new BetterSqlite3(path('other.db'));
    await makeDatabase('other.db', 'other');
    other.pragma('wal_autocheckpoint = 0');
    other.prepare('update users set created_at = ?').run('only in the log');
    const database = await open();
    await write(database, 'mine');
    for (const end of ['', '-wal', '-shm']) renameSync(path(`other.db${end}`), `${file}${end}`);
    await expect(write(database, 'wrong')).rejects.toMatchObject({ code: 'database_replaced' });
    await database.close();
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    expect(other.prepare('select created_at from users').pluck().get()).toBe('only in the log');
    rmSync(`${file}-shm`);
    expect(contentOf('numina.db')).toBe('only in the log');
    other.close();
  });

  it('may be of another age, written over where it lay', async () => {
    await makeDatabase('older.db', 'older');
    const older = new BetterSqlite3(path('older.db'));
    older.exec(`delete from kysely_migration where name = (select max(name) from kysely_migration)`);
    older.close();
    const database = await open();
    await untilAlone();
    copyFileSync(path('older.db'), file);
    await expect(read(database)).rejects.toMatchObject({ code: 'database_replaced' });
    expect(database.place()).toBe('replaced');
    await database.close();
  });
});

describe('a database that is gone', () => {
  it('is refused, and not created again', async () => {
    const database = await open();
    await write(database, 'mine');
    renameSync(file, path('moved.db'));
    expect(database.place()).toBe('gone');
    await expect(write(database, 'wrong')).rejects.toMatchObject({ kind: 'storage', code: 'database_gone' });
    await database.close();
    expect([existsSync(file), isAlone(), contentOf('moved.db')]).toEqual([false, true, 'mine']);
  });

  it('goes on when it is back', async () => {
    const database = await open();
    await untilAlone();
    renameSync(file, path('moved.db'));
    await expect(read(database)).rejects.toMatchObject({ code: 'database_gone' });
    renameSync(path('moved.db'), file);
    await write(database, 'back');
    await database.close();
    expect(contentOf('numina.db')).toBe('back');
  });
});

describe('the revision of a database', () => {
  it('stays while nobody writes, and changes when somebody does, in the log or in the file', async () => {
    const [one, two] = [await open(), await open()];
    await untilAlone();
    const before = await revisionIn(one);
    await read(two);
    expect(await revisionIn(one)).toBe(before);
    await write(two, 'in the log');
    const logged = await revisionIn(one);
    expect(logged).not.toBe(before);
    await two.close();
    expect(await revisionIn(one)).not.toBe(before);
    await one.close();
  });
});

describe('a disk that is full', () => {
  it('is reported as such, though SQLite has rolled back by itself', async () => {
    const database = await open();
    const filling = database.store.transaction(async (store) => {
      // Its own limit, as a disk has one.
      await sql`pragma max_page_count = 1`.execute(store.db);
      await store.db
        .updateTable('users')
        .set({ created_at: 'x'.repeat(1_000_000) })
        .execute();
    });
    await expect(filling).rejects.toMatchObject({ kind: 'storage', code: 'disk_full' });
    await database.close();
  });
});
