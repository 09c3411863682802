import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import type { ListedDay } from './day-list.tsx';

/** Bookings, by start, under the local dates on which they take place. */
export function groupByDate(bookings: readonly BookingJson[]): readonly ListedDay[] {
  const days = new Map<string, BookingJson[]>();
  for (const booking of bookings) {
    const sameDay = days.get(booking.localDate);
    if (sameDay) sameDay.push(booking);
    else days.set(booking.localDate, [booking]);
  }
  return [...days].map(([date, own]) => ({ date, bookings: own }));
}
