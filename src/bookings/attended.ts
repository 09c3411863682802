import type { BookingFilter } from './booking-filter.ts';

/*
 * What counts as attended: what is marked so and has begun. A class may be marked half an hour before it begins; until
 * then it counts as one that is booked, for streaks, weeks, heat maps and totals alike.
 */

/** What counts as attended at `now`, as a filter. */
export function attendedBy(now: Date): Pick<BookingFilter, 'statuses' | 'startsBy'> {
  return { statuses: ['attended'], startsBy: now.toISOString() };
}

/** What is marked attended and does not count yet, as a filter. */
export function attendedAhead(now: Date): Pick<BookingFilter, 'statuses' | 'startsAfter'> {
  return { statuses: ['attended'], startsAfter: now.toISOString() };
}
