import { DAY_MS } from './units.ts';
// Calendar arithmetic on local dates and wall times: pure text in, text out, no zone and no clock.
// Days are counted, never seconds, so nothing here knows daylight saving time.

/** A local date, `YYYY-MM-DD`. */
export type LocalDate = string;
/** A wall time without a zone, `YYYY-MM-DDTHH:MM:SS`. */
export type LocalDateTime = string;
/** ISO 8601 weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type WeekdayName = (typeof WEEKDAYS)[number];

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DAYS_IN_400_YEARS = 146_097;

/** Days since 1970-01-01; negative before it. Takes a valid date. */
export function toDayNumber(date: LocalDate): number {
  // Date.UTC reads the years 0–99 as 1900–1999, so the days are counted 400 years later, where the calendar is the
  // same.
  const year = Number(date.slice(0, 4)) + 400;
  return Date.UTC(year, Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS - DAYS_IN_400_YEARS;
}

/** The date of a day number; the inverse of {@link toDayNumber}. */
export function fromDayNumber(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Whether `text` is `YYYY-MM-DD` and names a day that exists. */
export function isLocalDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Number of days of a month; `month` is 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** The same day `months` later, or that month's last day where it is shorter (31 Jan + 1 → 28 Feb). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function weekdayOf(date: LocalDate): Weekday {
  return weekdayOfDayNumber(toDayNumber(date));
}

/** The weekday of a day number (1970-01-01 was a Thursday). */
export function weekdayOfDayNumber(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The first date of the week that holds `date`, for weeks that begin on `weekStart`. */
export function startOfWeek(date: LocalDate, weekStart: Weekday): LocalDate {
  return addDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
}

export function startOfMonth(date: LocalDate): LocalDate {
  return `${date.slice(0, 7)}-01`;
}

export function endOfMonth(date: LocalDate): LocalDate {
  return addDays(addMonths(startOfMonth(date), 1), -1);
}

/** ISO 8601 week number (1–53) of the week that holds `date`. */
export function isoWeekOf(date: LocalDate): number {
  return weekNumberOf(toDayNumber(date) - weekdayOf(date) + 1);
}

/**
 * The ISO 8601 week number of seven days from a day number on. Their Thursday decides it, for any first weekday.
 */
export function weekNumberOf(startDay: number): number {
  const thursday = startDay + ((4 - weekdayOfDayNumber(startDay) + 7) % 7);
  const year = new Date((thursday + DAYS_IN_400_YEARS) * DAY_MS).getUTCFullYear();
  const newYear = Date.UTC(year, 0, 1) / DAY_MS - DAYS_IN_400_YEARS;
  return Math.floor((thursday - newYear) / 7) + 1;
}

/** Every date from `from` to `to`, both included. */
export function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let day = toDayNumber(from), last = toDayNumber(to); day <= last; day += 1) dates.push(fromDayNumber(day));
  return dates;
}

/** What a clock shows `minutes` later, where no clock change is in between. */
export function addWallMinutes(local: LocalDateTime, minutes: number): LocalDateTime {
  return new Date(Date.parse(`${local}Z`) + minutes * 60_000).toISOString().slice(0, 19);
}
