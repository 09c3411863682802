import type { Booking, BookingChange } from '../bookings/booking.ts';

/** What an import or a sync did to a class, or would do in a dry run. */
export type Touch = 'cancelled' | 'moved' | 'changed' | 'new';

export interface TouchedClass {
  readonly touch: Touch;
  readonly booking: Booking;
  /** The booking before the change; null for a new one. */
  readonly before: Booking | null;
}

/** The changes that a person must not miss come first. */
const ORDER: readonly Touch[] = ['cancelled', 'moved', 'changed', 'new'];

/** The changed classes, sorted by kind of change, then by start. */
export function listTouched(changes: readonly BookingChange[]): TouchedClass[] {
  const touched = changes.flatMap(({ before, after }): TouchedClass[] =>
    after === null ? [] : [{ touch: touchOf(before, after), booking: after, before }],
  );
  const rank = ({ touch }: TouchedClass) => ORDER.indexOf(touch);
  return touched.sort(
    (one, other) => rank(one) - rank(other) || (one.booking.startsAt < other.booking.startsAt ? -1 : 1),
  );
}

function touchOf(before: Booking | null, after: Booking): Touch {
  if (before === null) return 'new';
  if (after.status === 'cancelled' && before.status !== 'cancelled') return 'cancelled';
  return after.startsAt === before.startsAt ? 'changed' : 'moved';
}
