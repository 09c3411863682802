import { IANAZone } from 'luxon';
import { daysInMonth, type LocalDateTime } from '../time/civil.ts';

// Wall times as numbers: the milliseconds that `Date.UTC` gives for the same digits. Thousands of events are
// placed in a fraction of a second, which text and luxon's DateTime would not do.

const DAY_MS = 86_400_000;
/** No zone is further from UTC than this, and no zone changes its offset twice within the double of it. */
const REACH_MS = 1.5 * DAY_MS;
const SPAN_MS = 2 * REACH_MS;

/** What a wall time means: `instant` is UTC ms. */
export interface WallReading {
  /** In a gap the time does not exist; where clocks go back it exists twice. */
  readonly kind: 'once' | 'gap' | 'twice';
  /** The earlier of two; in a gap the instant that the offset before it gives (RFC 5545 §3.3.5). */
  readonly instant: number;
}

/** A zone as arithmetic: which offset holds when. */
export class ZoneRules {
  readonly #exactOffsetAt: (instant: number) => number;
  /** By number of the span since 1970. */
  readonly #atSpanStart = new Map<number, number>();

  /** `offsetAt` gives ms east of UTC for an instant in UTC ms. */
  constructor(offsetAt: (instant: number) => number) {
    this.#exactOffsetAt = offsetAt;
  }

  /** Ms east of UTC. Asks once for three days: Intl takes microseconds for every answer. */
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
    if (before === after) return { kind: 'once', instant: wall - before };
    const earlier = wall - Math.max(before, after);
    const later = wall - Math.min(before, after);
    const isEarlierReal = this.wallAt(earlier) === wall;
    const isLaterReal = this.wallAt(later) === wall;
    if (isEarlierReal) return { kind: isLaterReal ? 'twice' : 'once', instant: earlier };
    if (isLaterReal) return { kind: 'once', instant: later };
    return { kind: 'gap', instant: wall - before };
  }

  #offsetAtStartOf(span: number): number {
    const known = this.#atSpanStart.get(span);
    if (known !== undefined) return known;
    const offset = this.#exactOffsetAt(span * SPAN_MS);
    this.#atSpanStart.set(span, offset);
    return offset;
  }
}

export const UTC_RULES = new ZoneRules(() => 0);

/** The rules of an IANA zone, which must exist. Keep them: they remember what they have asked. */
export function ianaRules(zone: string): ZoneRules {
  if (zone === 'UTC') return UTC_RULES;
  const iana = IANAZone.create(zone);
  return new ZoneRules((instant) => Math.round(iana.offset(instant) * 60_000));
}

/** `2026-11-24T18:00:00` for a wall time in ms. */
export function formatWall(wall: number): LocalDateTime {
  return new Date(wall).toISOString().slice(0, 19);
}

/** After so long the days of the calendar come again; `Date.UTC` would take the years 0–99 for others. */
const CYCLE_YEARS = 400;
const CYCLE_MS = 146_097 * DAY_MS;

/** The wall time in ms; NaN where the date or the time does not exist. Years 0–9999. */
export function wallOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return Date.UTC(year + CYCLE_YEARS, month - 1, day, hour, minute, second) - CYCLE_MS;
}
