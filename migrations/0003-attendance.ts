import { type Kysely, sql } from 'kysely';

/**
 * Pauses, reviews, marks by habit; the date and rules of the stored statistics; indexes that answer queries without
 * reading the table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pauses')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('from_date', 'text', (column) => column.notNull().check(isDate('from_date')))
    .addColumn('to_date', 'text', (column) => column.notNull().check(isDate('to_date')))
    .addColumn('reason', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addCheckConstraint('pause_in_order', sql`from_date <= to_date`)
    .execute();
  await db.schema.createIndex('pauses_by_date').on('pauses').columns(['user_id', 'from_date']).execute();

  await db.schema
    .createTable('reviews')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('class_id', 'text', (column) => column.notNull().references('fitness_classes.id'))
    // No foreign key: the review must still be there after an undo of the deletion of its booking.
    .addColumn('booking_id', 'text', (column) => column.notNull())
    .addColumn('rating', 'integer', (column) => column.notNull().check(sql`rating between 1 and 5`))
    .addColumn('text', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reviews_key', ['user_id', 'class_id'])
    .execute();
  await db.schema.createIndex('reviews_by_booking').on('reviews').columns(['booking_id']).execute();

  // The row stays after an undo of the mark, so that the mark is not made again. No foreign key, for the reason above.
  await db.schema
    .createTable('assumed_attendance')
    .addColumn('booking_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('assumed_at', 'text', (column) => column.notNull())
    .execute();

  for (const column of ['current_week_streak', 'longest_week_streak']) {
    await db.schema
      .alterTable('attendance_stats')
      .addColumn(column, 'integer', (added) => added.notNull().defaultTo(0))
      .execute();
  }
  // The local date and the rules (JSON) of the stored statistics, and the achievements already told (JSON).
  for (const column of ['computed_on', 'rules', 'told_achievements']) {
    await db.schema
      .alterTable('attendance_stats')
      .addColumn(column, 'text', (added) => added.notNull().defaultTo(''))
      .execute();
  }

  // Counts the change sets; a computed answer is valid only for its own count.
  await db.schema
    .alterTable('attendance_stats')
    .addColumn('revision', 'integer', (added) => added.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('attendance_answers')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('attendance_answers_key', ['user_id', 'question'])
    .execute();

  // Gives all attended classes by start, with the columns that achievements need, without reading the table.
  await db.schema.dropIndex('bookings_by_status').execute();
  await db.schema
    .createIndex('bookings_by_status')
    .on('bookings')
    .columns(['user_id', 'status', 'class_datetime', 'class_local', 'class_type', 'location'])
    .execute();
  // In the order in which statistics group: they are counted in one pass without a sort.
  await db.schema
    .createIndex('bookings_by_facets')
    .on('bookings')
    .columns(['user_id', 'status', 'class_type', 'location', 'booking_source', 'instructor'])
    .execute();
  await sql`create index bookings_with_prices on bookings
    (user_id, currency, status, is_late_cancel, price, late_fee, fee_paid)
    where price is not null or late_fee is not null or fee_paid is not null`.execute(db);
}

function isDate(column: string) {
  return sql<boolean>`${sql.ref(column)} like '____-__-__' and length(${sql.ref(column)}) = 10`;
}
