import { expect } from 'vitest';
import { readAchievements } from '../../src/attendance/achievements/achievement-service.ts';
import type { StreakSettings } from '../../src/attendance/attendance-stats-store.ts';
import type { Judgement } from '../../src/attendance/judgement.ts';
import { readStats } from '../../src/attendance/stats/stats-service.ts';
import { listPauses } from '../../src/attendance/streak/pause-store.ts';
import { readStreaks } from '../../src/attendance/streak/streak-service.ts';
import type { Database } from '../../src/db/engine.ts';
import type { Store } from '../../src/db/store.ts';
import { renderStreak } from '../../src/render/streak.ts';
import { wallTimeAt } from '../../src/time/zones.ts';
import { styleOf } from '../render/samples.ts';

const HOME = 'America/New_York';

/** The judgement of a person in New York. */
export async function judgementAt(store: Store, now: Date, settings: StreakSettings): Promise<Judgement> {
  const pauses = await listPauses(store);
  return { now, today: wallTimeAt(now, HOME).slice(0, 10), rules: { ...settings, pauses } };
}

/** Checks that screens show the same with the kept past and with the whole history. Deletes the kept past. */
export async function expectSameWithoutPast(
  database: Database,
  settings: StreakSettings,
  days: readonly Date[],
): Promise<void> {
  const look = async () => {
    const seen = [];
    for (const now of days) {
      const judgement = await judgementAt(database.store, now, settings);
      const { view } = await readStreaks(database.store, judgement, new Map(), false);
      seen.push({
        stats: await readStats(database.store, {}, judgement),
        streak: [renderStreak(view, styleOf(200)), view.explanation.streaks, view.ifUnmarkedAttended?.streaks],
        achievements: (await readAchievements(database.store, judgement)).achievements,
      });
    }
    return seen;
  };
  const seen = await look();
  await database.store.db.deleteFrom('attendance_past').execute();
  expect(seen).toEqual(await look());
}
