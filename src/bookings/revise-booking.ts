import type { Booking } from './booking.ts';
import { BOOKING_FIELDS } from './booking-fields.ts';

/** The fields of a booking that a calendar shows. */
const SHOWN = new Set(BOOKING_FIELDS.flatMap(({ name, isShown }) => (isShown ? [name] : [])));

/**
 * `before` with some fields replaced, a new `updatedAt`, and a higher `sequence` where calendars show the change. Null
 * where nothing differs. Every change of a booking goes through here, so that calendars see every change.
 */
export function reviseBooking(before: Booking, fields: Partial<Booking>, now: Date): Booking | null {
  const after = { ...before, ...fields };
  const changed = (Object.keys(fields) as (keyof Booking)[]).filter((key) => after[key] !== before[key]);
  if (changed.length === 0) return null;
  const isShown = changed.some((key) => SHOWN.has(key));
  return { ...after, sequence: before.sequence + (isShown ? 1 : 0), updatedAt: now.toISOString() };
}
