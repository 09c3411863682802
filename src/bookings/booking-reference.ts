import type { Store } from '../db/store.ts';
import { NotFoundError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import type { ClockFormat } from '../time/names.ts';
import { command, words } from '../words.ts';
import { queryBegun } from './begun-query.ts';
import { type Booking, type BookingStatus, endsAt } from './booking.ts';
import { BOOKING_COLUMNS, toBooking } from './booking-row.ts';
import { EARLY_MINUTES } from './booking-status.ts';
import { findBooking, findBookingsByIdPrefix } from './booking-store.ts';
import { LONGEST_REFERENCE } from './longest-reference.ts';
import { type Direction, matchWords, picksOf } from './match-words.ts';
import { AmbiguousBookingError, nothingFound } from './reference-errors.ts';
import { inEnglishToo, withoutIdleWords } from './reference-tongue.ts';
import { doubtfulIds, isCertainId, isIdLike, readReferences } from './reference-words.ts';
import { saidText } from './said-values.ts';
import { withoutOldWaits } from './waitlist.ts';

export { describeBooking } from './reference-errors.ts';

/**
 * The bookings that a command can act on, for references in words. `tiers` are tried in order: the first one with a
 * match decides. `looks` tells which weekday is meant: the coming one (today included), or the latest.
 */
export interface ReferenceScope {
  readonly looks: Direction;
  readonly tiers: readonly { readonly statuses: readonly BookingStatus[]; readonly hasBegun?: boolean }[];
  /** The command needs the class only: of several bookings of one class, words name the latest. */
  readonly meansClass?: boolean;
}

const ANYTHING: readonly BookingStatus[] = ['booked', 'attended', 'cancelled', 'no_show', 'waitlisted'];
/** Nobody chooses from more bookings than this. */
export const MAX_CHOICES = 50;
const NEXT_STATUSES: readonly BookingStatus[] = ['booked'];
const LAST_STATUSES: readonly BookingStatus[] = ['booked', 'attended'];

const AHEAD_FIRST = [{ statuses: ['booked', 'waitlisted'], hasBegun: false }, { statuses: ANYTHING }] as const;

/** The scopes of the commands. */
export const SCOPES = {
  any: { looks: 'ahead', tiers: [{ statuses: ANYTHING }] },
  show: { looks: 'ahead', tiers: AHEAD_FIRST },
  again: { looks: 'ahead', tiers: AHEAD_FIRST, meansClass: true },
  cancel: { looks: 'ahead', tiers: [{ statuses: ['booked', 'waitlisted'] }] },
  attend: {
    looks: 'back',
    tiers: [
      { statuses: ['booked', 'waitlisted'], hasBegun: true },
      { statuses: ['no_show'], hasBegun: true },
    ],
  },
  noShow: {
    looks: 'back',
    tiers: [
      { statuses: ['booked', 'waitlisted'], hasBegun: true },
      { statuses: ['attended'], hasBegun: true },
    ],
  },
} as const satisfies Record<string, ReferenceScope>;

/** Splits the words after a command into references, as {@link readReferences} does with the ids of the database. */
export async function splitReferences(store: Store, words: readonly string[]): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const word of doubtfulIds(words)) {
    if ((await findBookingsByIdPrefix(store, word.toLowerCase(), 1)).length > 0) ids.add(word);
  }
  return readReferences(words, (word) => ids.has(word));
}

/** What is needed to read references in words; `nowLocal` is `now` in the home zone. */
export interface ReferenceReading {
  readonly now: Date;
  readonly nowLocal: LocalDateTime;
  /** The language tag of the person, who may name days in that language; English only where absent or null. */
  readonly locale?: string | null;
  /** How errors write the times of bookings; 24-hour where absent. */
  readonly clock?: ClockFormat;
}

/**
 * The one booking that `text` names: a full id, a unique prefix of four characters or more, `next`, `last`, or words
 * that {@link matchWords} reads. `next` or `last` before the words picks one of several. A text that is a prefix of one
 * booking and a name of another names both. Throws NotFoundError, or AmbiguousBookingError with the candidates.
 */
export async function resolveReference(
  store: Store,
  text: string,
  scope: ReferenceScope,
  moment: ReferenceReading,
): Promise<Booking> {
  const word = saidText(text, 'A booking').trim().toLowerCase();
  if (word.length > LONGEST_REFERENCE) throw nothingFound(text, []);
  if (word === 'next') return requireOne(await findNext(store, moment.now), 'There is no booked class ahead.');
  if (word === 'last')
    return requireOne(await findLast(store, moment.now), 'No booked or attended class has begun yet.');
  const exact = word.length === 36 ? await findBooking(store, word) : null;
  if (exact) return exact;
  const byId = isIdLike(word) ? await findBookingsByIdPrefix(store, word, MAX_CHOICES) : [];
  if (isCertainId(word) && byId.length > 0) return onlyOne(byId, text, moment);
  const byWords = await findByWords(store, word, scope, moment);
  const found = [...byId, ...byWords.filter(({ id }) => !byId.some((other) => other.id === id))];
  if (found.length > 0) return onlyOne(found, text, moment);
  throw nothingFound(text, await matchIn(store, word, { ...scope, tiers: SCOPES.any.tiers }, moment), moment.clock);
}

/** The matches in the first tier of the scope that has one. */
async function findByWords(
  store: Store,
  words: string,
  scope: ReferenceScope,
  moment: ReferenceReading,
): Promise<readonly Booking[]> {
  const found = new Map<string, Booking>();
  for (const text of await inEnglishToo(words, moment.locale ?? null)) {
    const named = await matchIn(store, text, scope, moment);
    const meant = (scope.meansClass ? latestOfOneClass(named) : undefined) ?? named;
    const picked = await pickByWords(store, text, scope, moment);
    for (const booking of [...meant, ...picked]) found.set(booking.id, booking);
  }
  const plain = found.size === 0 ? withoutIdleWords(words) : null;
  return plain === null ? [...found.values()] : findByWords(store, plain, scope, moment);
}

async function matchIn(
  store: Store,
  words: string,
  { tiers, looks }: ReferenceScope,
  { now, nowLocal }: ReferenceReading,
): Promise<readonly Booking[]> {
  for (const tier of tiers) {
    const found = matchWords(await findActionable(store, tier, now), words, looks, nowLocal.slice(0, 10));
    if (found.length > 0) return looks === 'back' ? withoutOldWaits(found) : found;
  }
  return [];
}

/**
 * `next spin`, `last yoga`: of the bookings that match, the one that begins next or began last. The statuses that a
 * plain `next` or `last` takes come first, then those that the command can act on.
 */
async function pickByWords(
  store: Store,
  words: string,
  { tiers }: ReferenceScope,
  { now, nowLocal }: ReferenceReading,
): Promise<readonly Booking[]> {
  for (const pick of picksOf(words)) {
    const own = { statuses: pick === 'next' ? NEXT_STATUSES : LAST_STATUSES };
    for (const { statuses } of [own, ...tiers]) {
      const all = await findActionable(store, { statuses }, now);
      const isAhead = ({ startsAt }: Booking) => Date.parse(startsAt) >= now.getTime();
      const pool = all.filter((booking) => isAhead(booking) === (pick === 'next'));
      const found = matchWords(pool, words, pick === 'next' ? 'ahead' : 'back', nowLocal.slice(0, 10), pick);
      const nearest = pick === 'next' ? found[0] : found.at(-1);
      if (nearest) return found.filter(({ startsAt }) => startsAt === nearest.startsAt);
    }
  }
  return [];
}

/** The booked class that begins next. */
export async function findNext(store: Store, now: Date): Promise<Booking | null> {
  const row = await store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('status', 'in', NEXT_STATUSES)
    .where('class_datetime', '>=', now.toISOString())
    .orderBy('class_datetime')
    .limit(1)
    .executeTakeFirst();
  return row ? toBooking(row) : null;
}

/** The booked or attended class that began most recently. */
export async function findLast(store: Store, now: Date): Promise<Booking | null> {
  const row = await store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('status', 'in', LAST_STATUSES)
    .where('class_datetime', '<=', now.toISOString())
    .orderBy('class_datetime', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toBooking(row) : null;
}

/** How long after its end a class still counts as just taken. */
const JUST_ENDED_MS = 12 * 3_600_000;

/** The unmarked classes that have just begun or ended, by start: `attend` without words means one of them. */
export async function listJustTaken(store: Store, { now }: ReferenceReading): Promise<Booking[]> {
  const unmarked = await findActionable(store, SCOPES.attend.tiers[0], now);
  return withoutOldWaits(unmarked.filter((booking) => endsAt(booking).getTime() > now.getTime() - JUST_ENDED_MS));
}

/** The only one of {@link listJustTaken}. Throws NotFoundError, or AmbiguousBookingError where there are several. */
export async function findToAttend(store: Store, moment: ReferenceReading): Promise<Booking> {
  const recent = await listJustTaken(store, moment);
  if (recent.length > 0) return onlyOne(recent, 'the class just taken', moment);
  throw new NotFoundError(
    'booking_not_found',
    'No booked class has begun or ended in the last 12 hours.',
    words`Name one: ${command('attend', 'mon')}, or an id from ${command('list')}.`,
  );
}

/** The bookings that a command can act on, of one tier of its scope; by start. */
export async function findActionable(
  store: Store,
  { statuses, hasBegun }: ReferenceScope['tiers'][number],
  now: Date,
): Promise<Booking[]> {
  if (hasBegun === true) {
    return queryBegun(store, statuses, new Date(now.getTime() + EARLY_MINUTES * 60_000));
  }
  let query = store.db
    .selectFrom('bookings')
    .select(BOOKING_COLUMNS)
    .where('user_id', '=', store.userId)
    .where('status', 'in', [...statuses]);
  if (hasBegun === false) query = query.where('class_datetime', '>', now.toISOString());
  return (await query.orderBy('class_datetime').execute()).map(toBooking);
}

function requireOne(booking: Booking | null, message: string): Booking {
  if (booking) return booking;
  throw new NotFoundError('booking_not_found', message, words`${command('list')} shows all bookings.`);
}

/** `found` is by start. Undefined where it is empty or has several classes. */
function latestOfOneClass(found: readonly Booking[]): readonly Booking[] | undefined {
  const latest = found.at(-1);
  return latest && found.every(({ classId }) => classId === latest.classId) ? [latest] : undefined;
}

function onlyOne(found: readonly Booking[], text: string, { clock }: ReferenceReading): Booking {
  const [first] = found;
  if (first && found.length === 1) return first;
  throw new AmbiguousBookingError(text, found, clock);
}
