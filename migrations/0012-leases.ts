import { type Kysely, sql } from 'kysely';

/**
 * Several daemons over one database: each duty is that of one of them, by a lease; and a reminder on the desktop is one
 * for each machine.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // It belongs to nobody: the daemons serve all people.
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    // The id of a machine.
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('fence', 'integer', (column) => column.notNull().check(sql`fence >= 1`))
    .addColumn('until', 'text', (column) =>
      column.notNull().check(sql`until like '____-__-__T__:__:__.___Z' and length(until) = 24`),
    )
    .execute();

  // The id of the machine whose desktop shows it; empty for all other channels, and for what holds on every desktop.
  await db.schema
    .alterTable('reminder_ledger')
    .addColumn('machine', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.dropIndex('reminder_ledger_key').execute();
  await db.schema
    .createIndex('reminder_ledger_key')
    .unique()
    .on('reminder_ledger')
    .columns(['user_id', 'booking_id', 'kind', 'offset_minutes', 'channel', 'machine', 'class_datetime'])
    .execute();
}
