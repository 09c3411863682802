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
 * The past is the part of the history that is long over. It is computed once, and the results are kept: streaks,
 * achievements and statistics start from them and read only later bookings. The results do not depend on the present
 * date, so they never become outdated by time. They are valid until a booking in the past or a rule of streaks changes.
 */

/** The results of all bookings up to `through`, the last day of a week. */
export interface AttendancePast {
  readonly through: LocalDate;
  readonly streak: StreakPast;
  readonly achievements: AchievementPast;
}

/**
 * Raise this number with every change of the rules of achievements, streaks or tallies: it makes kept results invalid.
 */
export const PAST_EDITION = 1;

/** The parts of the kept results. */
export const PAST_PARTS = ['streak', 'achievements', 'tallies'] as const;
export type PastPart = (typeof PAST_PARTS)[number];

/** So many whole months before the present one are not past yet: the streak screen shows half a year of weeks. */
const OPEN_MONTHS = 7;

/**
 * The last day of the past. It is the last day of a week, and at least two days before the end of its month: a class
 * that begins at the same instant in a zone where it is already the next day is then still in the same month.
 */
export function pastEndsOn(today: LocalDate, weekStart: Weekday): LocalDate {
  const lastOfMonth = endOfMonth(addMonths(today, -OPEN_MONTHS - 1));
  return addDays(startOfWeek(addDays(lastOfMonth, -1), weekStart), -1);
}

/** A filter for the bookings after a past; for all bookings where it is null. */
export function afterPast(past: Pick<AttendancePast, 'through'> | null): BookingFilter {
  return past ? { from: addDays(past.through, 1) } : {};
}

/** The instant by which every class of a past has begun, in every zone: the end of its last day in the last zone. */
export function pastEndsAt(through: LocalDate): string {
  return `${addDays(through, 1)}T12:00:00.000Z`;
}

/** The fields of a booking on which kept results depend. */
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

/** Whether a change affects the kept results. They judge whole months, so the rest of the last month counts too. */
export function reachesPast({ bookings }: ChangeSet, through: LocalDate): boolean {
  const last = endOfMonth(through);
  const isPast = (booking: Booking | null) => booking !== null && booking.startsLocal.slice(0, 10) <= last;
  return bookings.some(
    ({ before, after }) =>
      (isPast(before) || isPast(after)) && COUNTED.some((field) => before?.[field] !== after?.[field]),
  );
}

/** The streaks at the end of `through`, the last day of a week. `attended` holds dates, ascending and unique. */
export function toStreakPast(attended: readonly LocalDate[], through: LocalDate, rules: StreakRules): StreakPast {
  // The history is judged on the day after, when the last week is over.
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
