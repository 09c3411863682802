import { addDays } from '../time/civil.ts';
import type { TimeRange } from '../time/parse-time-range.ts';
import { instantOfWall, wallTimeAt } from '../time/zones.ts';

/** One period of quiet hours: from ≤ t < to, in ms. */
export interface QuietPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The quiet period that contains an instant, by the wall clock of `zone`; null where there is none. */
export function quietPeriodAt(atMs: number, range: TimeRange, zone: string): QuietPeriod | null {
  const local = wallTimeAt(new Date(atMs), zone);
  const [date, time] = [local.slice(0, 10), local.slice(11, 16)];
  const isOverMidnight = range.from > range.to;
  const isAfterFrom = time >= range.from;
  if (isOverMidnight ? !isAfterFrom && time >= range.to : !isAfterFrom || time >= range.to) return null;
  const fromDate = isOverMidnight && !isAfterFrom ? addDays(date, -1) : date;
  const toDate = isOverMidnight && isAfterFrom ? addDays(date, 1) : date;
  const period = {
    fromMs: instantOfWall(`${fromDate}T${range.from}:00`, zone, 'earlier'),
    toMs: instantOfWall(`${toDate}T${range.to}:00`, zone, 'later'),
  };
  // Where clocks go back, an hour may be quiet the first time and not the second.
  return period.fromMs <= atMs && atMs < period.toMs ? period : null;
}
