import { addDays } from '../time/civil.ts';
import type { TimeRange } from '../time/parse-time-range.ts';
import { instantOfWall, wallTimeAt } from '../time/zones.ts';

/** One night of quiet hours, in milliseconds: from ≤ t < to. */
export interface QuietPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The quiet period that an instant lies in, by the wall clock of `zone`; null where it lies in none. */
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
  // An hour that the clock repeats may be quiet the first time and not the second.
  return period.fromMs <= atMs && atMs < period.toMs ? period : null;
}
