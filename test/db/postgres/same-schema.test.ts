import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/db/open.ts';
import { isSqlite } from '../../support/engine.ts';
import { asAdmin, returnServerDatabase, takeServerDatabase } from '../../support/server-database.ts';
import { MEMORY } from '../../support/temporary-folder.ts';

// test/db/schema.test.ts compares a migrated file with src/db/schema.ts; what holds of the one then holds of the other.

/** Tables of one engine alone. */
const OWN = ['kysely_migration', 'kysely_migration_lock', 'revisions'];
let folder: string;
let file: string;
let server: string;

interface Shape {
  /** Each column with its kind, and whether it must have a value: `bookings.price integer`. */
  readonly columns: readonly string[];
  /** The columns of primary keys and unique ones. */
  readonly keys: readonly string[];
  /** The references: `reviews(user_id,class_id) fitness_classes`. */
  readonly references: readonly string[];
}

function shapeOfFile(): Shape {
  const sqlite = new BetterSqlite3(file, { readonly: true });
  const all = (text: string) => sqlite.prepare(text).pluck().all() as string[];
  const tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'";
  const columns = all(`select t.name || '.' || c.name || ' ' || lower(c.type) || iif(c."notnull" = 1, ' not null', '')
    from (${tables}) t, pragma_table_info(t.name) c`);
  const keys = all(`select t.name || '(' || (select group_concat(name) from
      (select name from pragma_index_info(i.name) order by seqno)) || ')'
    from (${tables}) t, pragma_index_list(t.name) i where i."unique" = 1`);
  const references = all(`select t.name || '(' || (select group_concat("from") from
      (select "from" from pragma_foreign_key_list(t.name) where id = f.id order by seq)) || ') ' || f."table"
    from (${tables}) t, pragma_foreign_key_list(t.name) f where f.seq = 0`);
  sqlite.close();
  return shared({ columns, keys, references });
}

async function shapeOfServer(): Promise<Shape> {
  return asAdmin(async (admin) => {
    const all = async (text: string) => (await admin.query<{ said: string }>(text)).rows.map(({ said }) => said);
    const columns = await all(`select table_name || '.' || column_name || ' ' ||
        replace(data_type, 'bigint', 'integer') || case is_nullable when 'NO' then ' not null' else '' end as said
      from information_schema.columns where table_schema = 'public'`);
    const named = (keys: string, table: string) => `(select string_agg(a.attname, ',' order by k.at)
      from unnest(${keys}) with ordinality k (number, at)
      join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`;
    const keys = await all(`select indrelid::regclass || '(' || ${named('indkey', 'indrelid')} || ')' as said
      from pg_index join pg_class c on c.oid = indrelid
      where indisunique and c.relnamespace = 'public'::regnamespace`);
    const references = await all(`select conrelid::regclass || '(' || ${named('conkey', 'conrelid')} || ') ' ||
        confrelid::regclass as said from pg_constraint where contype = 'f'`);
    return shared({ columns, keys, references });
  }, server);
}

/** What both have, in one order. */
function shared(shape: Shape): Shape {
  const of = (all: readonly string[]) => all.filter((each) => !OWN.includes(each.split(/[.(]/)[0] ?? '')).sort();
  return { columns: of(shape.columns), keys: of(shape.keys), references: of(shape.references) };
}

describe.skipIf(isSqlite)('the two engines (needs PostgreSQL)', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(MEMORY, 'numina-test-'));
    file = join(folder, 'numina.db');
    await (await openDatabase({ path: file, createFolder: false, now: new Date('2026-11-20T10:00:00Z') })).close();
    server = await takeServerDatabase();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await returnServerDatabase(server);
  });

  it('have the same columns, keys and references', async () => {
    const own = shapeOfFile();
    expect(own.columns.length).toBeGreaterThan(200);
    expect(own.keys.length).toBeGreaterThan(25);
    expect(await shapeOfServer()).toEqual(own);
  });

  it('order every text by code point', async () => {
    const { rows } = await asAdmin(
      (admin) =>
        admin.query(`select table_name, column_name from information_schema.columns
          where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'`),
      server,
    );
    expect(rows).toEqual([]);
  });
});
