import { type LocalDate, WEEKDAYS, type Weekday, type WeekdayName } from '../../time/civil.ts';
import type { Streaks } from '../streak/streak.ts';
import type { Period } from './period.ts';
import { type CurrencyTotals, sumUpSpending } from './spending.ts';
import type { StatsTallies, StatusTally } from './tallies.ts';

export interface StatsInput {
  readonly tallies: StatsTallies;
  readonly streaks: Streaks;
  /** The first weekday of `byWeekday`. */
  readonly weekStart: Weekday;
  /** The dates that the statistics are about; null for the whole history. */
  readonly period: Period | null;
  /** The earlier period to compare with, and its tallies; null where there is none. */
  readonly before: { readonly period: Period; readonly tallies: readonly StatusTally[] } | null;
}

/** Counts of bookings. Waitlisted bookings are not counted anywhere in statistics. */
export interface Totals {
  /** Bookings of every status but waitlisted. */
  readonly totalBooked: number;
  readonly totalAttended: number;
  readonly totalCancelled: number;
  readonly totalNoShow: number;
  /** attended / (attended + no-show), 0–1; null where both are 0. */
  readonly attendanceRate: number | null;
}

/** One line of a breakdown; `booked` counts the bookings of every status but waitlisted. */
export interface Breakdown<Key extends string = string> {
  readonly key: Key | null;
  readonly booked: number;
  readonly attended: number;
  readonly cancelled: number;
  readonly noShow: number;
}

/** The result of `stats`; money in thousandths of its currency's unit. */
export interface Stats extends Totals {
  readonly currentStreak: number;
  readonly longestStreak: number;
  readonly currentWeekStreak: number;
  readonly longestWeekStreak: number;
  readonly lastAttendedDate: LocalDate | null;
  /** The most booked first. Bookings without a type (place, instructor) are the last line, with the key null. */
  readonly byType: readonly Breakdown[];
  readonly byLocation: readonly Breakdown[];
  readonly bySource: readonly Breakdown[];
  readonly byInstructor: readonly Breakdown[];
  /** In the order of the week, without weekdays that have no booking. */
  readonly byWeekday: readonly Breakdown<WeekdayName>[];
  /** Ascending, `YYYY-MM`, without months that have no booking. */
  readonly byMonth: readonly Breakdown[];
  readonly byTimeOfDay: readonly Breakdown<TimeOfDay>[];
  /** Ascending, `00`–`23`, without hours that have no booking. */
  readonly byHour: readonly Breakdown[];
  readonly money: readonly CurrencyTotals[];
  readonly period: Period | null;
  readonly previous: (Period & Totals) | null;
}

export const TIMES_OF_DAY = ['morning', 'afternoon', 'evening'] as const;
export type TimeOfDay = (typeof TIMES_OF_DAY)[number];

/** Morning is 05:00–12:00, afternoon 12:00–17:00, evening 17:00–05:00. */
export function timeOfDay(hour: number): TimeOfDay {
  if (hour >= 5 && hour < 12) return 'morning';
  return hour >= 12 && hour < 17 ? 'afternoon' : 'evening';
}

export function computeStats({ tallies, streaks, weekStart, period, before }: StatsInput): Stats {
  const { facets, months, weekdays, hours, prices, lastAttendedOn } = tallies;
  const inOrderOfWeek = (key: WeekdayName | null) => (key === null ? 7 : (WEEKDAYS.indexOf(key) + 8 - weekStart) % 7);
  const inOrderOfDay = (key: TimeOfDay | null) => (key === null ? 3 : TIMES_OF_DAY.indexOf(key));
  return {
    ...totalsOf(months),
    currentStreak: streaks.day.current,
    longestStreak: streaks.day.longest,
    currentWeekStreak: streaks.week.current,
    longestWeekStreak: streaks.week.longest,
    lastAttendedDate: lastAttendedOn,
    byType: mostBookedFirst(breakDown(facets, ({ type }) => type)),
    byLocation: mostBookedFirst(breakDown(facets, ({ location }) => location)),
    bySource: mostBookedFirst(breakDown(facets, ({ source }) => source)),
    byInstructor: mostBookedFirst(breakDown(facets, ({ instructor }) => instructor)),
    byWeekday: breakDown(weekdays, ({ weekday }) => WEEKDAYS[weekday - 1] ?? null).sort(
      (a, b) => inOrderOfWeek(a.key) - inOrderOfWeek(b.key),
    ),
    byMonth: breakDown(months, ({ month }) => month).sort(byKey),
    byTimeOfDay: breakDown(hours, ({ hour }) => timeOfDay(hour)).sort(
      (a, b) => inOrderOfDay(a.key) - inOrderOfDay(b.key),
    ),
    byHour: breakDown(hours, ({ hour }) => String(hour).padStart(2, '0')).sort(byKey),
    money: sumUpSpending(prices),
    period,
    previous: before && { ...before.period, ...totalsOf(before.tallies) },
  };
}

/** The totals of tallies with any grouping. */
export function totalsOf(tallies: readonly StatusTally[]): Totals {
  const all = breakDown(tallies, () => null)[0];
  const [attended, noShow] = [all?.attended ?? 0, all?.noShow ?? 0];
  return {
    totalBooked: all?.booked ?? 0,
    totalAttended: attended,
    totalCancelled: all?.cancelled ?? 0,
    totalNoShow: noShow,
    attendanceRate: attended + noShow === 0 ? null : attended / (attended + noShow),
  };
}

function breakDown<Tally extends StatusTally, Key extends string>(
  tallies: readonly Tally[],
  keyOf: (tally: Tally) => Key | null,
): Breakdown<Key>[] {
  const lines = new Map<Key | null, { booked: number; attended: number; cancelled: number; noShow: number }>();
  for (const tally of tallies) {
    if (tally.status === 'waitlisted') continue;
    const key = keyOf(tally);
    let line = lines.get(key);
    if (!line) {
      line = { booked: 0, attended: 0, cancelled: 0, noShow: 0 };
      lines.set(key, line);
    }
    line.booked += tally.count;
    if (tally.status === 'attended') line.attended += tally.count;
    if (tally.status === 'cancelled') line.cancelled += tally.count;
    if (tally.status === 'no_show') line.noShow += tally.count;
  }
  return [...lines].map(([key, line]) => ({ key, ...line }));
}

function mostBookedFirst(lines: Breakdown[]): Breakdown[] {
  return lines.sort((a, b) => Number(a.key === null) - Number(b.key === null) || b.booked - a.booked || byKey(a, b));
}

/** By UTF-16 code units, so that the order does not depend on the language of the machine. */
function byKey(a: Breakdown, b: Breakdown): number {
  const [left, right] = [a.key ?? '', b.key ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
