import type { Booking } from '../bookings/booking.ts';
import { formatMoment, type WallTimeAt } from './booking-text.ts';
import { formatMoney } from './format.ts';
import type { Style } from './style.ts';

/** How a booking stands against its limit of free cancellation, at `style.now`. */
export interface CancelLimit {
  readonly isOver: boolean;
  /** The limit in the class's zone: `06:00`, `Wed 19:30`. */
  readonly moment: string;
  /** What cancelling costs after it, or null where that is not known. */
  readonly fee: string | null;
}

/** Null where a booking has no limit. */
export function cancelLimitOf(booking: Booking, wallTimeAt: WallTimeAt, style: Style): CancelLimit | null {
  if (booking.cancelBy === null) return null;
  const limit = new Date(booking.cancelBy);
  return {
    isOver: limit.getTime() < style.now.getTime(),
    moment: formatMoment(wallTimeAt(limit, booking.zone), style),
    fee: booking.lateFee === null ? null : formatMoney(booking.lateFee, booking.currency, style.unicode),
  };
}
