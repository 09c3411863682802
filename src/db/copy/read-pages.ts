import { type SelectQueryBuilder, sql } from 'kysely';
import { ROWS_PER_INSERT } from '../chunks.ts';
import type { AnyTables, Row } from '../row-change.ts';
import type { AllRows } from './all-rows.ts';
import type { CopiedTable } from './tables.ts';

/** How much text a page may hold, in bytes; a single row may be longer. */
const PAGE_BYTES = 4_000_000;

/**
 * Reads the rows that one account has in a table, by key. A page is never large, whatever the rows hold: memory does not
 * grow with the database.
 */
export async function* readPages(
  { db }: AllRows,
  table: CopiedTable,
  userId: string,
): AsyncGenerator<readonly Row[], void> {
  let after: Row | null = null;
  while (true) {
    const from = rowsAfter(db as unknown as AnyTables, table, userId, after);
    const limit = table.long === null ? ROWS_PER_INSERT : await countForPage(from, table, table.long);
    const page: readonly Row[] = limit === 0 ? [] : await from.selectAll().limit(limit).execute();
    if (page.length > 0) yield page;
    after = page.at(-1) ?? null;
    const isWhole = page.length < limit || table.key.length === 0;
    if (after === null || isWhole) return;
  }
}

type Query = SelectQueryBuilder<Record<string, Record<string, string | number | null>>, string, object>;

function rowsAfter(db: AnyTables, { name, owner, key }: CopiedTable, userId: string, after: Row | null): Query {
  let query = db.selectFrom(name).where(owner, '=', userId) as Query;
  for (const column of key) query = query.orderBy(column);
  if (after === null) return query;
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const values = sql.join(key.map((column) => after[column] ?? null));
  return query.where(sql<boolean>`(${columns}) > (${values})`);
}

/** How many of the next rows fit into a page. */
async function countForPage(from: Query, { key }: CopiedTable, long: string): Promise<number> {
  const sizes = await from
    .select([...key, sql<number>`octet_length(${sql.ref(long)})`.as('size')])
    .limit(ROWS_PER_INSERT)
    .execute();
  let bytes = 0;
  let count = 0;
  for (const { size } of sizes as { size: number }[]) {
    bytes += size;
    if (count > 0 && bytes > PAGE_BYTES) break;
    count += 1;
  }
  return count;
}
