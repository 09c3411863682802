import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { chunksOf } from '../db/chunks.ts';
import type { Schema } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import { addDays, type LocalDate } from '../time/civil.ts';
import { queryBegun } from './begun-query.ts';
import { type Booking, type BookingStatus, endsAt, type InstantText } from './booking.ts';
import type { BookingFilter, FilterField } from './booking-filter.ts';
import { BOOKING_COLUMNS, toBooking } from './booking-row.ts';
import { nameKey } from './name-key.ts';
import { patternOfPart, patternOfSearch } from './search-key.ts';

type Builder = ExpressionBuilder<Schema, 'bookings'>;

/** The values of `--sort` and their columns; `start` is the default. */
export const SORTS = {
  start: 'class_datetime',
  booked: 'booked_at',
  class: 'class_name',
  location: 'location',
  source: 'booking_source',
  status: 'status',
} as const;
export type Sort = keyof typeof SORTS;

export interface QueryOptions {
  readonly sort?: Sort;
  readonly isDescending?: boolean;
  readonly limit?: number;
}

/** The WHERE clause of a filter, for any query of `bookings`. Case makes no difference in names. */
export function matchesFilter(userId: string, filter: BookingFilter) {
  return (eb: Builder): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [eb('user_id', '=', userId)];
    const oneOf = (field: FilterField, values: readonly string[] | undefined) => {
      if (values) all.push(isOneOf(eb, field, values));
    };
    if (filter.statuses) all.push(eb('status', 'in', [...filter.statuses]));
    oneOf('type', filter.types);
    oneOf('location', filter.locations);
    oneOf('source', filter.sources);
    oneOf('instructor', filter.instructors);
    if (filter.from !== undefined) all.push(eb('class_date', '>=', filter.from));
    if (filter.to !== undefined) all.push(eb('class_date', '<=', filter.to));
    for (const { field, value } of filter.exclude ?? []) {
      all.push(eb.not(isOneOf(eb, field, [value])));
    }
    if (filter.startsBetween) {
      const { from, to } = filter.startsBetween;
      const bounds = [eb('class_time', '>=', from), eb('class_time', '<', to)];
      all.push(from < to ? eb.and(bounds) : eb.or(bounds));
    }
    if (filter.startsAfter !== undefined) all.push(eb('class_datetime', '>', filter.startsAfter));
    if (filter.startsBy !== undefined) all.push(eb('class_datetime', '<=', filter.startsBy));
    if (filter.search !== undefined) {
      all.push(hasKey(patternOfSearch(filter.search)));
    }
    return eb.and(all);
  };
}

function isOneOf(eb: Builder, field: FilterField, values: readonly string[]): Expression<SqlBool> {
  if (field === 'status') return eb('status', 'in', values.map(nameKey) as BookingStatus[]);
  // In groups: SQLite takes a chain of at most 1,000.
  const groups = chunksOf(values, 100).map((some) => eb.or(some.map((value) => hasKey(patternOfPart(field, value)))));
  return eb.or(groups);
}

function hasKey(pattern: string): Expression<SqlBool> {
  return sql<boolean>`search_key like ${pattern} escape '\\'`;
}

/**
 * The dates of the filter as instants, a day wider on both sides so that they hold in every zone. With them SQLite
 * reads the index by start and gets rows in order; with the index by date it would sort all rows to give the first few.
 * `after` is the start of a page.
 */
export function isNear({ from, to }: BookingFilter, after?: InstantText) {
  return (eb: Builder): Expression<SqlBool> => {
    const first = after ?? (from === undefined ? undefined : `${addDays(from, -1)}T00:00:00.000Z`);
    const bounds: Expression<SqlBool>[] = [];
    if (first !== undefined) bounds.push(eb('class_datetime', '>=', first));
    if (to !== undefined) bounds.push(eb('class_datetime', '<', `${addDays(to, 2)}T00:00:00.000Z`));
    return eb.and(bounds);
  };
}

/** The bookings that match, by start and then by id unless `sort` says otherwise. */
export async function queryBookings(
  store: Store,
  filter: BookingFilter,
  { sort = 'start', isDescending = false, limit }: QueryOptions = {},
): Promise<Booking[]> {
  const direction = isDescending ? 'desc' : 'asc';
  let query = store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where(matchesFilter(store.userId, filter))
    .where(isNear(filter));
  // Only a place may be missing. Engines disagree on where such rows stand, so it is said.
  if (sort === 'location')
    query = query.orderBy('location', (place) => (isDescending ? place.desc().nullsLast() : place.asc().nullsFirst()));
  else query = query.orderBy(SORTS[sort], direction);
  if (sort !== 'start') query = query.orderBy('class_datetime', direction);
  query = query.orderBy('id', direction);
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.execute();
  return rows.map(toBooking);
}

/** The bookings that match, by start, in pages: memory does not grow with their number. */
export async function* streamBookings(
  store: Store,
  filter: BookingFilter,
  pageSize = 500,
): AsyncGenerator<readonly Booking[]> {
  let last: Booking | undefined;
  do {
    const page = await queryPage(store, filter, last, pageSize);
    if (page.length > 0) yield page;
    last = page.length < pageSize ? undefined : page.at(-1);
  } while (last);
}

/** The next `pageSize` bookings that match, by start: those after `last`, or the first ones where it is undefined. */
export async function queryPage(
  store: Store,
  filter: BookingFilter,
  last: Booking | undefined,
  pageSize: number,
): Promise<Booking[]> {
  const { startsAt, id }: Partial<Booking> = last ?? {};
  let query = store.db.selectFrom('bookings').select(BOOKING_COLUMNS).where(matchesFilter(store.userId, filter));
  query = query.where(isNear(filter, startsAt));
  if (startsAt !== undefined && id !== undefined) {
    query = query.where((eb) => eb.or([eb('class_datetime', '>', startsAt), eb('id', '>', id)]));
  }
  const rows = await query.orderBy('class_datetime').orderBy('id').limit(pageSize).execute();
  return rows.map(toBooking);
}

/**
 * At most `limit` bookings around the date `today`, by start: half of them before it, half from it on. Where one half
 * has too few, the other takes more.
 */
export async function queryBookingsAround(
  store: Store,
  filter: BookingFilter,
  today: LocalDate,
  limit: number,
): Promise<Booking[]> {
  const ahead = filter.from !== undefined && filter.from > today ? filter : { ...filter, from: today };
  const behind = filter.to !== undefined && filter.to < today ? filter : { ...filter, to: addDays(today, -1) };
  const after = await queryBookings(store, ahead, { limit });
  const before = await queryBookings(store, behind, { limit, isDescending: true });
  const half = Math.floor(limit / 2);
  const keepAfter = Math.min(after.length, Math.max(limit - before.length, limit - half));
  return [...before.slice(0, limit - keepAfter).reverse(), ...after.slice(0, keepAfter)];
}

/** The bookings of every status whose class overlaps the time from `startsAt` to `endsAt`. */
export async function queryOverlapping(
  store: Store,
  startsAt: string,
  endsAt: Date,
  longestMinutes: number,
): Promise<Booking[]> {
  const earliest = new Date(Date.parse(startsAt) - longestMinutes * 60_000).toISOString();
  const rows = await store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('class_datetime', '>', earliest)
    .where('class_datetime', '<', endsAt.toISOString())
    .orderBy('class_datetime')
    .execute();
  return rows
    .map(toBooking)
    .filter((other) => Date.parse(other.startsAt) + other.durationMinutes * 60_000 > Date.parse(startsAt));
}

/** The bookings that match and whose class has not ended at `now`, by start. */
export async function queryUpcoming(store: Store, filter: BookingFilter, now: Date): Promise<Booking[]> {
  const bookings = await queryBookings(store, filter);
  return bookings.filter((booking) => endsAt(booking) > now);
}

/** The classes that have ended and are not marked, by start. Waitlisted ones count: their place may have opened. */
export async function queryUnmarked(store: Store, now: Date): Promise<Booking[]> {
  const begun = await queryBegun(store, ['booked', 'waitlisted'], now);
  return begun.filter((booking) => endsAt(booking) <= now);
}

/** How often a class was attended, and how often it was attended or missed (`total`). */
export async function countClassRecord(
  store: Store,
  classId: string,
): Promise<{ readonly attended: number; readonly total: number }> {
  const rows = await store.db
    .selectFrom('bookings')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .where('user_id', '=', store.userId)
    .where('class_id', '=', classId)
    .where('status', 'in', ['attended', 'no_show'])
    .groupBy('status')
    .execute();
  const countOf = (status: string) => Number(rows.find((row) => row.status === status)?.count ?? 0);
  return { attended: countOf('attended'), total: countOf('attended') + countOf('no_show') };
}

/** How many bookings match. */
export async function countBookings(store: Store, filter: BookingFilter): Promise<number> {
  const { count } = await store.db
    .selectFrom('bookings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(matchesFilter(store.userId, filter))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The zones of the bookings that match. */
export async function listZones(store: Store, filter: BookingFilter): Promise<string[]> {
  const rows = await store.db
    .selectFrom('bookings')
    .select('zone')
    .distinct()
    .where(matchesFilter(store.userId, filter))
    .orderBy('zone')
    .execute();
  return rows.map((row) => row.zone);
}
