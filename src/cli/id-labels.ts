import type { Booking } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { findIdLabels } from '../bookings/id-labels.ts';

/** The short ids under which a screen shows these bookings. */
export function labelsOf(
  { store }: Pick<BookingContext, 'store'>,
  bookings: readonly Pick<Booking, 'id'>[],
): Promise<ReadonlyMap<string, string>> {
  return findIdLabels(store, bookings);
}
