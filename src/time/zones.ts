import { UsageError } from '../errors.ts';
import type { LocalDateTime } from './civil.ts';
import { DAY_MS, findOffsetChange, formatOffset, isZone, MINUTE_MS, offsetAt } from './zone-offset.ts';

export { isZone, offsetAt, systemZone } from './zone-offset.ts';

/** What a wall time means in a zone. `instant`, `earlier`, `later` are UTC. */
export type Resolved =
  | { kind: 'once'; instant: Date }
  | { kind: 'gap'; firstAfter: LocalDateTime }
  | { kind: 'twice'; earlier: Date; later: Date };

/** The wall time in `zone` at an instant. Throws UsageError where there is no such zone. */
export function wallTimeAt(instant: Date, zone: string): LocalDateTime {
  const ms = instant.getTime();
  return new Date(ms + offsetAt(ms, zone) * MINUTE_MS).toISOString().slice(0, 19);
}

/** An instant as ISO 8601 with milliseconds and an offset: `2026-11-24T18:00:00.000-05:00`. */
export function formatInstant(ms: number, offsetMinutes: number): string {
  return new Date(ms + offsetMinutes * MINUTE_MS).toISOString().slice(0, -1) + formatOffset(offsetMinutes);
}

/** Which instant a wall time is in a zone: one, none (spring gap) or two (autumn overlap). */
export function resolveWallTime(local: LocalDateTime, zone: string): Resolved {
  const asUtc = Date.parse(`${local}Z`);
  // No zone is further than a day from UTC, and none changes twice in two days.
  const offsets = new Set([offsetAt(asUtc - DAY_MS, zone), offsetAt(asUtc + DAY_MS, zone)]);
  const [earlier, later] = [...offsets]
    .map((minutes) => asUtc - minutes * MINUTE_MS)
    .filter((ms) => ms + offsetAt(ms, zone) * MINUTE_MS === asUtc)
    .sort((one, other) => one - other);
  if (earlier === undefined) {
    const end = findOffsetChange(asUtc - DAY_MS, asUtc + DAY_MS, zone);
    return { kind: 'gap', firstAfter: wallTimeAt(new Date(end), zone) };
  }
  if (later !== undefined) return { kind: 'twice', earlier: new Date(earlier), later: new Date(later) };
  return { kind: 'once', instant: new Date(earlier) };
}

/** The offset that makes `local` the instant `at`, as `+02:00`. */
export function offsetBetween(local: LocalDateTime, at: Date): string {
  return formatOffset(Math.round((Date.parse(`${local}Z`) - at.getTime()) / MINUTE_MS));
}

/** The zone itself; throws UsageError, naming where it was said, where it is none. */
export function checkedZone(name: string, saidIn: string): string {
  if (isZone(name)) return name;
  throw new UsageError(
    'unknown_zone',
    `${saidIn} is not a known zone: ${name}`,
    'Use an IANA name such as Europe/Berlin.',
  );
}
