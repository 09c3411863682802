import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { findAssumedAt } from './habit-service.ts';
import { computeRatings } from './reviews/ratings.ts';
import { listReviews } from './reviews/review-store.ts';

/** What attendance adds to a booking on a screen. */
export interface BookingRemarks {
  /** The person's rating of its class, 1–5; null where there is none. */
  readonly rating: number | null;
  /** Numina marked it attended by a habit, not the person. */
  readonly isAssumed: boolean;
}

/** Reads the rating of the class of a booking, and whether its mark is by habit. */
export async function readRemarks(
  { store }: Pick<BookingContext, 'store'>,
  booking: Pick<Booking, 'id' | 'classId' | 'attendedAt'>,
): Promise<BookingRemarks> {
  const ratings = computeRatings(await listReviews(store));
  return {
    rating: ratings.byClass.get(booking.classId)?.rating ?? null,
    isAssumed: (await findAssumedAt(store, booking)) !== null,
  };
}
