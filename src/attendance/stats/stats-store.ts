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

export async function countByStatus(store: Store, filter: BookingFilter): Promise<StatusTally[]> {
  return store.db
    .selectFrom('bookings')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where(matchesFilter(store.userId, filter))
    .groupBy('status')
    .execute();
}

/** {@link countByStatus} at a moment: what is marked attended and has yet to begin is counted as booked. */
export async function countByStatusNow(store: Store, filter: BookingFilter, now: Date): Promise<StatusTally[]> {
  if (!(await hasAttendedAhead(store, now))) return countByStatus(store, filter);
  const { begun, ahead } = await partByStart(filter, now, (part) => countByStatus(store, part));
  return [...begun.flat(), ...ahead.flat().map(asBooked)];
}

/** {@link readTallies} at a moment: what is marked attended and has yet to begin is counted as booked. */
export async function readTalliesNow(store: Store, filter: BookingFilter, now: Date): Promise<StatsTallies> {
  if (!(await hasAttendedAhead(store, now))) return readTallies(store, filter);
  const { begun, ahead } = await partByStart(filter, now, (part) => readTallies(store, part));
  return [...ahead.map(allAsBooked), ...begun].reduce(addTallies);
}

/** What `read` gives of what counts as its status says, that which is attended last, and of what is attended but ahead. */
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

/** Classes attended by `now`, by name and place. */
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
