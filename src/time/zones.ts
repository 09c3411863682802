import { UsageError } from '../errors.ts';
import type { LocalDateTime } from './civil.ts';
import { MINUTE_MS } from './units.ts';
import { formatWall } from './wall-time.ts';
import { isZone, zoneRules } from './zone-rules.ts';

export { systemZone } from './system-zone.ts';
export { isZone } from './zone-rules.ts';

/** The meaning of a wall time in a zone. */
export type Resolved =
  | { kind: 'once'; instant: Date }
  | { kind: 'gap'; firstAfter: LocalDateTime }
  | { kind: 'twice'; earlier: Date; later: Date };

/**
 * Minutes that `zone` is ahead of UTC at an instant (ms of the epoch). Throws UsageError where there is no such zone.
 */
export function offsetAt(ms: number, zone: string): number {
  return zoneRules(zone).offsetAt(ms) / MINUTE_MS;
}

/** The wall time in `zone` at an instant. Throws UsageError where there is no such zone. */
export function wallTimeAt(instant: Date, zone: string): LocalDateTime {
  return formatWall(zoneRules(zone).wallAt(instant.getTime()));
}

/** Which instant a wall time is in a zone: one, none (spring gap) or two (autumn overlap). */
export function resolveWallTime(local: LocalDateTime, zone: string): Resolved {
  const rules = zoneRules(zone);
  const wall = Date.parse(`${local}Z`);
  const { kind, instant, later } = rules.readWall(wall);
  if (kind === 'gap') return { kind, firstAfter: formatWall(rules.firstAfterGap(wall)) };
  if (kind === 'twice') return { kind, earlier: new Date(instant), later: new Date(later) };
  return { kind, instant: new Date(instant) };
}

/** The instant of a wall time. Of two instants it takes `which`; for a time that clocks skip, the end of the gap. */
export function instantOfWall(local: LocalDateTime, zone: string, which: 'earlier' | 'later' = 'earlier'): number {
  const resolved = resolveWallTime(local, zone);
  if (resolved.kind === 'twice') return resolved[which].getTime();
  return resolved.kind === 'once' ? resolved.instant.getTime() : instantOfWall(resolved.firstAfter, zone, which);
}

/** The name of a zone in its usual capitals, as Intl has it; `name` must be a zone. */
export function usualZoneName(name: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
}

/** Gives the zone itself. Throws UsageError that names `saidIn`, such as a variable, where it is not a zone. */
export function checkedZone(name: string, saidIn: string): string {
  if (isZone(name)) return name;
  throw new UsageError(
    'unknown_zone',
    `${saidIn} is not a known zone: ${name}`,
    'Use an IANA name such as Europe/Berlin.',
  );
}
