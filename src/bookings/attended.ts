import type { BookingFilter } from './booking-filter.ts';

/*
 * A class counts as attended when it is marked attended and has begun. It may be marked up to half an hour before it
 * begins. Until it begins it counts as booked, in streaks, weeks, heat maps and totals.
 */

/** A filter for the classes that count as attended at `now`. */
export function attendedBy(now: Date): Pick<BookingFilter, 'statuses' | 'startsBy'> {
  return { statuses: ['attended'], startsBy: now.toISOString() };
}

/** A filter for the classes that are marked attended but have not begun at `now`. */
export function attendedAhead(now: Date): Pick<BookingFilter, 'statuses' | 'startsAfter'> {
  return { statuses: ['attended'], startsAfter: now.toISOString() };
}
