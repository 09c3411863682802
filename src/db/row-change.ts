import type { Kysely } from 'kysely';
import { ROWS_PER_INSERT } from './chunks.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

/** A row of any table, with the values as stored. */
export type Row = Readonly<Record<string, string | number | null>>;

/**
 * A change of one row in a table of a feature: `before` is null for a new row, `after` for a removed one. `key` holds
 * the primary key, in which `user_id` may be missing; `before` and `after` hold every column.
 */
export interface RowChange {
  readonly table: Exclude<keyof Schema, 'bookings' | 'fitness_classes' | 'users' | 'user_settings' | 'journal_entries'>;
  readonly key: Row;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** kysely's types cannot describe a table that is chosen at run time, so every table gets the type of plain rows. */
export type AnyTables = Kysely<Record<string, Record<string, string | number | null>>>;

/** Inserts, updates or deletes the row of each change, in their order. Throws for the row of another person. */
export async function saveRowChanges(store: Store, changes: readonly RowChange[]): Promise<void> {
  const db = store.db as unknown as AnyTables;
  for (const { table, after } of changes) {
    if (after !== null && after['user_id'] !== store.userId) throw new Error(`A row of ${table} is another person's.`);
  }
  for (const run of runsOf(changes)) {
    const { table, key, before, after } = run[0];
    if (after === null) {
      await db
        .deleteFrom(table)
        .where((eb) => eb.and(ownKey(store, key)))
        .execute();
    } else if (before === null) {
      await db
        .insertInto(table)
        .values(run.flatMap((change) => (change.after === null ? [] : [change.after])))
        .execute();
    } else {
      await db
        .updateTable(table)
        .set(after)
        .where((eb) => eb.and(ownKey(store, key)))
        .execute();
    }
  }
}

/** The row with this key, every column of it. */
export async function findRow(store: Store, { table, key }: Pick<RowChange, 'table' | 'key'>): Promise<Row | null> {
  const db = store.db as unknown as AnyTables;
  const row = await db
    .selectFrom(table)
    .selectAll()
    .where((eb) => eb.and(ownKey(store, key)))
    .executeTakeFirst();
  return row ?? null;
}

/** The key among the rows of the person. */
function ownKey({ userId }: Store, key: Row): Row {
  return { ...key, user_id: userId };
}

/** Groups changes by statement: neighbouring new rows of one table share an insert, every other change has its own. */
function runsOf(changes: readonly RowChange[]): [RowChange, ...RowChange[]][] {
  const runs: [RowChange, ...RowChange[]][] = [];
  for (const change of changes) {
    const run = runs.at(-1);
    const isSameRun = run && isNew(run[0]) && isNew(change) && run[0].table === change.table;
    if (isSameRun && run.length < ROWS_PER_INSERT) run.push(change);
    else runs.push([change]);
  }
  return runs;
}

function isNew({ before, after }: RowChange): boolean {
  return before === null && after !== null;
}
