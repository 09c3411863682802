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
  /** `inWeeks` where it is counted in weeks: "in 2 weeks" may have a weekday beside it. */
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
  /** The year as written, where it may also be a time: `1 dec 1830`. */
  yearOrTime?: string;
}

export type ExactPiece = { kind: 'now'; text: string } | { kind: 'elapsed'; text: string; ms: number };

/**
 * The meaning of a part of a text. chrono-node reads an `offset` and makes it `days_away`, `days_on` or `elapsed`. A
 * `number` and a `span` (`next week`) are understood, but are not times by themselves.
 */
export type Piece =
  | DayPiece
  | ExactPiece
  /** `isSpoken`: "half past six", which does not tell the half of the day. `isLength`: `9h` may be a duration. */
  | { kind: 'clock'; text: string; clock: ClockTime; isSpoken?: boolean; isLength?: boolean }
  /** The times at which a span may begin, in minutes of the day. */
  | { kind: 'span_start'; text: string; starts: readonly number[]; minutes: number }
  | { kind: 'midnight'; text: string }
  | { kind: 'part'; text: string; part: PartOfDay }
  | { kind: 'offset'; text: string; isFrom?: boolean }
  /** `digits` where it was written in words: `ten`. */
  | { kind: 'number'; text: string; isHour: boolean; digits?: string }
  | { kind: 'span'; text: string }
  | { kind: 'filler'; text: string }
  | { kind: 'unknown'; text: string };
