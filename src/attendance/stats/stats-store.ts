import { sql } from 'kysely';
import { attendedAhead, attendedBy } from '../../bookings/attended.ts';
import { type BookingStatus, STATUSES } from '../../bookings/booking.ts';
import type { BookingFilter } from '../../bookings/booking-filter.ts';
import { matchesFilter } from '../../bookings/booking-query.ts';
import { joinRows } from '../../db/join-rows.ts';
import type { Store } from '../../db/store.ts';
import type { Weekday } from '../../time/civil.ts';
import { hasAttendedAhead } from '../attendance-store.ts';
import { countCalendar, countHours, MOMENT } from './moments.ts';
import type { PriceTally } from './spending.ts';
import { addTallies, type FacetTally, type StatsTallies, type StatusTally } from './tallies.ts';
import type { ClassTally } from './year-review.ts';

async function countByStatus(store: Store, filter: BookingFilter): Promise<StatusTally[]> {
  return store.db
    .selectFrom('bookings')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where(matchesFilter(store.userId, filter))
    .groupBy('status')
    .execute();
}

/** The number of bookings by status. A class that is marked attended and has not begun at `now` counts as booked. */
export async function countByStatusNow(store: Store, filter: BookingFilter, now: Date): Promise<StatusTally[]> {
  if (!(await hasAttendedAhead(store, now))) return countByStatus(store, filter);
  const { begun, ahead } = await partByStart(filter, now, (part) => countByStatus(store, part));
  return [...begun.flat(), ...ahead.flat().map(asBooked)];
}

/** {@link readTallies}, but a class that is marked attended and has not begun at `now` counts as booked. */
export async function readTalliesNow(store: Store, filter: BookingFilter, now: Date): Promise<StatsTallies> {
  if (!(await hasAttendedAhead(store, now))) return readTallies(store, filter);
  const { begun, ahead } = await partByStart(filter, now, (part) => readTallies(store, part));
  return [...ahead.map(allAsBooked), ...begun].reduce(addTallies);
}

/**
 * Calls `read` once per part of the bookings. `begun` holds the results for those that count by their status, the
 * attended ones last; `ahead` the result for those that are marked attended but have not begun.
 */
async function partByStart<T>(filter: BookingFilter, now: Date, read: (part: BookingFilter) => Promise<T>) {
  const asked = filter.statuses ?? STATUSES;
  const begun = [await read({ ...filter, statuses: asked.filter((status) => status !== 'attended') })];
  if (asked.includes('attended')) begun.push(await read({ ...filter, ...attendedBy(now) }));
  return { begun, ahead: asked.includes('booked') ? [await read({ ...filter, ...attendedAhead(now) })] : [] };
}

function asBooked<Tally extends StatusTally>(tally: Tally): Tally {
  return { ...tally, status: 'booked' };
}

function allAsBooked({ facets, months, weekdays, hours, prices }: StatsTallies): StatsTallies {
  return {
    facets: facets.map(asBooked),
    months: months.map(asBooked),
    weekdays: weekdays.map(asBooked),
    hours: hours.map(asBooked),
    prices: prices.map(asBooked),
    lastAttendedOn: null,
  };
}

/**
 * An end for a filter with a first date only. Without an end, SQLite chooses an index that makes it read all bookings.
 */
const LAST_DATE = '9999-12-31';

/** All tallies that statistics need, grouped by the database. */
export async function readTallies(store: Store, asked: BookingFilter): Promise<StatsTallies> {
  const filter = asked.from === undefined ? asked : { to: LAST_DATE, ...asked };
  const [moments, facets, prices] = await store.together(
    (same) => [readMoments(same, filter), tallyFacets(same, filter), tallyPrices(same, filter)] as const,
  );
  const calendar = moments.map(({ status, text }) => ({ status, ...countCalendar(text) }));
  return {
    facets,
    months: calendar.flatMap(({ status, months }) => months.map((each) => ({ ...each, status }))),
    weekdays: calendar.flatMap(({ status, weekdays }) =>
      weekdays.map((count, index) => ({ weekday: (index + 1) as Weekday, status, count })).filter(isCounted),
    ),
    hours: moments.flatMap(({ status, text }) =>
      countHours(text)
        .map((count, hour) => ({ hour, status, count }))
        .filter(isCounted),
    ),
    prices,
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
      // In the order of the index `bookings_by_facets`, so SQLite need not sort.
      .groupBy(['status', 'class_type', 'location', 'booking_source', 'instructor'])
      .execute()
  );
}

/** The moments of the bookings of one status, by start, as one text (see moments.ts). */
export interface Moments {
  readonly status: BookingStatus;
  readonly text: string;
}

/** The moments of the bookings that match, one text per status. */
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

/** The attended classes that have begun by `now`, counted by name and place. */
export async function tallyClasses(store: Store, filter: BookingFilter, now: Date): Promise<ClassTally[]> {
  return store.db
    .selectFrom('bookings')
    .select((eb) => [
      'class_name as name',
      'location',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('duration_minutes').as('minutes'),
    ])
    .where(matchesFilter(store.userId, filter))
    .where(matchesFilter(store.userId, attendedBy(now)))
    .groupBy(['class_name', 'location'])
    .execute();
}

/** Only bookings with an amount: most bookings have none. */
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
