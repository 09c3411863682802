import { type Kysely, sql } from 'kysely';

/** The weekly targets with the dates from which they are in force: a new target does not change earlier weeks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('weekly_targets')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // The class type; empty for the general target.
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('from_date', 'text', (column) =>
      column.notNull().check(sql`from_date like '____-__-__' and length(from_date) = 10`),
    )
    .addColumn('target', 'integer', (column) => column.notNull().check(sql`target between 1 and 7`))
    .addPrimaryKeyConstraint('weekly_targets_key', ['user_id', 'type', 'from_date'])
    .execute();
}
