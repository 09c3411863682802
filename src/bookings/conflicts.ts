import type { Store } from '../db/store.ts';
import { RefusedError } from '../errors.ts';
import type { ClockFormat } from '../time/names.ts';
import { command, field, words } from '../words.ts';
import { type Booking, endsAt } from './booking.ts';
import { queryOverlapping } from './booking-query.ts';
import { describeBooking } from './booking-reference.ts';
import { MAX_DURATION_MINUTES } from './plan-booking.ts';

/**
 * The other bookings at the same time as `bookings`, for a warning. The same class at the same start from the same
 * source is a duplicate: throws RefusedError, which writes its time by `clock`, unless `isForced`. Cancelled bookings never conflict.
 */
export async function findConflicts(
  store: Store,
  bookings: readonly Booking[],
  isForced: boolean,
  clock?: ClockFormat,
): Promise<Booking[]> {
  const overlaps: Booking[] = [];
  for (const booking of bookings) {
    if (booking.status === 'cancelled') continue;
    const found = await findSimultaneous(store, booking.startsAt, endsAt(booking));
    const others = found.filter((other) => other.id !== booking.id);
    const duplicate = others.find((other) => isSameClaim(other, booking));
    if (duplicate && !isForced) throw refuseDuplicate(duplicate, clock);
    overlaps.push(...others.filter((other) => !overlaps.some(({ id }) => id === other.id)));
  }
  return overlaps;
}

/** The bookings of a span of time that are not cancelled, by start. */
export async function findSimultaneous(store: Store, startsAt: string, until: Date): Promise<Booking[]> {
  const found = await queryOverlapping(store, startsAt, until, MAX_DURATION_MINUTES);
  return found.filter(({ status }) => status !== 'cancelled');
}

function isSameClaim(one: Booking, other: Booking): boolean {
  return one.classId === other.classId && one.startsAt === other.startsAt && one.source === other.source;
}

function refuseDuplicate(existing: Booking, clock?: ClockFormat): RefusedError {
  return new RefusedError(
    'duplicate_booking',
    `This is recorded already: ${describeBooking(existing, clock)}.`,
    existing.status === 'waitlisted'
      ? words`It is on the waitlist; ${command('edit', existing.id.slice(0, 8), field('status', 'booked'))} confirms it.`
      : words`Add ${field('isForced')} to record it once more.`,
  );
}
