import type { Store } from '../db/store.ts';
import type { Booking, BookingStatus } from './booking.ts';
import { BOOKING_COLUMNS, toBooking } from './booking-row.ts';

/**
 * The bookings of these statuses that began at `at` or before, by start. One query per status, because the index by
 * status and start gives each status already sorted.
 */
export async function queryBegun(store: Store, statuses: readonly BookingStatus[], at: Date): Promise<Booking[]> {
  const found: Booking[] = [];
  for (const status of statuses) {
    const rows = await store.db
      .selectFrom('bookings')
      .select(BOOKING_COLUMNS)
      .where('user_id', '=', store.userId)
      .where('status', '=', status)
      .where('class_datetime', '<=', at.toISOString())
      .orderBy('class_datetime')
      .execute();
    found.push(...rows.map(toBooking));
  }
  return found.sort((one, other) => (one.startsAt < other.startsAt ? -1 : Number(one.startsAt > other.startsAt)));
}
