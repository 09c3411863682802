import type { BookingChange } from '../bookings/booking.ts';
import type { LocalDate } from '../time/civil.ts';
import type { PastPart } from './attendance-past.ts';
import { totalsOf } from './stats/stats.ts';
import type { StatusTally } from './stats/tallies.ts';
import type { Streaks } from './streak/streak.ts';

/** The row of `attendance_stats`: results computed from history, stored for programs that read the database. */
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

export type StoredTotals = Pick<AttendanceStats, 'totalBooked' | 'totalAttended' | 'totalCancelled'>;

export function toAttendanceStats(totals: StoredTotals, { day, week }: Streaks): AttendanceStats {
  return {
    ...totals,
    currentStreak: day.current,
    longestStreak: day.longest,
    currentWeekStreak: week.current,
    longestWeekStreak: week.longest,
    lastAttendedDate: day.lastOn,
  };
}

/** The totals that are stored; waitlisted bookings do not count. */
export function countTotals(tallies: readonly StatusTally[]): StoredTotals {
  const { totalBooked, totalAttended, totalCancelled } = totalsOf(tallies);
  return { totalBooked, totalAttended, totalCancelled };
}

/** Whether some changes explain the difference between two counts. If not, another program has written bookings too. */
export function isExplainedBy(changes: readonly BookingChange[], before: StoredTotals, after: StoredTotals): boolean {
  const change = countTotals(
    changes.flatMap(({ before: was, after: is }) => [
      ...(was ? [{ status: was.status, count: -1 }] : []),
      ...(is ? [{ status: is.status, count: 1 }] : []),
    ]),
  );
  return (Object.keys(after) as (keyof StoredTotals)[]).every((key) => before[key] + change[key] === after[key]);
}

/** One stored value that differs from the history. Public interface. */
export interface StatsDifference {
  readonly field: keyof AttendanceStats | `past.${PastPart}`;
  /** Null also where nothing is stored. */
  readonly stored: number | string | null;
  readonly computed: number | string | null;
}

/** The differences between stored and computed statistics. No stored row counts as zero bookings. */
export function compareStats(stored: AttendanceStats | null, computed: AttendanceStats): StatsDifference[] {
  return (Object.keys(computed) as (keyof AttendanceStats)[])
    .map((field) => ({ field, stored: stored?.[field] ?? null, computed: computed[field] }))
    .filter(({ stored: had, computed: is }) => (had ?? 0) !== (is ?? 0));
}
