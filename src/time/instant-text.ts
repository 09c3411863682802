import type { LocalDateTime } from './civil.ts';
import { MINUTE_MS } from './units.ts';
import { isZone, offsetAt } from './zones.ts';

// An instant as ISO 8601 with milliseconds and an offset, `2026-11-24T18:00:00.000-05:00`, is written here only.

/** A stored instant with the offset of `zone`, or of UTC where this Node does not know the zone. */
export function instantInZone(instant: string, zone: string): string {
  const ms = Date.parse(instant);
  return formatInstant(ms, isZone(zone) ? offsetAt(ms, zone) : 0);
}

/** The start of a class with its offset. It needs no zone: the wall time is stored beside the instant. */
export function startWithOffset({ startsLocal, startsAt }: { startsLocal: LocalDateTime; startsAt: string }): string {
  const ms = Date.parse(startsAt);
  return formatInstant(ms, minutesBetween(startsLocal, ms));
}

/** The instant `ms` with this offset: `2026-11-24T18:00:00.000-05:00`. */
export function formatInstant(ms: number, offsetMinutes: number): string {
  return new Date(ms + offsetMinutes * MINUTE_MS).toISOString().slice(0, -1) + formatOffset(offsetMinutes);
}

/** The offset that makes `local` the instant `at`, as `+02:00`. */
export function offsetBetween(local: LocalDateTime, at: Date): string {
  return formatOffset(minutesBetween(local, at.getTime()));
}

/** Minutes of the offset that makes `local` the instant `ms`. */
export function minutesBetween(local: LocalDateTime, ms: number): number {
  return Math.round((Date.parse(`${local}Z`) - ms) / MINUTE_MS);
}

/** `+02:00`, `-05:00`, `+00:00`. */
function formatOffset(minutes: number): string {
  const size = Math.round(Math.abs(minutes));
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}
