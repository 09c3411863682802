import { type PeriodDates, planPeriod } from '../../calendar/calendar-grid.ts';
import { formatDateRange, formatLongWeekday, formatMonthName } from '../../render/format.ts';
import { addDays, addMonths, type LocalDate, startOfMonth, startOfWeek, type Weekday } from '../../time/civil.ts';
import { formatDate } from '../../time/names.ts';

export type Period = 'month' | 'week' | 'day';

/** The dates of a period and of the whole weeks around it. */
export function datesOf(period: Period, date: LocalDate, weekStart: Weekday): PeriodDates {
  return planPeriod(period, date, weekStart);
}

/** A date in the period `steps` later; negative goes back. */
export function stepPeriod(period: Period, date: LocalDate, steps: number): LocalDate {
  if (period === 'month') return addMonths(startOfMonth(date), steps);
  return addDays(date, period === 'week' ? 7 * steps : steps);
}

/** The date by which a period is asked for and addressed: its first. */
export function anchorOf(period: Period, date: LocalDate, weekStart: Weekday): LocalDate {
  if (period === 'month') return startOfMonth(date);
  return period === 'week' ? startOfWeek(date, weekStart) : date;
}

/** `November 2026`, `23–29 Nov 2026`, `Tuesday, 24 Nov 2026`. */
export function titleOf(period: Period, date: LocalDate, weekStart: Weekday): string {
  if (period === 'month') return `${formatMonthName(date)} ${date.slice(0, 4)}`;
  if (period === 'day') return `${formatLongWeekday(date)}, ${formatDate(date)} ${date.slice(0, 4)}`;
  const first = startOfWeek(date, weekStart);
  return formatDateRange(first, addDays(first, 6));
}

/** `Tuesday 24 November 2026`, for those who hear it. */
export function spokenDay(date: LocalDate): string {
  return `${formatLongWeekday(date)} ${Number(date.slice(8))} ${formatMonthName(date)} ${date.slice(0, 4)}`;
}

/** The path below /api/v1 that answers with a period. */
export function pathOfPeriod(period: Period, date: LocalDate): string {
  return `/calendar/${period}/${period === 'month' ? date.slice(0, 7) : date}`;
}
