import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql, type Transaction } from 'kysely';
import type { Booking, BookingStatus } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import { matchesFilter } from '../bookings/booking-query.ts';
import { toBooking } from '../bookings/booking-store.ts';
import { joinRows } from '../db/join-rows.ts';
import type { Schema } from '../db/schema.ts';
import type { LocalDate } from '../time/civil.ts';
import type { AttendedClass } from './achievement-rules.ts';
import type { PriceTally } from './spending.ts';
import type { DayTally, FacetTally, HourTally } from './stats.ts';
import type { StreakClass } from './streak-view.ts';
import type { ClassTally } from './year-review.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

/** Lengths of `2026-11-24`, `2026-11-24T18`, `2026-11-24T18:00:00` and `2026-11-24T23:00:00.000Z`. */
const [DATE, HOUR, LOCAL, INSTANT] = [10, 13, 19, 24];
/** No title holds a control character. */
const FIELD_END = '\u001f';
const ROW_END = '\n';

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
  return readDates(db, (eb) =>
    eb.and([
      matchesFilter(userId, filter)(eb),
      eb('status', '=', 'attended'),
      eb('class_datetime', '<=', now.toISOString()),
    ]),
  );
}

/** Local dates of booked classes that were missed, ascending and unique. */
export async function readMissedDates(db: Connection, userId: string): Promise<LocalDate[]> {
  return readDates(db, (eb) => eb.and([eb('user_id', '=', userId), eb('status', '=', 'no_show')]));
}

async function readDates(
  db: Connection,
  matches: (eb: ExpressionBuilder<Schema, 'bookings'>) => Expression<SqlBool>,
): Promise<LocalDate[]> {
  const dates = db.selectFrom('bookings').select('class_date').distinct().where(matches).orderBy('class_date');
  const { text } = await db
    .selectFrom(dates.as('dates'))
    .select((eb) => joinRows(eb.ref('class_date'), '').as('text'))
    .executeTakeFirstOrThrow();
  return Array.from({ length: (text?.length ?? 0) / DATE }, (_, index) =>
    (text ?? '').slice(index * DATE, (index + 1) * DATE),
  );
}

/** The attended past. */
export interface AttendedHistory {
  /** By start; made one by one while they are gone through, for a hundred thousand kept at once cost more than the reading. */
  readonly history: Iterable<AttendedClass>;
  /** Their local dates, neighbours that share one once. */
  readonly dates: readonly LocalDate[];
}

/** Every attended class that has begun by `now`. */
export async function readAttendedHistory(db: Connection, userId: string, now: Date): Promise<AttendedHistory> {
  const classes = db
    .selectFrom('bookings')
    .select(['class_datetime', 'class_local', 'class_type', 'location'])
    .where('user_id', '=', userId)
    .where('status', '=', 'attended')
    .where('class_datetime', '<=', now.toISOString())
    .orderBy('class_datetime');
  const row = sql<string>`class_datetime || class_local || coalesce(class_type, '') || ${FIELD_END} || coalesce(location, '')`;
  const { text } = await db
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
  // A person goes to few kinds of classes at few places: their names are read once.
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

/** The booking with which a class was attended; the first by id where one class was recorded twice. */
export async function findAttendedId(
  db: Connection,
  userId: string,
  { startsAt, startsLocal, type, location }: AttendedClass,
): Promise<string | null> {
  const row = await db
    .selectFrom('bookings')
    .select('id')
    .where('user_id', '=', userId)
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

/** What was: classes that have begun by `now`, without waitlisted places; the last `limit` of them, by start. */
export async function readHistory(
  db: Connection,
  userId: string,
  filter: BookingFilter,
  now: Date,
  limit: number | undefined,
): Promise<Booking[]> {
  let query = db
    .selectFrom('bookings')
    .selectAll()
    .where(matchesFilter(userId, filter))
    .where('status', '!=', 'waitlisted')
    .where('class_datetime', '<=', now.toISOString())
    .orderBy('class_datetime', 'desc')
    .orderBy('id', 'desc');
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(toBooking).reverse();
}

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
