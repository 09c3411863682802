import { type Kysely, sql } from 'kysely';

/**
 * What reminders need: more preferences, overrides by class type, and the ledger of all reminders that were sent, tried
 * or dropped.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Lists are texts of whole minutes, the longest first (`120,30`); quiet hours are `22:00-07:00`.
  await db.schema
    .alterTable('booking_reminders')
    .addColumn('webhook_reminders', 'integer', (column) =>
      column.notNull().defaultTo(0).check(isFlag('webhook_reminders')),
    )
    .execute();
  // The offsets other than 24 h and 1 h, which have columns of their own.
  await db.schema
    .alterTable('booking_reminders')
    .addColumn('other_offsets', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('booking_reminders')
    .addColumn('cancel_by_offsets', 'text', (column) => column.notNull().defaultTo('60'))
    .execute();
  await db.schema.alterTable('booking_reminders').addColumn('quiet_hours', 'text').execute();

  // Null means as in the general preferences.
  await db.schema
    .createTable('reminder_overrides')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // In lower case, because case makes no difference in types.
    .addColumn('class_type', 'text', (column) => column.notNull())
    .addColumn('enabled', 'integer', (column) => column.check(isFlag('enabled')))
    .addColumn('offsets', 'text')
    .addColumn('channels', 'text')
    .addColumn('cancel_by_offsets', 'text')
    // `off`: no quiet hours, even where the general preferences have them.
    .addColumn('quiet_hours', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reminder_overrides_key', ['user_id', 'class_type'])
    .execute();

  await db.schema
    .createTable('reminder_ledger')
    .addColumn('message_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    // No foreign key: the row outlives a deleted booking, because it was sent, and the deletion may be undone.
    .addColumn('booking_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) =>
      column.notNull().check(sql`kind in ('class', 'cancel_by', 'moved', 'cancelled')`),
    )
    .addColumn('offset_minutes', 'integer', (column) => column.notNull().check(sql`offset_minutes >= 0`))
    .addColumn('channel', 'text', (column) => column.notNull().check(sql`channel in ('desktop', 'email', 'webhook')`))
    .addColumn('class_datetime', 'text', (column) => column.notNull().check(isInstant('class_datetime')))
    .addColumn('state', 'text', (column) =>
      column
        .notNull()
        .check(sql`state in ('pending', 'sending', 'sent', 'superseded', 'skipped', 'missed', 'failed', 'unknown')`),
    )
    .addColumn('due_at', 'text', (column) => column.notNull().check(isInstant('due_at')))
    .addColumn('claimed_at', 'text')
    .addColumn('sent_at', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0).check(sql`attempts >= 0`))
    .addColumn('next_attempt_at', 'text')
    // 1 where an attempt ended without a known result: the process was killed, or the server closed the connection.
    .addColumn('may_have_arrived', 'integer', (column) =>
      column.notNull().defaultTo(0).check(isFlag('may_have_arrived')),
    )
    // Why it was not sent, or not sent yet.
    .addColumn('error', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addCheckConstraint('sent_has_its_time', sql`(state = 'sent') = (sent_at is not null)`)
    .addCheckConstraint('sending_is_claimed', sql`state <> 'sending' or claimed_at is not null`)
    .addUniqueConstraint('reminder_ledger_key', ['booking_id', 'kind', 'offset_minutes', 'channel', 'class_datetime'])
    .execute();
  await db.schema
    .createIndex('reminder_ledger_by_start')
    .on('reminder_ledger')
    .columns(['user_id', 'class_datetime'])
    .execute();
  await db.schema
    .createIndex('reminder_ledger_by_update')
    .on('reminder_ledger')
    .columns(['user_id', 'updated_at'])
    .execute();
  await sql`create index reminder_ledger_unsettled on reminder_ledger (user_id, state)
    where state in ('pending', 'sending')`.execute(db);
}

function isFlag(column: string) {
  return sql<boolean>`${sql.ref(column)} in (0, 1)`;
}

function isInstant(column: string) {
  return sql<boolean>`${sql.ref(column)} like '____-__-__T__:__:__.___Z' and length(${sql.ref(column)}) = 24`;
}
