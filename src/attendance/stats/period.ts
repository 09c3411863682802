import {
  addDays,
  addMonths,
  endOfMonth,
  type LocalDate,
  startOfMonth,
  startOfWeek,
  toDayNumber,
  type Weekday,
} from '../../time/civil.ts';

/** Local dates, both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The period of a whole year. */
export function yearPeriod(year: number): Period {
  const digits = String(year).padStart(4, '0');
  return { from: `${digits}-01-01`, to: `${digits}-12-31` };
}

/**
 * The period with which a period is compared. Whole months are compared with as many months before, other periods with
 * as many days right before. A period that is not over is compared up to the same day of the earlier one.
 */
export function periodBefore(period: Period, today: LocalDate): Period {
  const isRunning = period.from <= today && today < period.to;
  const isWholeMonths = period.from === startOfMonth(period.from) && period.to === endOfMonth(period.to);
  if (isWholeMonths) {
    const months = monthNumber(period.to) - monthNumber(period.from) + 1;
    const to = isRunning ? addMonths(today, -months) : addDays(period.from, -1);
    return { from: addMonths(period.from, -months), to };
  }
  const days = toDayNumber(period.to) - toDayNumber(period.from) + 1;
  return { from: addDays(period.from, -days), to: addDays(isRunning ? today : period.to, -days) };
}

/**
 * The period of a heat map: the given dates; where there is no first date, the last twelve months from the start of a
 * week.
 */
export function heatPeriod({ from, to }: Partial<Period>, today: LocalDate, weekStart: Weekday): Period {
  const last = to ?? (from !== undefined && from > today ? from : today);
  return { from: from ?? startOfWeek(addDays(last, -364), weekStart), to: last };
}

function monthNumber(date: LocalDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
