import { type Kysely, sql } from 'kysely';

/**
 * The journal: one row for each step a person took, so that it can be taken back and brought again. `changes` holds
 * bookings and classes by the names the program gives their fields: a migration that gives one of them another
 * meaning empties this table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('journal_entries')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // 1, 2, 3 … in the order of the steps: two of them may have happened in the same millisecond.
    .addColumn('position', 'integer', (column) => column.notNull().check(sql`position > 0`))
    .addColumn('at', 'text', (column) =>
      column.notNull().check(sql`at like '____-__-__T__:__:__.___Z' and length(at) = 24`),
    )
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('undone_at', 'text')
    // Last, so that a list of steps reads none of the pages that a large one fills.
    .addColumn('changes', 'text', (column) => column.notNull())
    .addUniqueConstraint('journal_entries_by_position', ['user_id', 'position'])
    .execute();
}
