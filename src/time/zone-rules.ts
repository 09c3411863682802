import { IANAZone } from 'luxon';
import { UsageError } from '../errors.ts';
import { systemZone } from './system-zone.ts';
import { DAY_MS, MINUTE_MS } from './units.ts';

/** No zone is further from UTC than this. No zone changes its offset twice within twice this time. */
const REACH_MS = 1.5 * DAY_MS;
const SPAN_MS = 2 * REACH_MS;

/** The meaning of a wall time in a zone. Instants are UTC ms. */
export interface WallReading {
  /** In a gap the time does not exist; where clocks go back it exists twice. */
  readonly kind: 'once' | 'gap' | 'twice';
  /** The earlier of two; in a gap the instant that the offset before it gives (RFC 5545 §3.3.5). */
  readonly instant: number;
  /** The later of two; else the same as `instant`. */
  readonly later: number;
}

/** The offsets of a zone. Wall times are numbers, in the form that `formatWall` takes. */
export class ZoneRules {
  readonly #exactOffsetAt: (instant: number) => number;
  /** By number of the span since 1970. */
  readonly #atSpanStart = new Map<number, number>();

  /** `offsetAt` gives ms east of UTC for an instant in UTC ms. */
  constructor(offsetAt: (instant: number) => number) {
    this.#exactOffsetAt = offsetAt;
  }

  /**
   * Ms east of UTC. Asking Intl takes microseconds, and ten thousand bookings have sixty thousand instants. So it is
   * asked for every third day: where two such days have the same offset, all instants between them have it too.
   */
  offsetAt(instant: number): number {
    const span = Math.floor(instant / SPAN_MS);
    const before = this.#offsetAtStartOf(span);
    return before === this.#offsetAtStartOf(span + 1) ? before : this.#exactOffsetAt(instant);
  }

  /** The wall time at an instant. */
  wallAt(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /** Which instant a wall time is. */
  readWall(wall: number): WallReading {
    const before = this.offsetAt(wall - REACH_MS);
    const after = this.offsetAt(wall + REACH_MS);
    if (before === after) return once(wall - before);
    const earlier = wall - Math.max(before, after);
    const later = wall - Math.min(before, after);
    const isEarlierReal = this.wallAt(earlier) === wall;
    const isLaterReal = this.wallAt(later) === wall;
    if (isEarlierReal) return isLaterReal ? { kind: 'twice', instant: earlier, later } : once(earlier);
    if (isLaterReal) return once(later);
    return { kind: 'gap', instant: wall - before, later: wall - before };
  }

  /** The first wall time after the gap that holds `wall`, to the second. */
  firstAfterGap(wall: number): number {
    let [low, high] = [wall - REACH_MS, wall + REACH_MS];
    const after = this.offsetAt(high);
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (this.offsetAt(middle) === after) high = middle;
      else low = middle;
    }
    return this.wallAt(high);
  }

  #offsetAtStartOf(span: number): number {
    const known = this.#atSpanStart.get(span);
    if (known !== undefined) return known;
    const offset = this.#exactOffsetAt(span * SPAN_MS);
    this.#atSpanStart.set(span, offset);
    return offset;
  }
}

function once(instant: number): WallReading {
  return { kind: 'once', instant, later: instant };
}

export const UTC_RULES = new ZoneRules(() => 0);

/** One object per zone, shared by the whole process, because it remembers the answers of Intl. */
const knownRules = new Map<string, ZoneRules>([['UTC', UTC_RULES]]);

/** The rules of an IANA zone. Throws UsageError where there is no zone of that name. */
export function zoneRules(zone: string): ZoneRules {
  const known = knownRules.get(zone);
  if (known) return known;
  if (!isZone(zone)) {
    throw new UsageError('unknown_zone', `There is no time zone “${zone}”.`, 'Write an IANA name, like Europe/Berlin.');
  }
  const rules = new ZoneRules((instant) => offsetOf(zone, instant));
  knownRules.set(zone, rules);
  return rules;
}

/**
 * The offset of a zone in ms. The first call of Intl takes some 10 ms, so for the zone of the process `Date` is asked
 * instead; only after 1970, because `Date` rounds the older offsets, which have seconds.
 */
function offsetOf(zone: string, instant: number): number {
  if (instant >= 0 && zone === zoneOfDate()) return -new Date(instant).getTimezoneOffset() * MINUTE_MS;
  return Math.round(IANAZone.create(zone).offset(instant) * MINUTE_MS);
}

/** Whether `name` is a zone of the IANA database that this Node knows. */
export function isZone(name: string): boolean {
  if (name === 'UTC' || name === zoneOfDate()) return true;
  // Newer engines accept an offset as a zone, but numina does not: an offset has no summer time. `create` remembers its
  // answers. A call of Intl takes 50 µs and 40 KB, and a calendar may need one for each of its events.
  return !/^[+-]/.test(name) && IANAZone.create(name).isValid;
}

let dateZone: { readonly tz: string | undefined; readonly zone: string } | undefined;

/** The zone in which `Date` counts: the system's, or TZ. */
function zoneOfDate(): string {
  const tz = process.env['TZ'];
  if (dateZone === undefined || dateZone.tz !== tz) dateZone = { tz, zone: systemZone({ TZ: tz }) };
  return dateZone.zone;
}
