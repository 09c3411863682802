import { type Kysely, sql } from 'kysely';
import { MIGRATIONS } from '../../../migrations/index.ts';
import { StorageError } from '../../errors.ts';
import { BASELINE, makeTables } from './baseline.ts';
import type { Server } from './reach-server.ts';
import { requireNewest, schemaIn } from './schema-version.ts';

const NAMES = Object.keys(MIGRATIONS);

/**
 * Makes the tables of this numina and protects them, in one transaction; false where they are there already. Throws
 * StorageError where the database may not be changed, or stores text in another encoding than UTF-8.
 */
export async function initSchema(server: Server): Promise<boolean> {
  const db = tablesAt(server);
  if ((await schemaIn(db)).kind !== 'none') return false;
  const { rows } = await sql<{ encoding: string }>`select current_setting('server_encoding') as encoding`.execute(db);
  const encoding = rows[0]?.encoding ?? '';
  if (encoding !== 'UTF8') {
    throw new StorageError(
      'wrong_encoding',
      `${server.options.name} stores text as ${encoding}.`,
      'Create it anew, with UTF-8.',
    );
  }
  await db.transaction().execute(async (trx) => {
    await makeTables(trx);
    const contained = NAMES.slice(0, NAMES.indexOf(BASELINE) + 1);
    for (const each of contained) await noteMigration(trx, each);
    await sql`insert into kysely_migration_lock (id, is_locked) values ('migration_lock', 0)`.execute(trx);
    await migrateIn(trx, contained.length);
  });
  return true;
}

/**
 * Brings a database to the schema of this numina, all steps in one transaction. Gives the names of the migrations that
 * it made. Throws StorageError for a database without tables and for one of a newer numina.
 */
export async function migratePostgres(server: Server): Promise<readonly string[]> {
  const found = await schemaIn(server.kysely);
  if (found.kind !== 'older') requireNewest(found, server.options.name);
  return tablesAt(server)
    .transaction()
    .execute(async (trx) => {
      // Another process may be at it, and then there is nothing left to do.
      await sql`select 1 from kysely_migration_lock for update`.execute(trx);
      const now = (await schemaIn(trx)).migration ?? '';
      return migrateIn(trx, NAMES.indexOf(now) + 1);
    });
}

/** Lets a role use the tables, but neither change nor drop them. */
export async function grantTo(server: Server, role: string): Promise<void> {
  const db = tablesAt(server);
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  const [to, schema] = [sql.id(role), sql.id(rows[0]?.schema ?? 'public')];
  await db.transaction().execute(async (trx) => {
    await sql`grant usage on schema ${schema} to ${to}`.execute(trx);
    for (const table of await tablesOf(trx)) {
      const rights = table.startsWith('kysely_') ? sql`select` : sql`select, insert, update, delete`;
      await sql`grant ${rights} on ${sql.table(table)} to ${to}`.execute(trx);
    }
  });
}

/** Migrations know no columns: those that there were then are not those of today. */
function tablesAt({ kysely }: Server): Kysely<unknown> {
  return kysely as unknown as Kysely<unknown>;
}

async function migrateIn(trx: Kysely<unknown>, from: number): Promise<readonly string[]> {
  // A migration goes through the rows of everybody; the owner of the tables may, where it is not forced upon him.
  for (const table of await personalTables(trx)) {
    await sql`alter table ${sql.table(table)} no force row level security`.execute(trx);
  }
  const made = NAMES.slice(from);
  for (const each of made) {
    await MIGRATIONS[each]?.up(trx);
    await noteMigration(trx, each);
  }
  await orderByCodePoint(trx);
  for (const table of await personalTables(trx)) await protect(trx, table);
  return made;
}

/** Migrations are those of both engines, and say nothing of the order of texts. */
async function orderByCodePoint(trx: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ place: string; name: string }>`
    select table_name as place, column_name as name from information_schema.columns
    where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'`.execute(trx);
  for (const { place, name } of rows) {
    await sql`alter table ${sql.table(place)} alter column ${sql.ref(name)} type text collate "C"`.execute(trx);
  }
}

async function noteMigration(trx: Kysely<unknown>, name: string): Promise<void> {
  await sql`insert into kysely_migration (name, "timestamp") values (${name}, now()::text)`.execute(trx);
}

/**
 * Row-level security, also for the owner of the table: a connection sees and writes only the rows of the person it acts
 * for, and none where it acts for nobody.
 */
async function protect(trx: Kysely<unknown>, table: string): Promise<void> {
  const of = sql.table(table);
  const own = sql`user_id = current_setting('numina.user_id', true)`;
  await sql`alter table ${of} enable row level security`.execute(trx);
  await sql`alter table ${of} force row level security`.execute(trx);
  await sql`drop policy if exists own_rows on ${of}`.execute(trx);
  await sql`create policy own_rows on ${of} using (${own}) with check (${own})`.execute(trx);
  if (table !== 'revisions') return;
  // How often each record was written, and nothing else of it: a daemon that serves everybody asks for all at once.
  await sql`drop policy if exists counts_of_all on ${of}`.execute(trx);
  await sql`create policy counts_of_all on ${of} for select using (true)`.execute(trx);
}

/** The tables with rows of people. The list of the people themselves is open: whoever acts for one is named there. */
async function personalTables(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name = 'user_id' order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

async function tablesOf(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() order by 1`.execute(db);
  return rows.map(({ name }) => name);
}
