import type { Booking } from '../bookings/booking.ts';
import type { WallTimeAt } from './booking-text.ts';
import { cancelLimitOf } from './cancel-limit.ts';
import { formatSpan } from './format.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** Remarks on an edit: when the class was before, what moving it may cost, and how to undo it. */
export function editRemarks(before: Booking, after: Booking, wallTimeAt: WallTimeAt, style: Style): readonly string[] {
  const isMoved =
    after.startsAt !== before.startsAt ||
    after.zone !== before.zone ||
    after.durationMinutes !== before.durationMinutes;
  const remarks: string[] = [];
  if (isMoved) {
    const zone = after.zone === before.zone ? '' : ` ${printable(before.zone)}`;
    remarks.push(`It was ${formatSpan(before.startsLocal, before.durationMinutes, style)}${zone}.`);
  }
  const isAhead = Date.parse(before.startsAt) > style.now.getTime();
  const limit = cancelLimitOf(before, wallTimeAt, style);
  const isGivenUp = after.startsAt !== before.startsAt || after.status === 'cancelled';
  if (isGivenUp && isAhead && before.status === 'booked' && limit?.isOver) {
    const cost = limit.fee === null ? 'a late fee' : limit.fee;
    remarks.push(`Giving up that time may cost ${cost}: it was free until ${limit.moment}.`);
  }
  return [...remarks, 'numina undo takes it back.'];
}
