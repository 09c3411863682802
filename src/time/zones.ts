import { existsSync, readlinkSync } from 'node:fs';
import { DateTime, IANAZone } from 'luxon';
import { UsageError } from '../errors.ts';
import type { LocalDateTime } from './civil.ts';

/** What a wall time means in a zone. `instant`, `earlier`, `later` are UTC. */
export type Resolved =
  | { kind: 'once'; instant: Date }
  | { kind: 'gap'; firstAfter: LocalDateTime }
  | { kind: 'twice'; earlier: Date; later: Date };

/** Whether `name` is a zone of the IANA database that this Node knows. */
export function isZone(name: string): boolean {
  // Newer engines take a bare offset for a zone; it has no name and no clock changes. `create` remembers its answers:
  // asking Intl takes 50 µs and 40 KB every time, and a calendar may ask for each of its events.
  return !/^[+-]/.test(name) && IANAZone.create(name).isValid;
}

/** Throws UsageError where there is no such zone, rather than let it pass as a time that is not a number. */
function zoneNamed(name: string): IANAZone {
  const zone = IANAZone.create(name);
  if (zone.isValid) return zone;
  throw new UsageError('unknown_zone', `Unknown time zone: ${name}`, 'Write an IANA name, like Europe/Berlin.');
}

/**
 * The system's zone. Reads TZ and the link /etc/localtime first: asking Intl is the dearest call of a
 * short run (some 10 ms), and the two agree.
 */
export function systemZone(env: NodeJS.ProcessEnv): string {
  const named = env['TZ']?.replace(/^:/, '');
  if (named && isPlainZoneName(named)) return named;
  if (!named) {
    try {
      const tail = readlinkSync('/etc/localtime').split('/zoneinfo/')[1];
      if (tail === 'Etc/UTC') return 'UTC';
      if (tail && isPlainZoneName(tail)) return tail;
    } catch {
      // No such link (Windows, some containers): Intl knows.
    }
  }
  // Where TZ names no zone, the system's clock is UTC and Intl may have no name for that.
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

const PLAIN_ZONE_NAME =
  /^(?:UTC|(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[\w+-]+(?:\/[\w+-]+)?)$/;

/** Whether Intl would say the same: a usual name of a zone that the system has. */
function isPlainZoneName(name: string): boolean {
  return PLAIN_ZONE_NAME.test(name) && existsSync(`/usr/share/zoneinfo/${name}`);
}

/** The wall time in `zone` at an instant. */
export function wallTimeAt(instant: Date, zone: string): LocalDateTime {
  const offsetMinutes = zoneNamed(zone).offset(instant.getTime());
  return new Date(instant.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
}

/**
 * The wall time at an instant by the system's own clock, without Intl: right only where the home zone is
 * the system's.
 */
export function systemWallTimeAt(instant: Date): LocalDateTime {
  const offsetMinutes = -instant.getTimezoneOffset();
  return new Date(instant.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
}

/** Which instant a wall time is in a zone: one, none (spring gap) or two (autumn overlap). */
export function resolveWallTime(local: LocalDateTime, zone: string): Resolved {
  const guess = DateTime.fromISO(local, { zone });
  if (wallTimeAt(guess.toJSDate(), zone) !== local) {
    // luxon moves a time in the gap forward by the gap's length; the gap ends where the offset changes.
    return { kind: 'gap', firstAfter: wallTimeAt(firstInstantAfterGap(guess, zone), zone) };
  }
  const possible = guess
    .getPossibleOffsets()
    .map((at) => at.toMillis())
    .sort((a, b) => a - b);
  const [earlier, later] = possible;
  if (earlier !== undefined && later !== undefined && earlier !== later) {
    return { kind: 'twice', earlier: new Date(earlier), later: new Date(later) };
  }
  return { kind: 'once', instant: guess.toJSDate() };
}

/** The instant at which the offset changes within the day before `after`, to the second. */
function firstInstantAfterGap(after: DateTime, zone: string): Date {
  const iana = zoneNamed(zone);
  let [low, high] = [after.toMillis() - 86_400_000, after.toMillis()];
  const offset = iana.offset(high);
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (iana.offset(middle) === offset) high = middle;
    else low = middle;
  }
  return new Date(high);
}

/** `+02:00`, `-05:00` or `Z`-less zero `+00:00`: the offset that makes `local` the instant `at`. */
export function offsetBetween(local: LocalDateTime, at: Date): string {
  const minutes = Math.round((Date.parse(`${local}Z`) - at.getTime()) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}
