import type { LocalDate } from '../time/civil.ts';
import type { StreakRules } from './asked-days.ts';
import { totalsOf } from './stats.ts';
import { computeStreaks } from './streak.ts';

/** The row of `attendance_stats`: a copy of what history says, for programs that read the database. */
export interface AttendanceStats {
  readonly totalBooked: number;
  readonly totalAttended: number;
  readonly totalCancelled: number;
  /** In days. */
  readonly currentStreak: number;
  readonly longestStreak: number;
  readonly currentWeekStreak: number;
  readonly longestWeekStreak: number;
  readonly lastAttendedDate: LocalDate | null;
}

export interface AttendanceStatsInput {
  readonly tallies: Parameters<typeof totalsOf>[0];
  /** As for computeStreaks. */
  readonly attended: readonly LocalDate[];
  readonly today: LocalDate;
  readonly rules: StreakRules;
}

export function computeAttendanceStats({ tallies, attended, today, rules }: AttendanceStatsInput): AttendanceStats {
  const { day, week } = computeStreaks(attended, today, rules);
  return {
    ...countTotals(tallies),
    currentStreak: day.current,
    longestStreak: day.longest,
    currentWeekStreak: week.current,
    longestWeekStreak: week.longest,
    lastAttendedDate: day.lastOn,
  };
}

export function countTotals(
  tallies: AttendanceStatsInput['tallies'],
): Pick<AttendanceStats, 'totalBooked' | 'totalAttended' | 'totalCancelled'> {
  const { totalBooked, totalAttended, totalCancelled } = totalsOf(tallies);
  return { totalBooked, totalAttended, totalCancelled };
}

/** One number of the copy that is not what history says. Public interface. */
export interface StatsDifference {
  readonly field: keyof AttendanceStats;
  /** Null also where there is no copy. */
  readonly stored: number | string | null;
  readonly computed: number | string | null;
}

/** Where a copy differs from what was computed; no copy at all stands for nothing booked. */
export function compareStats(stored: AttendanceStats | null, computed: AttendanceStats): StatsDifference[] {
  return (Object.keys(computed) as (keyof AttendanceStats)[])
    .map((field) => ({ field, stored: stored?.[field] ?? null, computed: computed[field] }))
    .filter(({ stored: had, computed: is }) => (had ?? 0) !== (is ?? 0));
}
