import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../migrations/index.ts';
import { openDatabase } from '../../../src/db/open.ts';
import type { Schema } from '../../../src/db/schema.ts';
import { SqliteFileDialect } from '../../../src/db/sqlite/dialect.ts';
import { migrate } from '../../../src/db/sqlite/migrate.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

const path = useTemporaryFolder();

/** A file as it was before there were accounts, with these people, by the time they came. */
async function databaseOf(...ids: readonly string[]): Promise<string> {
  const sqlite = new BetterSqlite3(path('numina.db'));
  const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(sqlite) });
  const earlier = Object.entries(MIGRATIONS).filter(([name]) => name < '0010');
  await migrate(sqlite, kysely, Object.fromEntries(earlier));
  for (const [index, id] of ids.entries()) {
    sqlite.prepare('insert into users values (?, ?)').run(id, `202${index}-01-01T00:00:00.000Z`);
    sqlite.prepare("insert into blocked_senders values (?, 'studio.example', '2026-01-01T00:00:00.000Z')").run(id);
  }
  await kysely.destroy();
  return path('numina.db');
}

async function accountsIn(file: string) {
  await (await openDatabase({ path: file, createFolder: false, now: new Date('2026-11-20T10:00:00Z') })).close();
  const sqlite = new BetterSqlite3(file, { readonly: true });
  const users = sqlite.prepare('select id, name, name_key, email, settings_in from users order by created_at').raw();
  const found = users.all();
  expect(sqlite.pragma('foreign_key_check')).toEqual([]);
  expect(sqlite.prepare('select count(*) from blocked_senders').pluck().get()).toBe(found.length);
  sqlite.close();
  return found;
}

describe('a database from before there were accounts', () => {
  it('belongs to the first account, local, whose settings stay in the config file', async () => {
    expect(await accountsIn(await databaseOf('local'))).toEqual([['local', 'local', 'local', null, 'config']]);
  });

  it('of an early release keeps the id of its owner', async () => {
    expect(await accountsIn(await databaseOf('0f00'))).toEqual([['0f00', 'local', 'local', null, 'config']]);
  });

  it('names everybody in it', async () => {
    expect(await accountsIn(await databaseOf('zoe', 'local', 'anna'))).toEqual([
      ['zoe', 'account-2', 'account-2', null, 'database'],
      ['local', 'local', 'local', null, 'config'],
      ['anna', 'account-3', 'account-3', null, 'database'],
    ]);
  });

  it('no longer takes two of one name', async () => {
    const file = await databaseOf('local');
    await accountsIn(file);
    const sqlite = new BetterSqlite3(file);
    const add = sqlite.prepare("insert into users values (?, ?, ?, null, 'database', '2026-01-01T00:00:00.000Z')");
    expect(() => add.run('other', 'Local', 'local')).toThrow(/UNIQUE/);
    expect(() => add.run('other', 'x'.repeat(65), 'x')).toThrow(/CHECK/);
    sqlite.close();
  });
});
