import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { attendedAhead, attendedBy } from '../bookings/attended.ts';
import type { Booking, InstantText } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter } from '../bookings/booking-query.ts';
import { BOOKING_COLUMNS, toBooking } from '../bookings/booking-row.ts';
import { joinRows } from '../db/join-rows.ts';
import type { Schema } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import type { LocalDate } from '../time/civil.ts';
import type { AttendedClass } from './achievements/achievement-counts.ts';
import type { StreakClass } from './streak/streak-view.ts';

/** The lengths of `2026-11-24`, `2026-11-24T18:00:00` and `2026-11-24T23:00:00.000Z`. */
const [DATE, LOCAL, INSTANT] = [10, 19, 24];
/** Separates fields; titles have no control characters. */
const FIELD_END = '\u001f';
const ROW_END = '\n';

/**
 * The dates of the attended classes that have begun by `now`, ascending and unique: streaks are computed from these.
 */
export async function readAttendedDates(store: Store, filter: BookingFilter, now: Date): Promise<LocalDate[]> {
  const { userId } = store;
  return readDates(store, (eb) =>
    eb.and([matchesFilter(userId, filter)(eb), matchesFilter(userId, attendedBy(now))(eb)]),
  );
}

/** Whether any class is marked attended that has not begun by `now`, and so does not count yet. */
export async function hasAttendedAhead(store: Store, now: Date): Promise<boolean> {
  const row = await store.db
    .selectFrom('bookings')
    .select('class_datetime')
    .where(matchesFilter(store.userId, attendedAhead(now)))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The local dates of no-shows, ascending and unique; from `from` on where given. */
export async function readMissedDates(store: Store, from?: LocalDate): Promise<LocalDate[]> {
  const filter: BookingFilter = { statuses: ['no_show'], ...(from !== undefined && { from }) };
  return readDates(store, matchesFilter(store.userId, filter));
}

async function readDates(
  store: Store,
  matches: (eb: ExpressionBuilder<Schema, 'bookings'>) => Expression<SqlBool>,
): Promise<LocalDate[]> {
  const dates = store.db.selectFrom('bookings').select('class_date').distinct().where(matches).orderBy('class_date');
  const { text } = await store.db
    .selectFrom(dates.as('dates'))
    .select((eb) => joinRows(eb.ref('class_date'), '').as('text'))
    .executeTakeFirstOrThrow();
  return Array.from({ length: (text?.length ?? 0) / DATE }, (_, index) =>
    (text ?? '').slice(index * DATE, (index + 1) * DATE),
  );
}

export interface AttendedHistory {
  /** By start. Each class is made when it is reached: a hundred thousand at once would cost more than the query. */
  readonly history: Iterable<AttendedClass>;
  /** Their local dates in the same order, without repetition of neighbours. */
  readonly dates: readonly LocalDate[];
}

/** Every attended class that began after `after` (exclusive) and by `until` (inclusive). */
export async function readAttendedHistory(
  store: Store,
  until: InstantText,
  after: InstantText = '',
): Promise<AttendedHistory> {
  const classes = store.db
    .selectFrom('bookings')
    .select(['class_datetime', 'class_local', 'class_type', 'location'])
    .where('user_id', '=', store.userId)
    .where('status', '=', 'attended')
    .where('class_datetime', '>', after)
    .where('class_datetime', '<=', until)
    .orderBy('class_datetime');
  const row = sql<string>`class_datetime || class_local || coalesce(class_type, '') || ${FIELD_END} || coalesce(location, '')`;
  const { text } = await store.db
    .selectFrom(classes.as('classes'))
    .select(joinRows(row, ROW_END).as('text'))
    .executeTakeFirstOrThrow();
  return { history: { [Symbol.iterator]: () => attendedClasses(text ?? '') }, dates: datesInRows(text ?? '') };
}

function datesInRows(text: string): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let row = 0; row < text.length; row = endOfRow(text, row) + 1) {
    const last = dates.at(-1);
    const start = row + INSTANT;
    if (last === undefined || !text.startsWith(last, start)) dates.push(text.slice(start, start + DATE));
  }
  return dates;
}

function endOfRow(text: string, start: number): number {
  const end = text.indexOf(ROW_END, start);
  return end < 0 ? text.length : end;
}

function* attendedClasses(text: string): Generator<AttendedClass> {
  // A person attends few types at few places, so each pair of names is split only once.
  const kinds = new Map<string, Pick<AttendedClass, 'type' | 'location'>>();
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = endOfRow(text, start);
    const names = text.slice(start + INSTANT + LOCAL, end);
    const kind = kinds.get(names) ?? readKind(names);
    kinds.set(names, kind);
    yield {
      startsAt: text.slice(start, start + INSTANT),
      startsLocal: text.slice(start + INSTANT, start + INSTANT + LOCAL),
      type: kind.type,
      location: kind.location,
    };
  }
}

function readKind(names: string): Pick<AttendedClass, 'type' | 'location'> {
  const [type, location] = names.split(FIELD_END);
  return { type: type || null, location: location || null };
}

/** The id of the booking of an attended class; the lowest where the class was recorded twice. */
export async function findAttendedId(
  store: Store,
  { startsAt, startsLocal, type, location }: AttendedClass,
): Promise<string | null> {
  const row = await store.db
    .selectFrom('bookings')
    .select('id')
    .where('user_id', '=', store.userId)
    .where('status', '=', 'attended')
    .where('class_datetime', '=', startsAt)
    .where('class_local', '=', startsLocal)
    .where((eb) => eb(eb.fn.coalesce('class_type', eb.val('')), '=', type ?? ''))
    .where((eb) => eb(eb.fn.coalesce('location', eb.val('')), '=', location ?? ''))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The classes of one status in a range of starts (`from` included, `before` excluded), by start. */
export async function readStreakClasses(
  store: Store,
  status: 'booked' | 'attended',
  range: { readonly from?: Date; readonly before?: Date },
): Promise<StreakClass[]> {
  let query = store.db
    .selectFrom('bookings')
    .select(['id as bookingId', 'class_name as className', 'class_local as startsLocal'])
    .where('user_id', '=', store.userId)
    .where('status', '=', status);
  if (range.from) query = query.where('class_datetime', '>=', range.from.toISOString());
  if (range.before) query = query.where('class_datetime', '<', range.before.toISOString());
  return query.orderBy('class_datetime').execute();
}

/** The last `limit` classes that have begun by `now`, without waitlisted ones; by start. */
export async function readHistory(
  store: Store,
  filter: BookingFilter,
  now: Date,
  limit: number | undefined,
): Promise<Booking[]> {
  let query = store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where(matchesFilter(store.userId, filter))
    .where('status', '!=', 'waitlisted')
    .where('class_datetime', '<=', now.toISOString())
    .orderBy('class_datetime', 'desc')
    .orderBy('id', 'desc');
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(toBooking).reverse();
}
