import type { Booking, InstantText } from '../../bookings/booking.ts';
import { exactClassKey, isRecordedAlike, recordedClass } from '../../bookings/same-class.ts';
import { isAlike } from '../known/alike.ts';
import type { Arrival } from '../known/arrival.ts';
import type { SourceContent } from '../source-content.ts';
import { statusSaid } from './booking-from-source.ts';
import type { Known } from './import-plan.ts';

/** Events of unknown identity: those that match a booking, and the others. */
export interface Matches {
  readonly matches: readonly { readonly arrival: Arrival; readonly booking: Booking }[];
  readonly unmatched: readonly Arrival[];
}

/**
 * Finds the bookings that events of unknown identity mean: by the external id, then as exact copies (from numina's own
 * table), then by start and name and place, by start and name, by start and place. The surest matches of all events
 * come first. One booking matches one event of a source. Where several bookings match equally, the oldest is taken, so
 * that the result does not depend on the order of the rows.
 */
export function matchStrangers(strangers: readonly Arrival[], { bookings, boundSources }: Known): Matches {
  const byAge = strangers.length === 0 ? [] : [...bookings.values()].sort(compareAge);
  const byStart = groupBy(byAge, ({ startsAt }) => startsAt);
  const byNumber = groupBy(byAge, ({ source, externalId }) => numberKey(source, externalId));
  const taken = new Set<string>();
  const startsAt = (start: InstantText | null | undefined) => (start == null ? [] : (byStart.get(start) ?? []));
  // A class that a mail moves may be stored with its old or with its new time.
  const atItsTime = ({ said, source }: Arrival) =>
    [...startsAt(said.partial?.movedFrom), ...startsAt(said.startsAt)].filter(
      ({ id }) => !taken.has(takenKey(source, id)),
    );
  const rounds: ((arrival: Arrival) => Booking | undefined)[] = [
    ({ said, source }) => (said.externalId === null ? [] : byNumber.get(numberKey(source, said.externalId)))?.[0],
    (arrival) => atItsTime(arrival).find((booking) => isCopy(booking, arrival.said)),
    ...RANKS.map((rank) => (arrival: Arrival) => {
      const { said, source } = arrival;
      // The place alone does not tell which class a mail means.
      if (said.partial && (said.className === '' || rank === 2)) return undefined;
      const alike = atItsTime(arrival).filter(
        // A mail may identify a class by number, and the next mail by its start. So a known source does not exclude the
        // booking.
        (booking) => (said.partial || !boundSources.get(booking.id)?.has(source)) && rankMatch(booking, said) === rank,
      );
      return alike.find(({ status }) => status !== 'cancelled') ?? alike[0];
    }),
    // A mail that names no class means the only booking of its provider at that time.
    (arrival) => {
      const { said, source } = arrival;
      const there = said.className === '' ? atItsTime(arrival).filter((each) => each.source === source) : [];
      const open = there.filter(({ status }) => status !== 'cancelled');
      const [only, another] = open.length > 0 ? open : there;
      return another ? undefined : only;
    },
  ];
  const matches: { arrival: Arrival; booking: Booking }[] = [];
  // A cancelled class and its replacement may match the same booking. The one that takes place chooses first.
  let unmatched = [...strangers.filter(isOn), ...strangers.filter((arrival) => !isOn(arrival))];
  for (const find of rounds) {
    unmatched = unmatched.filter((arrival) => {
      const booking = find(arrival);
      if (!booking) return true;
      taken.add(takenKey(arrival.source, booking.id));
      matches.push({ arrival, booking });
      return false;
    });
  }
  return { matches, unmatched };
}

/** Whether the class takes place and the person takes part. */
export function isOn({ said }: Arrival): boolean {
  return statusSaid(said) !== 'cancelled';
}

/** Whether a row is an exact copy of the booking, from numina's own table. */
export function isCopy(booking: Booking, said: SourceContent): boolean {
  return booking.bookedAt === said.bookedAt && isRecordedAlike(booking, said);
}

/** The key by which numina refuses to book the same class twice. */
export function claimOf(booking: Pick<Booking, 'className' | 'location' | 'startsAt' | 'source'>): string {
  return [exactClassKey(recordedClass(booking)), booking.startsAt, booking.source].join('\n');
}

function compareAge(one: Booking, other: Booking): number {
  const [left, right] = [`${one.createdAt} ${one.id}`, `${other.createdAt} ${other.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function numberKey(source: string, externalId: string | null): string {
  return `${source}\n${externalId ?? ''}`;
}

function takenKey(source: string, bookingId: string): string {
  return `${source}\n${bookingId}`;
}

function groupBy<T>(all: Iterable<T>, keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const RANKS = [0, 1, 2] as const;

/**
 * Compares a booking with an event that starts at the same instant: 0 where name and place are alike (or a place is
 * unknown), 1 where only the name is, 2 where only the place is; else null.
 */
function rankMatch(booking: Booking, said: SourceContent): (typeof RANKS)[number] | null {
  const isPlaceOpen = booking.location === null || said.location === null;
  const isPlaceAlike = !isPlaceOpen && isAlike(booking.location ?? '', said.location ?? '');
  if (isAlike(booking.className, said.className)) return isPlaceOpen || isPlaceAlike ? 0 : 1;
  return isPlaceAlike ? 2 : null;
}
