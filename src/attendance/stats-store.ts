import { type Kysely, sql, type Transaction } from 'kysely';
import type { BookingStatus } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter } from '../bookings/booking-query.ts';
import { joinRows } from '../db/join-rows.ts';
import type { Schema } from '../db/schema.ts';
import { countHours, countWeekdays, MOMENT } from './moments.ts';
import type { PriceTally } from './spending.ts';
import type { DayTally, FacetTally, HourTally } from './stats.ts';
import type { ClassTally } from './year-review.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

export async function countByStatus(
  db: Connection,
  userId: string,
): Promise<{ readonly status: BookingStatus; readonly count: number }[]> {
  return db
    .selectFrom('bookings')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where('user_id', '=', userId)
    .groupBy('status')
    .execute();
}

export async function tallyFacets(db: Connection, userId: string, filter: BookingFilter): Promise<FacetTally[]> {
  return (
    db
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
      // The order of an index, so that nothing has to be sorted.
      .groupBy(['status', 'class_type', 'location', 'booking_source', 'instructor'])
      .execute()
  );
}

/** When the bookings of one status are, one after another by start. */
export interface Moments {
  readonly status: BookingStatus;
  readonly text: string;
}

export async function readMoments(db: Connection, userId: string, filter: BookingFilter): Promise<Moments[]> {
  const moment = sql<string>`substr(class_local, 1, ${sql.lit(MOMENT)})`;
  const rows = await db
    .selectFrom('bookings')
    .select(['status', joinRows(moment, '').as('text')])
    .where(matchesFilter(userId, filter))
    .groupBy('status')
    .execute();
  return rows.map(({ status, text }) => ({ status, text: text ?? '' }));
}

/** By month and weekday, under the last such date of the month: all that statistics ask of a date. */
export function tallyDays(moments: readonly Moments[]): DayTally[] {
  return moments.flatMap(({ status, text }) => countWeekdays(text).map((each) => ({ ...each, status })));
}

export function tallyHours(moments: readonly Moments[]): HourTally[] {
  return moments.flatMap(({ status, text }) =>
    countHours(text).flatMap((count, hour) => (count > 0 ? [{ hour, status, count }] : [])),
  );
}

/** Attended classes by name and place. */
export async function tallyClasses(db: Connection, userId: string, filter: BookingFilter): Promise<ClassTally[]> {
  return db
    .selectFrom('bookings')
    .select((eb) => [
      'class_name as name',
      'location',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('duration_minutes').as('minutes'),
    ])
    .where(matchesFilter(userId, filter))
    .where('status', '=', 'attended')
    .groupBy(['class_name', 'location'])
    .execute();
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
