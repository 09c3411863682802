import type { Weekday } from '../civil.ts';
import type { ClockTime } from '../clock-time.ts';

export type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';
/** The words before or after a weekday that choose one: `tue`, `this tue`, `next tue`, `last tue`, `tue next week`. */
export type WeekdayChoice = 'plain' | 'this' | 'next' | 'last' | 'this week' | 'next week' | 'last week';

export type DayPiece =
  | DatePiece
  /** `11/12`: countries disagree about which is the day. */
  | { kind: 'either_date'; text: string; dates: readonly [DatePiece, DatePiece] }
  | { kind: 'day_of_month'; text: string; day: number }
  | { kind: 'weekday'; text: string; weekday: Weekday; choice: WeekdayChoice }
  /** `inWeeks` where it was counted in weeks: "in 2 weeks" may leave the weekday to another word. */
  | { kind: 'days_away'; text: string; days: number; inWeeks?: boolean }
  /** `a week from`: moves the day that another piece names. */
  | { kind: 'days_on'; text: string; days: number };

export interface DatePiece {
  kind: 'date';
  text: string;
  year: number | null;
  month: number;
  day: number;
  isLast: boolean;
  /** The year as it was written, where it may as well be a time: `1 dec 1830`. */
  yearOrTime?: string;
}

export type ExactPiece = { kind: 'now'; text: string } | { kind: 'elapsed'; text: string; ms: number };

/**
 * What a part of a text means. An `offset` becomes `days_away`, `days_on` or `elapsed` once chrono-node has read it. A
 * `number` or a `span` is understood, but is no time by itself.
 */
export type Piece =
  | DayPiece
  | ExactPiece
  /** `isSpoken` like "half past six", which no clock of 24 hours says; `isLength` like `9h`, which may be a length. */
  | { kind: 'clock'; text: string; clock: ClockTime; isSpoken?: boolean; isLength?: boolean }
  /** The times at which a span may begin, in minutes of the day. */
  | { kind: 'span_start'; text: string; starts: readonly number[]; minutes: number }
  | { kind: 'midnight'; text: string }
  | { kind: 'part'; text: string; part: PartOfDay }
  | { kind: 'offset'; text: string; isFrom?: boolean }
  /** `digits` where it was said in words: `ten`. */
  | { kind: 'number'; text: string; isHour: boolean; digits?: string }
  | { kind: 'span'; text: string }
  | { kind: 'filler'; text: string }
  | { kind: 'unknown'; text: string };
