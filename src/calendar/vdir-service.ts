import { type BookingContext, inTransaction } from '../bookings/booking-context.ts';
import { streamBookings } from '../bookings/booking-query.ts';
import { findBooking } from '../bookings/booking-store.ts';
import { fillVdir, isNewVdir, putInVdir } from './vdir.ts';

/** How many bookings are looked at while other processes wait for their turn to write. */
const IDS_PER_TRANSACTION = 500;

/**
 * Brings the files of changed bookings in step with what is stored now, whatever changed them. A new folder gets
 * every booking. Two commands at once take turns, so that the later state is the one that stays. Throws NuminaError.
 */
export async function updateVdir(
  context: Pick<BookingContext, 'database'>,
  folder: string,
  changedIds: readonly string[],
): Promise<void> {
  if (isNewVdir(folder)) {
    await fillVdir(folder, streamBookings(context.database.kysely, context.database.userId, {}));
    return;
  }
  for (let from = 0; from < changedIds.length; from += IDS_PER_TRANSACTION) {
    const ids = changedIds.slice(from, from + IDS_PER_TRANSACTION);
    await inTransaction(context, async (trx, userId) => {
      for (const id of ids) putInVdir(folder, id, await findBooking(trx, userId, id));
    });
  }
}
