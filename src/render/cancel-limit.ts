import { type Booking, localDateOf } from '../bookings/booking.ts';
import type { WallTimeAt } from './booking-text.ts';
import { formatMoment, formatMoney, formatTime } from './format.ts';
import { type Style, todayOf } from './style.ts';

/** The limit of free cancellation of a booking, seen at `style.now`. */
export interface CancelLimit {
  readonly isOver: boolean;
  /** The limit as text in the zone of the class: `06:00`, `Wed 19:30`. */
  readonly moment: string;
  readonly time: string;
  /** Whether the limit is on the day of the class, and that day is not today. */
  readonly isSameDay: boolean;
  /** The cost of cancelling after the limit; null where it is unknown. */
  readonly fee: string | null;
}

/** Null where a booking has no limit. */
export function cancelLimitOf(booking: Booking, wallTimeAt: WallTimeAt, style: Style): CancelLimit | null {
  if (booking.cancelBy === null) return null;
  const limit = new Date(booking.cancelBy);
  const local = wallTimeAt(limit, booking.zone);
  const date = local.slice(0, 10);
  return {
    isOver: limit.getTime() < style.now.getTime(),
    moment: formatMoment(local, style),
    time: formatTime(local, style.clock),
    isSameDay: date === localDateOf(booking) && date !== todayOf(style),
    fee: booking.lateFee === null ? null : formatMoney(booking.lateFee, booking.currency, style.unicode),
  };
}
