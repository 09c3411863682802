import type { Booking } from './booking.ts';

/** What a calendar shows of a booking: a change here raises SEQUENCE (RFC 5545 §3.8.7.4). */
const SHOWN: readonly (keyof Booking)[] = [
  'className',
  'classType',
  'location',
  'instructor',
  'startsAt',
  'zone',
  'durationMinutes',
  'status',
  'source',
  'url',
  'notes',
];

/**
 * `before` with some fields replaced, stamped and numbered as a revision of it; null where nothing differs.
 * Every change of a booking goes through here, so that no calendar misses one.
 */
export function reviseBooking(before: Booking, fields: Partial<Booking>, now: Date): Booking | null {
  const after = { ...before, ...fields };
  const changed = (Object.keys(fields) as (keyof Booking)[]).filter((key) => after[key] !== before[key]);
  if (changed.length === 0) return null;
  const isShown = changed.some((key) => SHOWN.includes(key));
  return { ...after, sequence: before.sequence + (isShown ? 1 : 0), updatedAt: now.toISOString() };
}
