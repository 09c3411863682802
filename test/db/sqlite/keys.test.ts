import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBookingDatabase } from '../../support/booking-database.ts';

// The rows of a person are found, and told apart, by who she is first: then by what they are called.

const db = useBookingDatabase();
let sqlite: BetterSqlite3.Database;
beforeAll(() => {
  sqlite = new BetterSqlite3(db.database.path, { readonly: true });
});
afterAll(() => sqlite.close());

/** The list of the people, and what belongs to none of them. */
const OF_NOBODY = "'users', 'leases', 'rate_limits', 'server_facts'";

/** The columns of one kind of list of a table, in order, as texts. */
function listsOf(query: string): [table: string, columns: string][] {
  const tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
  const ofPerson = `${tables} and name not like 'kysely_%' and name not in (${OF_NOBODY})`;
  return sqlite.prepare(query.replace('TABLES', ofPerson)).raw().all() as [string, string][];
}

const KEYS = `select t.name, (select group_concat(name) from (select name from pragma_index_info(i.name) order by seqno))
  from (TABLES) t, pragma_index_list(t.name) i`;
const REFERENCES = `select t.name, group_concat(f."from" || ' to ' || f."to") from (TABLES) t, pragma_foreign_key_list(t.name) f
  group by t.name, f.id`;
const HIDDEN = 'select t.name, c.name from (TABLES) t, pragma_table_xinfo(t.name) c where c.hidden <> 0';

describe('of every table of a person', () => {
  it('each primary key, each unique key and each index begins with the person', () => {
    const keys = listsOf(KEYS);
    expect(keys.length).toBeGreaterThan(30);
    for (const [table, columns] of keys) expect(`${table}: ${columns}`).toMatch(/: user_id(,|$)/);
  });

  it('each foreign key names the person and, beside her, a thing of hers', () => {
    const references = listsOf(REFERENCES);
    expect(references.filter(([, columns]) => columns === 'user_id to id').length).toBeGreaterThan(15);
    const others = references.filter(([, columns]) => columns !== 'user_id to id');
    expect(others).toEqual([
      ['bookings', 'user_id to user_id,class_id to id'],
      ['reviews', 'user_id to user_id,class_id to id'],
    ]);
  });

  it('no column is computed by the database', () => {
    expect(listsOf(HIDDEN)).toEqual([]);
  });
});
