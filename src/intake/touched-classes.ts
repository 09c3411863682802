import type { Booking, BookingChange } from '../bookings/booking.ts';

/** What became of a class that an import or a sync touched, or would. */
export type Touch = 'cancelled' | 'moved' | 'changed' | 'new';

export interface TouchedClass {
  readonly touch: Touch;
  readonly booking: Booking;
  /** As it was; null for a new one. */
  readonly before: Booking | null;
}

/** What costs a person most to miss comes first. */
const ORDER: readonly Touch[] = ['cancelled', 'moved', 'changed', 'new'];

/** The classes that changes are about, by what became of them, then by start. Pure. */
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
