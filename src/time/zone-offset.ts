import { existsSync, readlinkSync } from 'node:fs';
import { IANAZone } from 'luxon';
import { UsageError } from '../errors.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Whether `name` is a zone of the IANA database that this Node knows. */
export function isZone(name: string): boolean {
  if (name === 'UTC' || name === zoneOfDate()) return true;
  // Newer engines take a bare offset for a zone; it has no name and no clock changes. `create` remembers its answers:
  // asking Intl takes 50 µs and 40 KB every time, and a calendar may ask for each of its events.
  return !/^[+-]/.test(name) && IANAZone.create(name).isValid;
}

/**
 * Minutes that `zone` is ahead of UTC at an instant (ms of the epoch). The first question to Intl costs a short
 * run some 10 ms, so UTC and the zone that `Date` keeps anyway are answered without it. Throws UsageError where
 * there is no such zone.
 */
export function offsetAt(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  // Before 1970 zones kept local mean time, to the second; Date rounds it.
  if (ms >= 0 && zone === zoneOfDate()) return -new Date(ms).getTimezoneOffset();
  return offsetBySpan(ms, zone);
}

/** No zone changes its offset and changes it back within so long; the shortest summer time there was took a week. */
const SPAN_MS = 3 * DAY_MS;
/** By zone, then by number of the span since 1970: the offset at its start. */
const knownOffsets = new Map<string, Map<number, number>>();

/**
 * Asking Intl takes microseconds, and ten thousand bookings have sixty thousand instants: where both ends of a span
 * agree, so does all between them.
 */
function offsetBySpan(ms: number, zone: string): number {
  const iana = zoneNamed(zone);
  const known = knownOffsets.get(zone) ?? new Map<number, number>();
  knownOffsets.set(zone, known);
  const atStartOf = (span: number): number => {
    const offset = known.get(span) ?? iana.offset(span * SPAN_MS);
    known.set(span, offset);
    return offset;
  };
  const span = Math.floor(ms / SPAN_MS);
  const offset = atStartOf(span);
  return offset === atStartOf(span + 1) ? offset : iana.offset(ms);
}

function zoneNamed(name: string): IANAZone {
  const zone = IANAZone.create(name);
  if (!/^[+-]/.test(name) && zone.isValid) return zone;
  throw new UsageError('unknown_zone', `There is no time zone “${name}”.`, 'Write an IANA name, like Europe/Berlin.');
}

/** The instant between two others at which the offset changes to what it is at the later, to the second. */
export function findOffsetChange(fromMs: number, toMs: number, zone: string): number {
  const after = offsetAt(toMs, zone);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(middle, zone) === after) high = middle;
    else low = middle;
  }
  return high;
}

let known: { readonly tz: string | undefined; readonly zone: string } | undefined;

/** The zone in which `Date` counts: the system's, or TZ. */
function zoneOfDate(): string {
  const tz = process.env['TZ'];
  if (known === undefined || known.tz !== tz) known = { tz, zone: systemZone({ TZ: tz }) };
  return known.zone;
}

/**
 * The system's zone. Reads TZ and the link /etc/localtime first: asking Intl is the dearest call of a
 * short run, and the two agree.
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

/** `+02:00`, `-05:00`, `+00:00`. */
export function formatOffset(minutes: number): string {
  const size = Math.round(Math.abs(minutes));
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

export { DAY_MS, MINUTE_MS };
