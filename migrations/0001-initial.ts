import { type Kysely, sql } from 'kysely';

/**
 * The tables of the first release. Instants are ISO 8601 text in UTC with milliseconds, so that text order is time
 * order. Money is in thousandths of the currency's unit. Booleans are 0 and 1.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('fitness_classes')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('name', 'text', (column) => column.notNull().check(sql`length(name) between 1 and 1000`))
    .addColumn('type', 'text')
    .addColumn('location', 'text')
    .addColumn('instructor', 'text')
    .addColumn('duration_minutes', 'integer', (column) => column.notNull().check(durationIsSane))
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('price', 'integer', (column) => column.check(sql`price >= 0`))
    .addColumn('currency', 'text')
    .addColumn('late_fee', 'integer', (column) => column.check(sql`late_fee >= 0`))
    .addColumn('cancel_by', 'integer', (column) => column.check(sql`cancel_by >= 0`))
    .addColumn('url', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
  // A class is its name and place together. Two classes without a place are equal too, but in a unique key two nulls
  // differ.
  await sql`create unique index fitness_classes_by_name on fitness_classes (user_id, name, coalesce(location, ''))`.execute(
    db,
  );

  await db.schema
    .createTable('bookings')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('class_id', 'text', (column) => column.notNull().references('fitness_classes.id'))
    .addColumn('class_name', 'text', (column) => column.notNull().check(sql`length(class_name) between 1 and 1000`))
    .addColumn('class_type', 'text')
    .addColumn('location', 'text')
    .addColumn('instructor', 'text')
    .addColumn('class_local', 'text', (column) =>
      column.notNull().check(sql`class_local like '____-__-__T__:__:__' and length(class_local) = 19`),
    )
    // Not a generated column: SQLite cannot answer a query of such a column from an index alone.
    .addColumn('class_date', 'text', (column) => column.notNull().check(sql`class_date = substr(class_local, 1, 10)`))
    .addColumn('class_time', 'text', (column) => column.generatedAlwaysAs(sql`substr(class_local, 12, 5)`))
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('class_datetime', 'text', (column) => column.notNull().check(isInstant('class_datetime')))
    .addColumn('duration_minutes', 'integer', (column) => column.notNull().check(durationIsSane))
    .addColumn('status', 'text', (column) =>
      column.notNull().check(sql`status in ('booked', 'attended', 'cancelled', 'no_show', 'waitlisted')`),
    )
    .addColumn('booking_source', 'text', (column) => column.notNull().check(sql`length(booking_source) > 0`))
    .addColumn('external_booking_id', 'text')
    .addColumn('booked_at', 'text', (column) => column.notNull())
    .addColumn('attended_at', 'text')
    .addColumn('cancelled_at', 'text')
    .addColumn('cancellation_reason', 'text')
    .addColumn('cancel_by', 'text')
    .addColumn('cancel_by_minutes', 'integer', (column) => column.check(sql`cancel_by_minutes >= 0`))
    .addColumn('is_late_cancel', 'integer', (column) => column.notNull().defaultTo(0).check(isFlag('is_late_cancel')))
    .addColumn('price', 'integer', (column) => column.check(sql`price >= 0`))
    .addColumn('currency', 'text')
    .addColumn('late_fee', 'integer', (column) => column.check(sql`late_fee >= 0`))
    .addColumn('fee_paid', 'integer', (column) => column.check(sql`fee_paid >= 0`))
    .addColumn('url', 'text')
    .addColumn('notes', 'text')
    .addColumn('sequence', 'integer', (column) => column.notNull().defaultTo(0).check(sql`sequence >= 0`))
    .addColumn('reminder_sent_24h', 'integer', (column) =>
      column.notNull().defaultTo(0).check(isFlag('reminder_sent_24h')),
    )
    .addColumn('reminder_sent_1h', 'integer', (column) =>
      column.notNull().defaultTo(0).check(isFlag('reminder_sent_1h')),
    )
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addCheckConstraint('attended_has_its_time', sql`(status = 'attended') = (attended_at is not null)`)
    .addCheckConstraint('cancelled_has_its_time', sql`(status = 'cancelled') = (cancelled_at is not null)`)
    .addCheckConstraint('only_cancelled_has_a_reason', sql`status = 'cancelled' or cancellation_reason is null`)
    .addCheckConstraint('only_cancelled_is_late', sql`status = 'cancelled' or is_late_cancel = 0`)
    .execute();
  await db.schema
    .createIndex('bookings_by_date')
    .on('bookings')
    .columns(['user_id', 'class_date', 'class_datetime'])
    .execute();
  await db.schema.createIndex('bookings_by_start').on('bookings').columns(['user_id', 'class_datetime']).execute();
  await db.schema
    .createIndex('bookings_by_status')
    .on('bookings')
    .columns(['user_id', 'status', 'class_datetime'])
    .execute();
  // Gives the attended dates in order without reading the table: streaks need them.
  await db.schema
    .createIndex('bookings_by_status_and_date')
    .on('bookings')
    .columns(['user_id', 'status', 'class_date', 'class_datetime'])
    .execute();
  await db.schema.createIndex('bookings_by_class').on('bookings').columns(['class_id', 'class_datetime']).execute();
  await db.schema
    .createIndex('bookings_by_external_id')
    .on('bookings')
    .columns(['user_id', 'booking_source', 'external_booking_id'])
    .where(sql.ref('external_booking_id'), 'is not', null)
    .execute();

  await db.schema
    .createTable('booking_reminders')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().unique().references('users.id'))
    .addColumn('enabled', 'integer', (column) => column.notNull().defaultTo(1).check(isFlag('enabled')))
    .addColumn('reminder_1h', 'integer', (column) => column.notNull().defaultTo(1).check(isFlag('reminder_1h')))
    .addColumn('reminder_24h', 'integer', (column) => column.notNull().defaultTo(1).check(isFlag('reminder_24h')))
    .addColumn('email_reminders', 'integer', (column) => column.notNull().defaultTo(0).check(isFlag('email_reminders')))
    .addColumn('push_reminders', 'integer', (column) => column.notNull().defaultTo(1).check(isFlag('push_reminders')))
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('attendance_stats')
    .addColumn('user_id', 'text', (column) => column.primaryKey().notNull().references('users.id'))
    .addColumn('total_booked', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('total_attended', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('total_cancelled', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('current_streak', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('longest_streak', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_attended_date', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();

  // Maps the events and rows of outside sources to bookings, so that numina recognises them when they come again.
  await db.schema
    .createTable('intake_identities')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('uid', 'text', (column) => column.notNull())
    .addColumn('recurrence_id', 'text', (column) => column.notNull().defaultTo(''))
    // No foreign key: the row outlives a deleted booking, so that an import does not bring the booking back. After an
    // undo of the deletion, the row is still there.
    .addColumn('booking_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_modified', 'text')
    // The last values from the source (JSON), to tell the edits of the person from changes of the source.
    .addColumn('content', 'text', (column) => column.notNull())
    // When the source cancelled the booking. Only then may the source also restore it.
    .addColumn('cancelled_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('intake_identities_key', ['user_id', 'source', 'uid', 'recurrence_id'])
    .execute();
  await db.schema.createIndex('intake_identities_by_booking').on('intake_identities').columns(['booking_id']).execute();
}

const durationIsSane = sql<boolean>`duration_minutes between 1 and 10080`;

function isFlag(column: string) {
  return sql<boolean>`${sql.ref(column)} in (0, 1)`;
}

function isInstant(column: string) {
  return sql<boolean>`${sql.ref(column)} like '____-__-__T__:__:__.___Z' and length(${sql.ref(column)}) = 24`;
}
