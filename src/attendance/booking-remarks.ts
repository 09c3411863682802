import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { findAssumedAt } from './habit-service.ts';
import { computeRatings } from './reviews/ratings.ts';
import { listReviews } from './reviews/review-store.ts';

/** What attendance knows of a booking. */
export interface BookingRemarks {
  /** The person's own of its class, 1–5. */
  readonly rating: number | null;
  /** Nobody has said that it was attended. */
  readonly isAssumed: boolean;
}

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
