import { EARLY_MINUTES } from '../../bookings/booking-status.ts';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { formatFullDay, formatMoment, formatMoney, formatRelative, formatTimes } from '../../render/format.ts';
import { type Mark, markOf, symbolOf } from '../../render/status-symbol.ts';
import type { LocalDateTime } from '../../time/civil.ts';
import type { ClockFormat } from '../../time/names.ts';
import { MINUTE_MS } from '../../time/units.ts';

/** What the words of a booking depend on beside it. */
export interface View {
  readonly now: Date;
  /** `now` in the home zone. */
  readonly nowLocal: LocalDateTime;
  readonly homeZone: string;
  readonly clock: ClockFormat;
}

const UNICODE = { unicode: true };

/** The wall time that an instant of the API carries: `2026-11-24T18:00:00.000+01:00` → `2026-11-24T18:00:00`. */
export function wallTimeOf(instant: string): LocalDateTime {
  return instant.slice(0, 19);
}

export function markNow(booking: BookingJson, { now }: Pick<View, 'now'>): Mark {
  return markOf(booking, now);
}

export function signOf(mark: Mark): string {
  return symbolOf(mark, UNICODE);
}

/** `18:00–18:45`. */
export function timesOf({ startsAt, durationMinutes }: BookingJson, view: View): string {
  return formatTimes(wallTimeOf(startsAt), durationMinutes, { ...view, unicode: true });
}

/** `Tue 24 Nov 2026, 18:00–18:45`; the zone where it is not the home zone. */
export function whenOf(booking: BookingJson, view: View): string {
  const zone = isElsewhere(booking, view) ? ` ${booking.zone}` : '';
  return `${formatFullDay(booking.localDate)}, ${timesOf(booking, view)}${zone}`;
}

/** `in 8 h 48 min`, `now, 20 min left`, `2 days ago`. */
export function distanceOf(booking: BookingJson, { now }: View): string {
  const lengthTo = (instant: string) => formatRelative((Date.parse(instant) - now.getTime()) / MINUTE_MS);
  if (now.getTime() < Date.parse(booking.startsAt)) return `in ${lengthTo(booking.startsAt)}`;
  if (now.getTime() < Date.parse(booking.endsAt)) return `now, ${lengthTo(booking.endsAt)} left`;
  return `${lengthTo(booking.endsAt)} ago`;
}

export function isElsewhere({ zone }: BookingJson, { homeZone }: View): boolean {
  return zone !== homeZone;
}

/** An amount of the API, which is in units of its currency. */
export function moneyOf(amount: number, currency: string | null): string {
  return formatMoney(Math.round(amount * 1000), currency);
}

/** What cancelling costs at a moment. */
export interface CancelCost {
  readonly isFree: boolean;
  /** The last moment of free cancellation as a text: `06:00`, `Wed 19:30`. */
  readonly limit: string;
  /** What it costs after the limit; null where that is not known. */
  readonly fee: string | null;
}

/** Null where a booking has no limit, or nothing can be cancelled any more. */
export function cancelCost(booking: BookingJson, view: View): CancelCost | null {
  const { cancelBy, lateFee, currency, status } = booking;
  if (cancelBy === null || status === 'waitlisted') return null;
  return {
    isFree: view.now.getTime() <= Date.parse(cancelBy),
    limit: formatMoment(wallTimeOf(cancelBy), { ...view, unicode: true }),
    fee: lateFee === null ? null : moneyOf(lateFee, currency),
  };
}

/** Whether the booking is still to come and can be given back. */
export function isAhead({ status, startsAt }: BookingJson, { now }: View): boolean {
  return (status === 'booked' || status === 'waitlisted') && now.getTime() < Date.parse(startsAt);
}

/** A class may be marked shortly before it begins: people mark it at the door. */
export function canBeMarked({ startsAt }: BookingJson, { now }: View): boolean {
  return now.getTime() >= Date.parse(startsAt) - EARLY_MINUTES * MINUTE_MS;
}

/** `free until Wed 19:30`, `! free until 06:00, now €12`; null where nothing is to say. */
export function cancelNote(booking: BookingJson, view: View): { text: string; isOver: boolean } | null {
  const cost = cancelCost(booking, view);
  if (cost === null) return null;
  if (!isAhead(booking, view)) return { text: `was free until ${cost.limit}`, isOver: false };
  if (cost.isFree) {
    return { text: `free until ${cost.limit}${cost.fee === null ? '' : `, then ${cost.fee}`}`, isOver: false };
  }
  return { text: `was free until ${cost.limit}${cost.fee === null ? '' : `, now ${cost.fee}`}`, isOver: true };
}

/** What a person is told before a booking is cancelled. */
export function cancelWarning(booking: BookingJson, view: View): string {
  const cost = cancelCost(booking, view);
  if (booking.status === 'waitlisted') return 'You have no place yet, so leaving the waitlist costs nothing.';
  if (cost === null) return 'No limit of free cancellation is known for this booking.';
  if (cost.isFree) return `Cancelling is free until ${cost.limit}.`;
  const now = cost.fee === null ? 'What it costs now is not known.' : `Cancelling now costs ${cost.fee}.`;
  return `Free cancellation ended ${cost.limit}. ${now}`;
}
