import type { Booking, InstantText } from '../bookings/booking.ts';
import { chunksOf } from '../db/chunks.ts';
import type { Store } from '../db/store.ts';
import type { PlannedBooking } from './candidates.ts';

const COLUMNS = [
  'id',
  'status',
  'class_type as classType',
  'class_datetime as startsAt',
  'cancel_by as cancelBy',
  'cancelled_at as cancelledAt',
  'created_at as createdAt',
] as const;

/** Every booked place in a class that begins after `since`. */
export async function readBookedPlaces(store: Store, since: InstantText): Promise<PlannedBooking[]> {
  return store.db
    .selectFrom('bookings')
    .select(COLUMNS)
    .where('user_id', '=', store.userId)
    .where('status', '=', 'booked')
    .where('class_datetime', '>', since)
    .execute();
}

/** The ids of {@link readBookedPlaces}. */
export async function readBookedIds(store: Store, since: InstantText): Promise<string[]> {
  const rows = await store.db
    .selectFrom('bookings')
    .select('id')
    .where('user_id', '=', store.userId)
    .where('status', '=', 'booked')
    .where('class_datetime', '>', since)
    .execute();
  return rows.map(({ id }) => id);
}

export async function readPlannedBookings(store: Store, ids: readonly string[]): Promise<PlannedBooking[]> {
  const bookings: PlannedBooking[] = [];
  for (const chunk of chunksOf(ids)) {
    const page = await store.db
      .selectFrom('bookings')
      .select(COLUMNS)
      .where('id', 'in', chunk)
      .where('user_id', '=', store.userId)
      .execute();
    bookings.push(...page);
  }
  return bookings;
}

/** Sets the marks on the booking for the two usual reminders (24 h and 1 h). Other reminders have no marks. */
export async function markReminded(
  store: Store,
  { bookingId, startsAt, offsetMinutes }: { bookingId: string; startsAt: InstantText; offsetMinutes: number },
): Promise<void> {
  if (offsetMinutes !== 1440 && offsetMinutes !== 60) return;
  await store.db
    .updateTable('bookings')
    .set(offsetMinutes === 60 ? { reminder_sent_1h: 1 } : { reminder_sent_24h: 1 })
    .where('id', '=', bookingId)
    .where('user_id', '=', store.userId)
    .where('class_datetime', '=', startsAt)
    .execute();
}

/** Removes the marks, which belong to the former time. */
export async function unmarkReminded(store: Store, bookingId: string): Promise<void> {
  await store.db
    .updateTable('bookings')
    .set({ reminder_sent_24h: 0, reminder_sent_1h: 0 })
    .where('id', '=', bookingId)
    .where('user_id', '=', store.userId)
    .execute();
}

/** What a reminder shows of its booking. */
export type BookingName = Pick<Booking, 'id' | 'className' | 'zone'>;

/** The order is undefined. */
export async function readBookingNames(store: Store, ids: readonly string[]): Promise<BookingName[]> {
  const names: BookingName[] = [];
  for (const chunk of chunksOf(ids)) {
    const page = await store.db
      .selectFrom('bookings')
      .select(['id', 'class_name as className', 'zone'])
      .where('id', 'in', chunk)
      .where('user_id', '=', store.userId)
      .execute();
    names.push(...page);
  }
  return names;
}
