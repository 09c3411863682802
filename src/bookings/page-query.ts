import type { Store } from '../db/store.ts';
import type { Booking } from './booking.ts';
import type { BookingFilter } from './booking-filter.ts';
import { isNear, matchesFilter } from './booking-query.ts';
import { BOOKING_COLUMNS, toBooking } from './booking-row.ts';

/** The place of a booking in a list by start. */
export type ListPlace = Pick<Booking, 'startsAt' | 'id'>;

export interface PageQuery {
  readonly limit: number;
  readonly isDescending: boolean;
  /** Only bookings behind this place; null for the first page. */
  readonly after: ListPlace | null;
}

/** The bookings that match, by start and then by id, from a place on. */
export async function queryListPage(
  store: Store,
  filter: BookingFilter,
  { limit, isDescending, after }: PageQuery,
): Promise<Booking[]> {
  const [direction, beyond, beyondOrAt] = isDescending ? (['desc', '<', '<='] as const) : (['asc', '>', '>='] as const);
  let query = store.db.selectFrom('bookings').select(BOOKING_COLUMNS).where(matchesFilter(store.userId, filter));
  query = query.where(isNear(filter));
  if (after !== null) {
    const { startsAt, id } = after;
    // The first condition lets the engine begin in the index by start.
    query = query
      .where('class_datetime', beyondOrAt, startsAt)
      .where((eb) => eb.or([eb('class_datetime', beyond, startsAt), eb('id', beyond, id)]));
  }
  const rows = await query.orderBy('class_datetime', direction).orderBy('id', direction).limit(limit).execute();
  return rows.map(toBooking);
}
