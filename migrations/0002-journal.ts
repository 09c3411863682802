import { type Kysely, sql } from 'kysely';

/**
 * The journal: one row per step, for undo and redo. `changes` is JSON with the field names of the program. A migration
 * that changes the meaning of such a field must empty this table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('journal_entries')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // 1, 2, 3 … in the order of the steps. The time does not give the order: two steps may share a millisecond.
    .addColumn('position', 'integer', (column) => column.notNull().check(sql`position > 0`))
    .addColumn('at', 'text', (column) =>
      column.notNull().check(sql`at like '____-__-__T__:__:__.___Z' and length(at) = 24`),
    )
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('undone_at', 'text')
    // The last column, so that a list of steps does not read the overflow pages of large ones.
    .addColumn('changes', 'text', (column) => column.notNull())
    .addUniqueConstraint('journal_entries_by_position', ['user_id', 'position'])
    .execute();
}
