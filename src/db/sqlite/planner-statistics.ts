import { type Kysely, sql } from 'kysely';

/** How many of a million bookings share one value of a column; 1 for columns that are not listed. */
const ROWS_PER_VALUE: Readonly<Record<string, number>> = {
  user_id: 1_000_000,
  status: 300_000,
  booking_source: 300_000,
  currency: 300_000,
  class_type: 100_000,
  location: 50_000,
  instructor: 50_000,
  class_id: 5000,
  class_date: 200,
  class_datetime: 2,
};

/**
 * Gives the query planner of SQLite the statistics that ANALYZE would make: for every index, the number of all rows,
 * then the number of rows per value of its first column, of its first two columns, and so on. Without them the planner
 * prefers an index on `user_id`, which is the same in every row, and reads all bookings to find one. The numbers are
 * fixed, not measured, so that a query has the same plan in every database.
 */
export async function tellPlanner(db: Kysely<unknown>): Promise<void> {
  // Makes the table sqlite_stat1.
  await sql`analyze users`.execute(db);
  await sql`delete from sqlite_stat1 where tbl = 'bookings'`.execute(db);
  const columns = await sql<{ name: string; column: string | null }>`
    select i.name, c.name as "column" from pragma_index_list('bookings') i, pragma_index_info(i.name) c
    order by i.name, c.seqno`.execute(db);
  const shapes = new Map<string, number[]>();
  for (const { name, column } of columns.rows) {
    const shape = shapes.get(name) ?? [1_000_000];
    shape.push(Math.min(shape.at(-1) ?? 1, ROWS_PER_VALUE[column ?? ''] ?? 1));
    shapes.set(name, shape);
  }
  for (const [index, shape] of shapes) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat) values ('bookings', ${index}, ${shape.join(' ')})`.execute(db);
  }
  await sql`analyze sqlite_schema`.execute(db);
}
