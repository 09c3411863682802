import type { InstantText } from '../bookings/booking.ts';
import type { Store } from '../db/store.ts';
import type { LocalDate } from '../time/civil.ts';
import { PAST_EDITION } from './attendance-past.ts';
import type { AttendanceStats } from './attendance-stats.ts';
import type { StreakRules } from './streak/asked-days.ts';

/** The rules without the pauses. Pauses have a table of their own; their present rows are always used. */
export type StreakSettings = Omit<StreakRules, 'pauses'>;

/** The stored statistics, and the moment and the rules for which they were computed. */
export interface StoredStats {
  readonly stats: AttendanceStats;
  readonly computedAt: InstantText;
  readonly computedOn: LocalDate;
  readonly settings: StreakSettings;
  /** The ids of the achievements that the person has been told about. */
  readonly told: readonly string[];
  /** The last day of the kept past; null where none is kept. */
  readonly pastThrough: LocalDate | null;
}

/** The stored statistics of the person; null where none are stored. */
export async function findStoredStats(store: Store): Promise<StoredStats | null> {
  const row = await store.db
    .selectFrom('attendance_stats as stats')
    .leftJoin('attendance_past as past', (join) =>
      join.onRef('past.user_id', '=', 'stats.user_id').on('past.edition', '=', PAST_EDITION),
    )
    .selectAll('stats')
    .select('past.through_date')
    .where('stats.user_id', '=', store.userId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    stats: {
      totalBooked: row.total_booked,
      totalAttended: row.total_attended,
      totalCancelled: row.total_cancelled,
      currentStreak: row.current_streak,
      longestStreak: row.longest_streak,
      currentWeekStreak: row.current_week_streak,
      longestWeekStreak: row.longest_week_streak,
      lastAttendedDate: row.last_attended_date,
    },
    computedAt: row.updated_at,
    computedOn: row.computed_on,
    settings: JSON.parse(row.rules) as StreakSettings,
    told: JSON.parse(row.told_achievements) as string[],
    pastThrough: row.through_date,
  };
}

export async function saveStats(store: Store, stored: Omit<StoredStats, 'pastThrough'>): Promise<void> {
  const { stats, computedAt, computedOn, settings, told } = stored;
  const values = {
    total_booked: stats.totalBooked,
    total_attended: stats.totalAttended,
    total_cancelled: stats.totalCancelled,
    current_streak: stats.currentStreak,
    longest_streak: stats.longestStreak,
    last_attended_date: stats.lastAttendedDate,
    updated_at: computedAt,
    current_week_streak: stats.currentWeekStreak,
    longest_week_streak: stats.longestWeekStreak,
    computed_on: computedOn,
    rules: JSON.stringify(settings),
    told_achievements: JSON.stringify(told),
  };
  await store.db
    .insertInto('attendance_stats')
    .values({ user_id: store.userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}
