import type { BookingStatus } from '../bookings/booking.ts';
import { type LocalDate, WEEKDAYS, type Weekday, type WeekdayName, weekdayOf } from '../time/civil.ts';
import type { Period } from './period.ts';
import { type CurrencyTotals, type PriceTally, sumUpSpending } from './spending.ts';
import type { Streaks } from './streak.ts';

/*
 * Statistics are computed from tallies, not from bookings: the store groups where the data is, so that a
 * hundred thousand bookings arrive as some thousand numbers. Each kind of tally covers every booking that the
 * person's filter lets through. Rows may be grouped as finely as is convenient; what is alike is added up here.
 */

/** So many bookings of one status that are alike in what they were. */
export interface FacetTally {
  readonly type: string | null;
  readonly location: string | null;
  readonly source: string;
  readonly instructor: string | null;
  readonly status: BookingStatus;
  readonly count: number;
}

/** So many bookings of one status on one local date, or on that weekday of its month and none later. */
export interface DayTally {
  readonly date: LocalDate;
  readonly status: BookingStatus;
  readonly count: number;
}

/** So many bookings of one status that begin in one hour of the class's wall clock, 0–23. */
export interface HourTally {
  readonly hour: number;
  readonly status: BookingStatus;
  readonly count: number;
}

export interface StatsTallies {
  readonly facets: readonly FacetTally[];
  readonly days: readonly DayTally[];
  readonly hours: readonly HourTally[];
  readonly prices: readonly PriceTally[];
}

export interface StatsInput {
  readonly tallies: StatsTallies;
  readonly streaks: Streaks;
  /** The order of `byWeekday`. */
  readonly weekStart: Weekday;
  /** The dates asked about; null for all of history. */
  readonly period: Period | null;
  /** The period before and what was in it; null where there is nothing to compare with. */
  readonly before: { readonly period: Period; readonly days: readonly DayTally[] } | null;
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

/** What `stats` answers. Public interface but for `money`, which JSON writes in units (`toStatsJson`). */
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
  const { facets, days, hours, prices } = tallies;
  const inOrderOfWeek = (key: WeekdayName | null) => (key === null ? 7 : (WEEKDAYS.indexOf(key) + 8 - weekStart) % 7);
  const inOrderOfDay = (key: TimeOfDay | null) => (key === null ? 3 : TIMES_OF_DAY.indexOf(key));
  return {
    ...totalsOf(days),
    currentStreak: streaks.day.current,
    longestStreak: streaks.day.longest,
    currentWeekStreak: streaks.week.current,
    longestWeekStreak: streaks.week.longest,
    lastAttendedDate: lastAttendedOf(days),
    byType: mostBookedFirst(breakDown(facets, ({ type }) => type)),
    byLocation: mostBookedFirst(breakDown(facets, ({ location }) => location)),
    bySource: mostBookedFirst(breakDown(facets, ({ source }) => source)),
    byInstructor: mostBookedFirst(breakDown(facets, ({ instructor }) => instructor)),
    byWeekday: breakDown(days, weekdayLookup()).sort((a, b) => inOrderOfWeek(a.key) - inOrderOfWeek(b.key)),
    byMonth: breakDown(days, ({ date }) => date.slice(0, 7)).sort(byKey),
    byTimeOfDay: breakDown(hours, ({ hour }) => timeOfDay(hour)).sort(
      (a, b) => inOrderOfDay(a.key) - inOrderOfDay(b.key),
    ),
    byHour: breakDown(hours, ({ hour }) => String(hour).padStart(2, '0')).sort(byKey),
    money: sumUpSpending(prices),
    period,
    previous: before && { ...before.period, ...totalsOf(before.days) },
  };
}

/** The weekday of a tally. Many dates share a month, whose first day is looked up once. */
function weekdayLookup(): (tally: DayTally) => WeekdayName | null {
  const firsts = new Map<string, number>();
  return ({ date }) => {
    const month = date.slice(0, 7);
    const first = firsts.get(month) ?? weekdayOf(`${month}-01`);
    firsts.set(month, first);
    return WEEKDAYS[(first + Number(date.slice(8)) - 2) % 7] ?? null;
  };
}

/** The totals of some tallies, whatever they are grouped by. */
export function totalsOf(tallies: readonly { readonly status: BookingStatus; readonly count: number }[]): Totals {
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

function breakDown<Tally extends { readonly status: BookingStatus; readonly count: number }, Key extends string>(
  tallies: readonly Tally[],
  keyOf: (tally: Tally) => Key | null,
): Breakdown<Key>[] {
  const lines = new Map<Key | null, { booked: number; attended: number; cancelled: number; noShow: number }>();
  for (const tally of tallies) {
    if (tally.status === 'waitlisted') continue;
    const key = keyOf(tally);
    const line = lines.get(key) ?? { booked: 0, attended: 0, cancelled: 0, noShow: 0 };
    lines.set(key, line);
    line.booked += tally.count;
    if (tally.status === 'attended') line.attended += tally.count;
    if (tally.status === 'cancelled') line.cancelled += tally.count;
    if (tally.status === 'no_show') line.noShow += tally.count;
  }
  return [...lines].map(([key, line]) => ({ key, ...line }));
}

function lastAttendedOf(days: readonly DayTally[]): LocalDate | null {
  let last: LocalDate | null = null;
  for (const { date, status } of days) if (status === 'attended' && (last === null || date > last)) last = date;
  return last;
}

function mostBookedFirst(lines: Breakdown[]): Breakdown[] {
  return lines.sort((a, b) => Number(a.key === null) - Number(b.key === null) || b.booked - a.booked || byKey(a, b));
}

/** By code points: the order must not depend on the machine's language. */
function byKey(a: Breakdown, b: Breakdown): number {
  const [left, right] = [a.key ?? '', b.key ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The public JSON shape: {@link Stats} with money in units of its currency. */
export function toStatsJson(stats: Stats): Stats {
  const units = (thousandths: number) => thousandths / 1000;
  return {
    ...stats,
    money: stats.money.map((line) => ({
      ...line,
      spent: units(line.spent),
      costPerAttended: line.costPerAttended === null ? null : units(line.costPerAttended),
      lostToNoShows: units(line.lostToNoShows),
      lostToLateCancels: units(line.lostToLateCancels),
    })),
  };
}
