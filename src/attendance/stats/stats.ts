import { type LocalDate, WEEKDAYS, type Weekday, type WeekdayName } from '../../time/civil.ts';
import type { Streaks } from '../streak/streak.ts';
import type { Period } from './period.ts';
import { type CurrencyTotals, sumUpSpending } from './spending.ts';
import type { StatsTallies, StatusTally } from './tallies.ts';

export interface StatsInput {
  readonly tallies: StatsTallies;
  readonly streaks: Streaks;
  /** The order of `byWeekday`. */
  readonly weekStart: Weekday;
  /** The dates asked about; null for all of history. */
  readonly period: Period | null;
  /** The period before and what was in it; null where there is nothing to compare with. */
  readonly before: { readonly period: Period; readonly tallies: readonly StatusTally[] } | null;
}

/** Waitlisted places are outside every number here. */
export interface Totals {
  /** Every booking made and not deleted, whatever became of it. */
  readonly totalBooked: number;
  readonly totalAttended: number;
  readonly totalCancelled: number;
  readonly totalNoShow: number;
  /** attended / (attended + no-show), 0–1; null when both are 0. */
  readonly attendanceRate: number | null;
}

/** One line of a breakdown; `booked` counts every booking, whatever became of it. */
export interface Breakdown<Key extends string = string> {
  readonly key: Key | null;
  readonly booked: number;
  readonly attended: number;
  readonly cancelled: number;
  readonly noShow: number;
}

/** What `stats` answers; money in thousandths of its currency. */
export interface Stats extends Totals {
  readonly currentStreak: number;
  readonly longestStreak: number;
  readonly currentWeekStreak: number;
  readonly longestWeekStreak: number;
  readonly lastAttendedDate: LocalDate | null;
  /** The most booked first; what has no type, place … is last, with the key null. */
  readonly byType: readonly Breakdown[];
  readonly byLocation: readonly Breakdown[];
  readonly bySource: readonly Breakdown[];
  readonly byInstructor: readonly Breakdown[];
  /** In the order of the week; weekdays without a booking are left out. */
  readonly byWeekday: readonly Breakdown<WeekdayName>[];
  /** Ascending `YYYY-MM`; months without a booking are left out. */
  readonly byMonth: readonly Breakdown[];
  readonly byTimeOfDay: readonly Breakdown<TimeOfDay>[];
  /** Ascending `00`–`23`; hours without a booking are left out. */
  readonly byHour: readonly Breakdown[];
  readonly money: readonly CurrencyTotals[];
  readonly period: Period | null;
  readonly previous: (Period & Totals) | null;
}

export const TIMES_OF_DAY = ['morning', 'afternoon', 'evening'] as const;
export type TimeOfDay = (typeof TIMES_OF_DAY)[number];

/** Morning is 05–12, afternoon 12–17, evening 17–05. */
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

/** The totals of some tallies, whatever they are grouped by. */
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

/** By code points: the order must not depend on the machine's language. */
function byKey(a: Breakdown, b: Breakdown): number {
  const [left, right] = [a.key ?? '', b.key ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
