import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteFileDialect } from '../../../src/db/sqlite/dialect.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

interface Rooms {
  rooms: { id: number; name: string | null };
}

const path = useTemporaryFolder();
let other: BetterSqlite3.Database;
let kysely: Kysely<Rooms>;

beforeEach(() => {
  other = new BetterSqlite3(path('rooms.db'));
  other.exec(
    `create table rooms (id integer primary key, name text); insert into rooms values (1, 'Barre'), (2, null)`,
  );
  kysely = new Kysely({ dialect: new SqliteFileDialect(new BetterSqlite3(path('rooms.db'))) });
});
afterEach(async () => {
  other.close();
  await kysely.destroy();
});

const ROOMS = [
  { id: 1, name: 'Barre' },
  { id: 2, name: null },
];

describe('a statement', () => {
  it('gives each row by the names of its columns', async () => {
    expect(await kysely.selectFrom('rooms').selectAll().execute()).toEqual(ROOMS);
    expect(await kysely.selectFrom('rooms').selectAll().where('id', '>', 2).execute()).toEqual([]);
  });

  it('gives them one by one', async () => {
    const rows = [];
    for await (const row of kysely.selectFrom('rooms').selectAll().stream()) rows.push(row);
    expect(rows).toEqual(ROOMS);
  });

  it('gives what a change returns, and tells how many rows it changed', async () => {
    const inserted = kysely.insertInto('rooms').values({ id: 3, name: 'Ring' });
    expect(await inserted.returning(['name', 'id']).execute()).toEqual([{ name: 'Ring', id: 3 }]);
    expect(await kysely.deleteFrom('rooms').where('id', '>', 1).executeTakeFirst()).toEqual({ numDeletedRows: 2n });
  });

  it('follows a table that another process has created again with its columns in another order', async () => {
    const rooms = kysely.selectFrom('rooms').selectAll();
    expect(await rooms.execute()).toEqual(ROOMS);
    other.exec(`alter table rooms rename to old;
      create table rooms (name text, floor integer default 0, id integer primary key);
      insert into rooms (id, name) select id, name from old; drop table old`);
    expect(await rooms.execute()).toEqual(ROOMS.map((room) => ({ ...room, floor: 0 })));
  });
});
