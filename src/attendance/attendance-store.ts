import type { Kysely, Transaction } from 'kysely';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter } from '../bookings/booking-query.ts';
import type { Schema } from '../db/schema.ts';
import type { LocalDate } from '../time/civil.ts';
import type { PriceTally } from './spending.ts';
import type { DayTally, FacetTally, HourTally } from './stats.ts';
import type { StreakClass } from './streak-view.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

/**
 * The dates on which something was attended that has begun by `now`, ascending and unique: the history that
 * streaks are made of.
 */
export async function readAttendedDates(
  db: Connection,
  userId: string,
  filter: BookingFilter,
  now: Date,
): Promise<LocalDate[]> {
  const rows = await db
    .selectFrom('bookings')
    .select('class_date')
    .distinct()
    .where(matchesFilter(userId, filter))
    .where('status', '=', 'attended')
    .where('class_datetime', '<=', now.toISOString())
    .orderBy('class_date')
    .execute();
  return rows.map((row) => row.class_date);
}

/** Classes of one status, by start, as a streak speaks of them. */
export async function readStreakClasses(
  db: Connection,
  userId: string,
  status: 'booked' | 'attended',
  range: { readonly from?: Date; readonly before?: Date },
): Promise<StreakClass[]> {
  let query = db
    .selectFrom('bookings')
    .select(['id as bookingId', 'class_name as className', 'class_local as startsLocal'])
    .where('user_id', '=', userId)
    .where('status', '=', status);
  if (range.from) query = query.where('class_datetime', '>=', range.from.toISOString());
  if (range.before) query = query.where('class_datetime', '<', range.before.toISOString());
  return query.orderBy('class_datetime').execute();
}

export async function tallyFacets(db: Connection, userId: string, filter: BookingFilter): Promise<FacetTally[]> {
  return db
    .selectFrom('bookings')
    .select((eb) => [
      'class_type as type',
      'location',
      'booking_source as source',
      'instructor',
      'status',
      eb.fn.countAll<number>().as('count'),
    ])
    .where(matchesFilter(userId, filter))
    .groupBy(['class_type', 'location', 'booking_source', 'instructor', 'status'])
    .execute();
}

export async function tallyDays(db: Connection, userId: string, filter: BookingFilter): Promise<DayTally[]> {
  return db
    .selectFrom('bookings')
    .select((eb) => ['class_date as date', 'status', eb.fn.countAll<number>().as('count')])
    .where(matchesFilter(userId, filter))
    .groupBy(['class_date', 'status'])
    .execute();
}

export async function tallyHours(db: Connection, userId: string, filter: BookingFilter): Promise<HourTally[]> {
  const rows = await db
    .selectFrom('bookings')
    .select((eb) => ['class_time', 'status', eb.fn.countAll<number>().as('count')])
    .where(matchesFilter(userId, filter))
    .groupBy(['class_time', 'status'])
    .execute();
  return rows.map(({ class_time, status, count }) => ({ hour: Number(class_time.slice(0, 2)), status, count }));
}

/** Only what has an amount: most bookings of most people have none. */
export async function tallyPrices(db: Connection, userId: string, filter: BookingFilter): Promise<PriceTally[]> {
  const rows = await db
    .selectFrom('bookings')
    .select((eb) => [
      'currency',
      'status',
      'is_late_cancel',
      'price',
      'late_fee',
      'fee_paid',
      eb.fn.countAll<number>().as('count'),
    ])
    .where(matchesFilter(userId, filter))
    .where((eb) => eb.or([eb('price', 'is not', null), eb('late_fee', 'is not', null), eb('fee_paid', 'is not', null)]))
    .groupBy(['currency', 'status', 'is_late_cancel', 'price', 'late_fee', 'fee_paid'])
    .execute();
  return rows.map((row) => ({
    currency: row.currency,
    status: row.status,
    isLateCancel: row.is_late_cancel === 1,
    price: row.price,
    lateFee: row.late_fee,
    feePaid: row.fee_paid,
    count: row.count,
  }));
}
