import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** A row of any table as it lies in the database. */
export type Row = Readonly<Record<string, string | number | null>>;

/**
 * A change of one row of a feature's own table: `before` is null for a new row, `after` for one removed.
 * `key` names the row; both images hold every column.
 */
export interface RowChange {
  readonly table: Exclude<keyof Schema, 'bookings' | 'fitness_classes' | 'users'>;
  readonly key: Row;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** Inserts, updates or deletes the row of a change. */
export async function saveRowChange(trx: Transaction<Schema>, { table, key, before, after }: RowChange): Promise<void> {
  // The types of kysely cannot follow a table chosen at run time: to them, every table has plain rows.
  const db = trx as unknown as Transaction<Record<string, Record<string, string | number | null>>>;
  if (after === null)
    await db
      .deleteFrom(table)
      .where((eb) => eb.and(key))
      .execute();
  else if (before === null) await db.insertInto(table).values(after).execute();
  else
    await db
      .updateTable(table)
      .set(after)
      .where((eb) => eb.and(key))
      .execute();
}
