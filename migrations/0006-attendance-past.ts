import { type Kysely, sql } from 'kysely';

/**
 * Results of the history up to a day. They replace stored answers that every change made invalid. The table may be
 * emptied at any time: the next change fills it again.
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
    // The edition of the rules in the program; rows of another edition are not used.
    .addColumn('edition', 'integer', (column) => column.notNull())
    // The rules of the streaks with which `standing` was computed.
    .addColumn('rules', 'text', (column) => column.notNull())
    .addColumn('standing', 'text', (column) => column.notNull())
    // The last column, because it is long and only statistics read it.
    .addColumn('tallies', 'text', (column) => column.notNull())
    .execute();
}
