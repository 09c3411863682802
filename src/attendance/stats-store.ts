import { type Kysely, sql, type Transaction } from 'kysely';
import type { BookingStatus } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter } from '../bookings/booking-query.ts';
import { joinRows } from '../db/join-rows.ts';
import type { Schema } from '../db/schema.ts';
import type { LocalDate } from '../time/civil.ts';
import type { PriceTally } from './spending.ts';
import type { DayTally, FacetTally, HourTally } from './stats.ts';
import type { ClassTally } from './year-review.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

/** Lengths of `2026-11-24` and `2026-11-24T18`. */
const [DATE, HOUR] = [10, 13];

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

/** When the bookings are that match: by local date and by hour. A date may come in several tallies. */
export async function tallyMoments(
  db: Connection,
  userId: string,
  filter: BookingFilter,
): Promise<{ readonly days: DayTally[]; readonly hours: HourTally[] }> {
  const hour = sql<string>`substr(class_local, 1, ${sql.lit(HOUR)})`;
  const rows = await db
    .selectFrom('bookings')
    .select(['status', joinRows(hour, '').as('text')])
    .where(matchesFilter(userId, filter))
    .groupBy('status')
    .execute();
  const days: DayTally[] = [];
  const hours: HourTally[] = [];
  for (const { status, text } of rows) {
    days.push(...countDates(text ?? '').map(({ date, count }) => ({ date, status, count })));
    for (const [inHour, count] of countHours(text ?? '').entries()) {
      if (count > 0) hours.push({ hour: inHour, status, count });
    }
  }
  return { days, hours };
}

/** How many neighbours of `2026-11-24T182026-11-24T19…` share a date. Of a hundred thousand, none is cut out alone. */
function countDates(text: string): { readonly date: LocalDate; readonly count: number }[] {
  const runs: { date: LocalDate; count: number }[] = [];
  let run: { date: LocalDate; count: number } | undefined;
  for (let start = 0; start < text.length; start += HOUR) {
    if (run && text.startsWith(run.date, start)) run.count += 1;
    else {
      run = { date: text.slice(start, start + DATE), count: 1 };
      runs.push(run);
    }
  }
  return runs;
}

/** How many of them begin in each hour. */
function countHours(text: string): number[] {
  const counts = new Array<number>(24).fill(0);
  const zero = '0'.charCodeAt(0);
  for (let end = HOUR; end <= text.length; end += HOUR) {
    const hour = (text.charCodeAt(end - 2) - zero) * 10 + text.charCodeAt(end - 1) - zero;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
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
