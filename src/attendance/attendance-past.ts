import type { Booking } from '../bookings/booking.ts';
import type { BookingFilter } from '../bookings/booking-filter.ts';
import type { ChangeSet } from '../bookings/record-changes.ts';
import {
  addDays,
  addMonths,
  endOfMonth,
  type LocalDate,
  startOfWeek,
  toDayNumber,
  type Weekday,
} from '../time/civil.ts';
import type { AchievementPast } from './achievements/achievements.ts';
import type { StreakRules } from './streak/asked-days.ts';
import { judgeHistory, type StreakPast } from './streak/streak.ts';

/*
 * A history that is long over is gone through once, and what it came to is kept: streaks, achievements and statistics
 * begin there and go through what came after. What is kept knows nothing of today, so no day makes it old. It holds
 * until somebody changes a booking in it, or the rules of the streaks.
 */

/** What everything up to the end of a week has come to. */
export interface AttendancePast {
  readonly through: LocalDate;
  readonly streak: StreakPast;
  readonly achievements: AchievementPast;
}

/** To be raised with every change of an achievement, of the streaks or of a tally, for what is kept was counted before it. */
export const PAST_EDITION = 1;

/** What is kept, part by part. */
export const PAST_PARTS = ['streak', 'achievements', 'tallies'] as const;
export type PastPart = (typeof PAST_PARTS)[number];

/** Whole months before this one that are no past yet: the streak screen shows half a year of weeks. */
const OPEN_MONTHS = 7;

/**
 * The day with which the past ends: the last of a week, and two days at least before the last of its month, so that
 * also a class on the other side of the date line that begins with those of that day is of the same month.
 */
export function pastEndsOn(today: LocalDate, weekStart: Weekday): LocalDate {
  const lastOfMonth = endOfMonth(addMonths(today, -OPEN_MONTHS - 1));
  return addDays(startOfWeek(addDays(lastOfMonth, -1), weekStart), -1);
}

/** What comes after a past, as a filter; everything where there is none. */
export function afterPast(past: Pick<AttendancePast, 'through'> | null): BookingFilter {
  return past ? { from: addDays(past.through, 1) } : {};
}

/** When the last class of a past has begun, wherever: at the end of its last day in the last zone to reach it. */
export function pastEndsAt(through: LocalDate): string {
  return `${addDays(through, 1)}T12:00:00.000Z`;
}

/** What of a booking is counted somewhere. */
const COUNTED = [
  'status',
  'startsLocal',
  'startsAt',
  'classType',
  'location',
  'source',
  'instructor',
  'currency',
  'isLateCancel',
  'price',
  'lateFee',
  'feePaid',
] as const satisfies readonly (keyof Booking)[];

/** Whether a change is one of what a past has counted; months are looked at as a whole, so its last counts to the end. */
export function reachesPast({ bookings }: ChangeSet, through: LocalDate): boolean {
  const last = endOfMonth(through);
  const isPast = (booking: Booking | null) => booking !== null && booking.startsLocal.slice(0, 10) <= last;
  return bookings.some(
    ({ before, after }) =>
      (isPast(before) || isPast(after)) && COUNTED.some((field) => before?.[field] !== after?.[field]),
  );
}

/** What attended dates, ascending and unique, have come to at the end of `through`, the last day of a week. */
export function toStreakPast(attended: readonly LocalDate[], through: LocalDate, rules: StreakRules): StreakPast {
  // Judged on the day after: the last week is over then.
  const { days, dayRuns, weeks, streaks } = judgeHistory(attended, addDays(through, 1), rules);
  return {
    throughDay: toDayNumber(through),
    lastDay: days.at(-1) ?? null,
    dayRun: dayRuns.at(-1) ?? 0,
    longestDayRun: streaks.day.longest,
    weekRun: weeks.at(-1)?.run ?? 0,
    longestWeekRun: streaks.week.longest,
  };
}
