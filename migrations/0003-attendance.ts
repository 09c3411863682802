import { type Kysely, sql } from 'kysely';

/** Pauses, reviews, marks made by habit; what the copy of the statistics is as of; indexes that answer without the table. */
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
    // No foreign key: a deletion that is undone finds the review again.
    .addColumn('booking_id', 'text', (column) => column.notNull())
    .addColumn('rating', 'integer', (column) => column.notNull().check(sql`rating between 1 and 5`))
    .addColumn('text', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reviews_key', ['user_id', 'class_id'])
    .execute();
  await db.schema.createIndex('reviews_by_booking').on('reviews').columns(['booking_id']).execute();

  // Outlives the mark: one that was taken back is not made again. No foreign key, for the same reason as above.
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
  // The local date and the rules (JSON) that the copy was computed with, and the achievements told so far (JSON).
  for (const column of ['computed_on', 'rules', 'told_achievements']) {
    await db.schema
      .alterTable('attendance_stats')
      .addColumn(column, 'text', (added) => added.notNull().defaultTo(''))
      .execute();
  }

  // Counts the change sets, so that an answer that was computed for one is told from a later.
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

  // Wide enough for every attended class, by start, to be read without the table.
  await db.schema.dropIndex('bookings_by_status').execute();
  await db.schema
    .createIndex('bookings_by_status')
    .on('bookings')
    .columns(['user_id', 'status', 'class_datetime', 'class_local', 'class_type', 'location'])
    .execute();
  // In the order of the groups that statistics are made of: counted in one pass, nothing sorted.
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
