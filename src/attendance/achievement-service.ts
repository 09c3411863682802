import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../db/open.ts';
import type { Schema } from '../db/schema.ts';
import { type Achievement, computeAchievements } from './achievements.ts';
import { findAttendedId, readAttendedHistory, readMissedDates } from './attendance-store.ts';
import type { Judgement } from './judgement.ts';
import { recall } from './recall.ts';

/** An achievement with the booking that earned it. Public interface. */
export type AchievementJson = Omit<Achievement, 'earnedBy'> & { readonly bookingId: string | null };

export async function computeAchievementsNow(
  db: Kysely<Schema> | Transaction<Schema>,
  userId: string,
  { now, today, rules }: Judgement,
): Promise<Achievement[]> {
  return computeAchievements({
    ...(await readAttendedHistory(db, userId, now)),
    missed: await readMissedDates(db, userId),
    today,
    rules,
  });
}

/** Every achievement, earned or not, in the order of their table. */
export async function readAchievements(
  database: Database,
  judgement: Judgement,
): Promise<{ readonly achievements: Achievement[]; readonly bookingIds: ReadonlyMap<string, string | null> }> {
  const { kysely, userId } = database;
  const compute = () => computeAchievementsNow(kysely, userId, judgement);
  const achievements = await recall(database, 'achievements', judgement, compute);
  const bookingIds = new Map<string, string | null>();
  for (const { id, earnedBy } of achievements) {
    if (earnedBy !== null) bookingIds.set(id, await findAttendedId(kysely, userId, earnedBy));
  }
  return { achievements, bookingIds };
}

export function toAchievementJson(
  { id, title, description, earnedAt, progress, goal }: Achievement,
  bookingIds: ReadonlyMap<string, string | null>,
): AchievementJson {
  return { id, title, description, earnedAt, bookingId: bookingIds.get(id) ?? null, progress, goal };
}
