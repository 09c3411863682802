import { sql } from 'kysely';
import type { BookingStatus } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { matchesFilter } from '../../bookings/booking-query.ts';
import { joinRows } from '../../db/join-rows.ts';
import type { Store } from '../../db/store.ts';
import type { Weekday } from '../../time/civil.ts';
import { countCalendar, countHours, MOMENT } from './moments.ts';
import type { PriceTally } from './spending.ts';
import type { FacetTally, StatsTallies, StatusTally } from './tallies.ts';
import type { ClassTally } from './year-review.ts';

export async function countByStatus(store: Store, filter: BookingFilter): Promise<StatusTally[]> {
  return store.db
    .selectFrom('bookings')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where(matchesFilter(store.userId, filter))
    .groupBy('status')
    .execute();
}

/** With an open end, SQLite takes an index in the order of the groups, and goes through all bookings. */
const LAST_DATE = '9999-12-31';

/** Everything that statistics count, grouped where the data is. */
export async function readTallies(store: Store, asked: BookingFilter): Promise<StatsTallies> {
  const filter = asked.from === undefined ? asked : { to: LAST_DATE, ...asked };
  const moments = await readMoments(store, filter);
  const calendar = moments.map(({ status, text }) => ({ status, ...countCalendar(text) }));
  return {
    facets: await tallyFacets(store, filter),
    months: calendar.flatMap(({ status, months }) => months.map((each) => ({ ...each, status }))),
    weekdays: calendar.flatMap(({ status, weekdays }) =>
      weekdays.map((count, index) => ({ weekday: (index + 1) as Weekday, status, count })).filter(isCounted),
    ),
    hours: moments.flatMap(({ status, text }) =>
      countHours(text)
        .map((count, hour) => ({ hour, status, count }))
        .filter(isCounted),
    ),
    prices: await tallyPrices(store, filter),
    lastAttendedOn: calendar.find(({ status }) => status === 'attended')?.lastOn ?? null,
  };
}

function isCounted({ count }: StatusTally): boolean {
  return count > 0;
}

async function tallyFacets(store: Store, filter: BookingFilter): Promise<FacetTally[]> {
  return (
    store.db
      .selectFrom('bookings')
      .select((eb) => [
        'class_type as type',
        'location',
        'booking_source as source',
        'instructor',
        'status',
        eb.fn.countAll<number>().as('count'),
      ])
      .where(matchesFilter(store.userId, filter))
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

export async function readMoments(store: Store, filter: BookingFilter): Promise<Moments[]> {
  const moment = sql<string>`substr(class_local, 1, ${sql.lit(MOMENT)})`;
  const rows = await store.db
    .selectFrom('bookings')
    .select(['status', joinRows(moment, '').as('text')])
    .where(matchesFilter(store.userId, filter))
    .groupBy('status')
    .execute();
  return rows.map(({ status, text }) => ({ status, text: text ?? '' }));
}

/** Attended classes by name and place. */
export async function tallyClasses(store: Store, filter: BookingFilter): Promise<ClassTally[]> {
  return store.db
    .selectFrom('bookings')
    .select((eb) => [
      'class_name as name',
      'location',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('duration_minutes').as('minutes'),
    ])
    .where(matchesFilter(store.userId, filter))
    .where('status', '=', 'attended')
    .groupBy(['class_name', 'location'])
    .execute();
}

/** Only what has an amount: most bookings of most people have none. */
async function tallyPrices(store: Store, filter: BookingFilter): Promise<PriceTally[]> {
  const rows = await store.db
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
    .where(matchesFilter(store.userId, filter))
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
