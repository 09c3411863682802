import { type Kysely, sql } from 'kysely';

/**
 * What the history up to a day has come to, in place of answers that any change made old. It may be emptied at any time:
 * the next change fills it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('attendance_answers').execute();
  await db.schema.alterTable('attendance_stats').dropColumn('revision').execute();
  await db.schema
    .createTable('attendance_past')
    .addColumn('user_id', 'text', (column) => column.primaryKey().notNull().references('users.id'))
    .addColumn('through_date', 'text', (column) =>
      column.notNull().check(sql`through_date like '____-__-__' and length(through_date) = 10`),
    )
    // Of the program's own way to count: what another edition kept is of no use.
    .addColumn('edition', 'integer', (column) => column.notNull())
    // The rules of the streaks that `standing` was computed with.
    .addColumn('rules', 'text', (column) => column.notNull())
    .addColumn('standing', 'text', (column) => column.notNull())
    // Last, for it is long and only statistics read it.
    .addColumn('tallies', 'text', (column) => column.notNull())
    .execute();
}
