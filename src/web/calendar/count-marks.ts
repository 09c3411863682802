import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { MARKS, type Mark, markOf } from '../../render/status-symbol.ts';

/** How many bookings show each mark, in the order of the terminal's legend. Marks that none shows are left out. */
export function countMarks(bookings: readonly BookingJson[], now: Date): readonly { mark: Mark; count: number }[] {
  const counts = new Map<Mark, number>();
  for (const booking of bookings) {
    const mark = markOf(booking, now);
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return MARKS.flatMap((mark) => {
    const count = counts.get(mark);
    return count === undefined ? [] : [{ mark, count }];
  });
}
