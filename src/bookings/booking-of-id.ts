import type { Store } from '../db/store.ts';
import { NotFoundError, RefusedError } from '../errors.ts';
import { command, words } from '../words.ts';
import type { Booking } from './booking.ts';
import type { BookingContext } from './booking-context.ts';
import { findBooking } from './booking-store.ts';

/** The booking with exactly this id. Throws NotFoundError. */
export async function readBooking({ store }: Pick<BookingContext, 'store'>, id: string): Promise<Booking> {
  return requireBooking(store, id);
}

/**
 * Changes the booking with exactly this id, where `isExpected` holds of it as it is now: nobody changed it meanwhile.
 * All in one transaction. Throws NotFoundError, RefusedError, and what the change throws.
 */
export function changeExpected<Result>(
  context: BookingContext,
  id: string,
  isExpected: (booking: Booking) => boolean,
  change: (context: BookingContext, booking: Booking) => Promise<Result>,
): Promise<Result> {
  return context.store.transaction(async (store) => {
    const booking = await requireBooking(store, id);
    if (isExpected(booking)) return change({ ...context, store }, booking);
    throw new RefusedError(
      'changed_meanwhile',
      'The booking was changed meanwhile.',
      words`${command('show', id)} gives it as it is now.`,
    );
  });
}

async function requireBooking(store: Store, id: string): Promise<Booking> {
  const found = await findBooking(store, id.toLowerCase());
  if (found) return found;
  throw new NotFoundError(
    'booking_not_found',
    'There is no booking with this id.',
    words`${command('list')} shows them with their ids.`,
  );
}
