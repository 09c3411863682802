import type { LocalDate } from '../../time/civil.ts';
import { instantOfWall, wallTimeAt } from '../../time/zones.ts';

// A slot is the place of an instance in its series, as in RECURRENCE-ID (RFC 5545 §3.8.4.4): `2026-11-24T23:00:00Z`
// where the instant is certain, else a local time or a date.

/** The UTC ms of a slot. A local time is in `zone` (IANA); a date is midnight there. */
export function instantOfSlot(slot: string, zone: string): number {
  return slot.endsWith('Z') ? Date.parse(slot) : instantOfWall(isDay(slot) ? `${slot}T00:00:00` : slot, zone);
}

/** The local date of a slot in `zone` (IANA). */
export function localDateOfSlot(slot: string, zone: string): LocalDate {
  return slot.endsWith('Z') ? wallTimeAt(new Date(slot), zone).slice(0, 10) : slot.slice(0, 10);
}

/** Whether two slots are the same: the same instant, or the same day where one of them is only a day. */
export function isSameSlot(one: string, other: string, zone: string): boolean {
  if (one === other) return true;
  if (isDay(one) || isDay(other)) return localDateOfSlot(one, zone) === localDateOfSlot(other, zone);
  return instantOfSlot(one, zone) === instantOfSlot(other, zone);
}

/** Whether a slot is a day without a time. */
export function isDay(slot: string): boolean {
  return slot.length === 10;
}
