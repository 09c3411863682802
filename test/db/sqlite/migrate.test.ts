import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, type Migration, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../migrations/index.ts';
import { openDatabase } from '../../../src/db/open.ts';
import type { Schema } from '../../../src/db/schema.ts';
import { SqliteFileDialect } from '../../../src/db/sqlite/dialect.ts';
import { migrate } from '../../../src/db/sqlite/migrate.ts';
import { buildScript } from '../../support/script.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const NEWEST = Object.keys(MIGRATIONS).at(-1) ?? '';
const path = useTemporaryFolder();

async function create(name: string): Promise<string> {
  const file = path(name);
  await (await openDatabase({ path: file, createFolder: false, now: NOW })).close();
  return file;
}

/** Migrates a file with more than the migrations there are; gives the error, or null. */
async function migrateWith(file: string, more: Record<string, Migration>): Promise<unknown> {
  const sqlite = new BetterSqlite3(file);
  sqlite.pragma('foreign_keys = on');
  const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(sqlite) });
  try {
    await migrate(sqlite, kysely, { ...MIGRATIONS, ...more });
    return null;
  } catch (error) {
    return error;
  } finally {
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    await kysely.destroy();
  }
}

/** Everything a person would miss: the schema and the rows. */
function contentsOf(file: string): unknown {
  const sqlite = new BetterSqlite3(file, { readonly: true });
  const tables = sqlite
    .prepare("select name, sql from sqlite_master where name not like 'sqlite_%' order by name")
    .all();
  const rows = sqlite.prepare('select * from users').all();
  const steps = sqlite.prepare('select name from kysely_migration').all();
  const state = [sqlite.pragma('integrity_check', { simple: true }), sqlite.pragma('foreign_key_check')];
  sqlite.close();
  return { tables, rows, steps, state };
}

const addsShoes: Migration = {
  up: (db) => db.schema.createTable('shoes').addColumn('size', 'integer').execute(),
};

describe('migrations', () => {
  it('make the tables in an empty file', async () => {
    writeFileSync(path('empty.db'), '');
    const file = await create('empty.db');
    const sqlite = new BetterSqlite3(file);
    const tables = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    expect(tables).toEqual(
      expect.arrayContaining(['users', 'fitness_classes', 'bookings', 'booking_reminders', 'attendance_stats']),
    );
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    sqlite.close();
  });

  it('do nothing to a database that is up to date', async () => {
    const file = await create('numina.db');
    const before = readFileSync(file);
    await create('numina.db');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}.bak-${NEWEST}`)).toBe(false);
  });

  it('are recorded with what they did', async () => {
    const file = await create('numina.db');
    expect(await migrateWith(file, { '9000-shoes': addsShoes })).toBeNull();
    const sqlite = new BetterSqlite3(file);
    expect(sqlite.prepare('select max(name) from kysely_migration').pluck().get()).toBe('9000-shoes');
    expect(sqlite.prepare('select count(*) from shoes').pluck().get()).toBe(0);
    sqlite.close();
  });
});

describe('a migration that fails', () => {
  const fails: Migration = {
    async up(db) {
      await db.schema.dropTable('attendance_stats').execute();
      await sql`delete from users`.execute(db);
      throw new Error('out of luck');
    },
  };

  it('leaves nothing behind, nor do those that ran before it', async () => {
    const file = await create('numina.db');
    const before = contentsOf(file);
    const error = await migrateWith(file, { '9000-shoes': addsShoes, '9001-fails': fails });
    expect(error).toMatchObject({ message: 'out of luck' });
    expect(contentsOf(file)).toEqual(before);
    await create('numina.db');
  });

  it('can run again once it is mended', async () => {
    const file = await create('numina.db');
    await migrateWith(file, { '9000-shoes': fails });
    expect(await migrateWith(file, { '9000-shoes': addsShoes })).toBeNull();
  });

  it('in a new file leaves no table of numina', async () => {
    const file = path('new.db');
    await migrateWith(file, { '9000-fails': fails });
    const sqlite = new BetterSqlite3(file);
    const tables = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    sqlite.close();
    expect(tables).not.toContain('bookings');
    await create('new.db');
  });

  it('is one that leaves a reference to nothing, too', async () => {
    const file = await create('numina.db');
    const before = contentsOf(file);
    const error = await migrateWith(file, {
      '9000-orphan': {
        async up(db) {
          await sql`insert into booking_reminders (id, user_id, updated_at) values ('r', 'nobody', '')`.execute(db);
        },
      },
    });
    expect(error).toMatchObject({ kind: 'storage', code: 'broken_references' });
    expect(contentsOf(file)).toEqual(before);
  });
});

describe('the copy before a migration', () => {
  it('is kept beside the database, whole, for its owner only', async () => {
    const file = await create('numina.db');
    const before = contentsOf(file);
    const umask = process.umask(0);
    try {
      await migrateWith(file, { '9000-shoes': addsShoes });
    } finally {
      process.umask(umask);
    }
    const copy = `${file}.bak-${NEWEST}`;
    expect(contentsOf(copy)).toEqual(before);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });

  it('replaces one of an earlier attempt', async () => {
    const file = await create('numina.db');
    writeFileSync(`${file}.bak-${NEWEST}`, 'half a copy');
    await migrateWith(file, { '9000-shoes': addsShoes });
    expect(contentsOf(`${file}.bak-${NEWEST}`)).toMatchObject({ state: ['ok', []] });
  });

  it('is of the database before, also where several migrate at once', async () => {
    const file = await create('numina.db');
    const before = contentsOf(file);
    const script = await buildScript('db/sqlite/migrating-script.ts', 'migrating');
    const runs = await Promise.all([1, 2, 3].map(() => script.run(file)));
    script.remove();
    expect(runs.map(({ stderr }) => stderr)).toEqual(['', '', '']);
    expect(contentsOf(`${file}.bak-${NEWEST}`)).toEqual(before);
  });
});

describe('a database of a newer numina', () => {
  it('is refused and not touched', async () => {
    const file = await create('numina.db');
    await migrateWith(file, { '9000-shoes': addsShoes });
    const before = readFileSync(file);
    await expect(create('numina.db')).rejects.toThrow(
      expect.objectContaining({
        kind: 'storage',
        code: 'newer_schema',
        message: `The database ${file} was written by a newer numina (9000-shoes).`,
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(`${file}.bak-9000-shoes`)).toBe(false);
  });
});
