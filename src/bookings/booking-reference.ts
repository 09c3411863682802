import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { NotFoundError, RefusedError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { type Booking, type BookingStatus, endsAt } from './booking.ts';
import { toBooking } from './booking-row.ts';
import { EARLY_MINUTES } from './booking-status.ts';
import { findBooking, findBookingsByIdPrefix } from './booking-store.ts';
import { type Direction, matchWords } from './match-words.ts';

type Connection = Kysely<Schema> | Transaction<Schema>;

/**
 * What a command can act on, for references in words. `tiers` are tried in order: the first in which
 * anything matches decides. A weekday looks `ahead` (the coming one, today included) or `back`.
 */
export interface ReferenceScope {
  readonly looks: Direction;
  readonly tiers: readonly { readonly statuses: readonly BookingStatus[]; readonly hasBegun?: boolean }[];
  /** The class is meant: of several bookings of one and the same, words take the latest. */
  readonly meansClass?: boolean;
}

const ANYTHING: readonly BookingStatus[] = ['booked', 'attended', 'cancelled', 'no_show', 'waitlisted'];
const MAX_LISTED = 10;

const AHEAD_FIRST = [{ statuses: ['booked', 'waitlisted'], hasBegun: false }, { statuses: ANYTHING }] as const;

export const SCOPES = {
  any: { looks: 'ahead', tiers: [{ statuses: ANYTHING }] },
  show: { looks: 'ahead', tiers: AHEAD_FIRST },
  again: { looks: 'ahead', tiers: AHEAD_FIRST, meansClass: true },
  cancel: { looks: 'ahead', tiers: [{ statuses: ['booked', 'waitlisted'] }] },
  attend: {
    looks: 'back',
    tiers: [
      { statuses: ['booked'], hasBegun: true },
      { statuses: ['no_show'], hasBegun: true },
    ],
  },
  noShow: {
    looks: 'back',
    tiers: [
      { statuses: ['booked'], hasBegun: true },
      { statuses: ['attended'], hasBegun: true },
    ],
  },
} as const satisfies Record<string, ReferenceScope>;

/** The moment of a command: `nowLocal` is `now` in the home zone. */
export interface Moment {
  readonly now: Date;
  readonly nowLocal: LocalDateTime;
}

/**
 * The one booking that `text` names: a full id, a unique prefix of four characters or more, `next`, `last`,
 * or a day and/or part of a class name. Throws NotFoundError, or RefusedError naming the candidates.
 */
export async function resolveReference(
  db: Connection,
  userId: string,
  text: string,
  scope: ReferenceScope,
  moment: Moment,
): Promise<Booking> {
  const word = text.trim().toLowerCase();
  if (word === 'next') return requireOne(await findNext(db, userId, moment.now), 'There is no booked class ahead.');
  if (word === 'last')
    return requireOne(await findLast(db, userId, moment.now), 'No booked or attended class has begun yet.');
  if (/^[0-9a-f-]{4,36}$/.test(word)) {
    const exact = word.length === 36 ? await findBooking(db, userId, word) : null;
    if (exact) return exact;
    const found = await findBookingsByIdPrefix(db, userId, word, MAX_LISTED + 1);
    if (found.length > 0) return onlyOne(found, text);
  }
  const match = async (tier: ReferenceScope['tiers'][number]) =>
    matchWords(await findActionable(db, userId, tier, moment.now), word, scope.looks, moment.nowLocal.slice(0, 10));
  for (const tier of scope.tiers) {
    const found = await match(tier);
    if (found.length > 0) return (scope.meansClass ? latestOfOneClass(found) : undefined) ?? onlyOne(found, text);
  }
  throw nothingFound(text, await match({ statuses: ANYTHING }));
}

/** The booked class that begins next. */
export async function findNext(db: Connection, userId: string, now: Date): Promise<Booking | null> {
  const row = await db
    .selectFrom('bookings')
    .selectAll()
    .where('user_id', '=', userId)
    .where('status', '=', 'booked')
    .where('class_datetime', '>=', now.toISOString())
    .orderBy('class_datetime')
    .limit(1)
    .executeTakeFirst();
  return row ? toBooking(row) : null;
}

/** The booked or attended class that began most recently. */
export async function findLast(db: Connection, userId: string, now: Date): Promise<Booking | null> {
  const row = await db
    .selectFrom('bookings')
    .selectAll()
    .where('user_id', '=', userId)
    .where('status', 'in', ['booked', 'attended'])
    .where('class_datetime', '<=', now.toISOString())
    .orderBy('class_datetime', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toBooking(row) : null;
}

/** A class that ended so long ago is no longer the one somebody has just come from. */
const JUST_ENDED_MS = 12 * 3_600_000;

/** The classes that have just begun or ended and are unmarked: what `attend` without words may mean. By start. */
export async function listJustTaken(db: Connection, userId: string, { now }: Moment): Promise<Booking[]> {
  const unmarked = await findActionable(db, userId, SCOPES.attend.tiers[0], now);
  return unmarked.filter((booking) => endsAt(booking).getTime() > now.getTime() - JUST_ENDED_MS);
}

/** The only one of {@link listJustTaken}. Throws NotFoundError, or RefusedError naming them where several fit. */
export async function findToAttend(db: Connection, userId: string, moment: Moment): Promise<Booking> {
  const recent = await listJustTaken(db, userId, moment);
  if (recent.length > 0) return onlyOne(recent, 'the class just taken');
  throw new NotFoundError(
    'booking_not_found',
    'No booked class has begun or ended in the last 12 hours.',
    'Name one: numina attend mon, or an id from numina list.',
  );
}

/** What a command can act on, of one tier of its scope; by start. */
export async function findActionable(
  db: Connection,
  userId: string,
  { statuses, hasBegun }: ReferenceScope['tiers'][number],
  now: Date,
): Promise<Booking[]> {
  let query = db
    .selectFrom('bookings')
    .selectAll()
    .where('user_id', '=', userId)
    .where('status', 'in', [...statuses]);
  if (hasBegun === true) {
    query = query.where('class_datetime', '<=', new Date(now.getTime() + EARLY_MINUTES * 60_000).toISOString());
  } else if (hasBegun === false) {
    query = query.where('class_datetime', '>', now.toISOString());
  }
  return (await query.orderBy('class_datetime').execute()).map(toBooking);
}

function requireOne(booking: Booking | null, message: string): Booking {
  if (booking) return booking;
  throw new NotFoundError('booking_not_found', message, 'numina list shows all bookings.');
}

/** `others` match, but the command cannot act on them. */
function nothingFound(text: string, others: readonly Booking[]): NotFoundError {
  const [first] = others;
  if (!first) {
    const hint = 'numina list shows them with their ids.';
    return new NotFoundError('booking_not_found', `No booking matches “${text}”.`, hint);
  }
  const status = first.status === 'no_show' ? 'a no-show' : first.status;
  const more = others.length > 1 ? `, and ${others.length - 1} more` : '';
  return new NotFoundError(
    'booking_not_found',
    `No booking that this can change matches “${text}”.`,
    `There is ${describeBooking(first)} (${status})${more}.`,
  );
}

/** `found` is by start. */
function latestOfOneClass(found: readonly Booking[]): Booking | undefined {
  const latest = found.at(-1);
  return found.every(({ classId }) => classId === latest?.classId) ? latest : undefined;
}

function onlyOne(found: readonly Booking[], text: string): Booking {
  const [first] = found;
  if (first && found.length === 1) return first;
  const listed = found.slice(0, MAX_LISTED).map(describeBooking).join('\n  ');
  const more = found.length > MAX_LISTED ? '\n  …' : '';
  throw new RefusedError(
    'ambiguous_booking',
    `“${text}” names ${found.length > MAX_LISTED ? 'many' : found.length} bookings:\n  ${listed}${more}`,
    'Say which by its id.',
  );
}

/** One line that tells a booking from others, for messages. */
export function describeBooking(booking: Booking): string {
  const place = booking.location === null ? '' : ` · ${booking.location}`;
  return `${booking.id.slice(0, 8)}  ${booking.startsLocal.slice(0, 16).replace('T', ' ')}  ${booking.className}${place}`;
}

/** The shortest prefix (four characters or more) that names each of these bookings among all. */
export async function findIdLabels(
  db: Connection,
  bookings: readonly Pick<Booking, 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  const CHUNK = 100;
  for (let first = 0; first < bookings.length; first += CHUNK) {
    const chunk = bookings.slice(first, first + CHUNK);
    const prefixes = [...new Set(chunk.map(({ id }) => id.slice(0, 4)))];
    const rows = await db
      .selectFrom('bookings')
      .select('id')
      // Ids are unique among all users; asking for the user too would cost SQLite the index on the id.
      .where((eb) => eb.or(prefixes.map((prefix) => eb.and([eb('id', '>=', prefix), eb('id', '<', `${prefix}g`)]))))
      .execute();
    const all = rows.map(({ id }) => id).sort();
    for (const { id } of chunk) {
      let length = 4;
      while (length < id.length && all.some((other) => other !== id && other.startsWith(id.slice(0, length))))
        length += 1;
      labels.set(id, id.slice(0, length));
    }
  }
  return labels;
}
