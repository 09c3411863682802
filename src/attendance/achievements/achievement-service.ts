import type { Store } from '../../db/store.ts';
import { startOfMonth } from '../../time/civil.ts';
import type { AttendanceContext } from '../attendance-context.ts';
import { type AttendancePast, afterPast, pastEndsAt } from '../attendance-past.ts';
import { findAttendedId, readAttendedDates, readAttendedHistory, readMissedDates } from '../attendance-store.ts';
import type { Judgement } from '../judgement.ts';
import { findPast } from '../past-store.ts';
import { judge } from '../read-judgement.ts';
import { type Achievement, computeAchievements } from './achievements.ts';

/** Computes every achievement: from the kept past on, or from the whole history where `past` is null. */
export async function computeAchievementsNow(
  store: Store,
  { now, today, rules }: Judgement,
  past: AttendancePast | null,
): Promise<Achievement[]> {
  const { history, dates } = await readAttendedHistory(
    store,
    now.toISOString(),
    past ? pastEndsAt(past.through) : undefined,
  );
  return computeAchievements({
    history,
    dates: past ? await readAttendedDates(store, afterPast(past), now) : dates,
    missed: await readMissedDates(store, past ? startOfMonth(past.through) : undefined),
    today,
    rules,
    past,
  });
}

/**
 * Every achievement, earned or not, in the order of {@link ACHIEVEMENT_RULES}, with the ids of the bookings that earned
 * them.
 */
export async function showAchievements(context: Omit<AttendanceContext, 'steps'>) {
  return readAchievements(context.store, await judge(context));
}

/** {@link showAchievements} by a given judgement. */
export async function readAchievements(
  store: Store,
  judgement: Judgement,
): Promise<{ readonly achievements: Achievement[]; readonly bookingIds: ReadonlyMap<string, string | null> }> {
  const past = await findPast(store, judgement);
  const achievements = await computeAchievementsNow(store, judgement, past);
  const bookingIds = new Map<string, string | null>();
  for (const { id, earnedBy } of achievements) {
    if (earnedBy !== null) bookingIds.set(id, await findAttendedId(store, earnedBy));
  }
  return { achievements, bookingIds };
}
