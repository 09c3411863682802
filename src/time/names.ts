import { type LocalDate, type LocalDateTime, WEEKDAYS, type Weekday, weekdayOf } from './civil.ts';

// English names are fixed here: Intl costs 10 ms at its first call, and the program speaks English anyway.
export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The weekdays of RFC 5545, from Monday on. */
export const WEEKDAY_CODES: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** With a 12-hour clock, 6:30 may mean the evening. */
export type ClockFormat = '12' | '24';

/** `November`, for 11. */
export function monthName(month: number): string {
  return MONTH_NAMES[month - 1] ?? '';
}

/** `Tuesday`, for 2. */
export function weekdayName(weekday: Weekday): string {
  const name = WEEKDAYS[weekday - 1] ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `November`. */
export function formatMonthName(date: LocalDate): string {
  return monthName(Number(date.slice(5, 7)));
}

/** `Tuesday`. */
export function formatLongWeekday(date: LocalDate): string {
  return weekdayName(weekdayOf(date));
}

/** `Tue`. */
export function formatWeekday(date: LocalDate): string {
  return formatLongWeekday(date).slice(0, 3);
}

/** `24 Nov`. */
export function formatDate(date: LocalDate): string {
  return `${Number(date.slice(8, 10))} ${formatMonthName(date).slice(0, 3)}`;
}

/** `2026-11-24 18:00` or `2026-11-24 6:00 pm`: a moment named in full, for messages. */
export function formatFullMoment(local: LocalDateTime, clock: ClockFormat): string {
  return `${local.slice(0, 10)} ${formatTime(local, clock)}`;
}

/** `18:00` or `6:00 pm`. Takes `YYYY-MM-DDTHH:MM…`. */
export function formatTime(local: LocalDateTime, clock: ClockFormat): string {
  if (clock === '24') return local.slice(11, 16);
  const hour = Number(local.slice(11, 13));
  return `${hour % 12 || 12}:${local.slice(14, 16)} ${hour < 12 ? 'am' : 'pm'}`;
}
