import type { Store } from '../db/store.ts';
import { addDays, endOfMonth, type LocalDate } from '../time/civil.ts';
import { toAchievementPast } from './achievements/achievements.ts';
import {
  type AttendancePast,
  PAST_EDITION,
  PAST_PARTS,
  type PastPart,
  pastEndsAt,
  pastEndsOn,
  toStreakPast,
} from './attendance-past.ts';
import { readAttendedDates, readAttendedHistory, readMissedDates } from './attendance-store.ts';
import type { Judgement } from './judgement.ts';
import { readTallies } from './stats/stats-store.ts';
import { type StatsTallies, subtractTallies } from './stats/tallies.ts';
import type { StreakRules } from './streak/asked-days.ts';
import { datesThatCount } from './streak/streak.ts';

/** The kept past; null where none is kept that was computed with these rules and ends no later than a past of today. */
export async function findPast(store: Store, { today, rules }: Judgement): Promise<AttendancePast | null> {
  const row = await store.db
    .selectFrom('attendance_past')
    .select(['through_date', 'standing'])
    .where('user_id', '=', store.userId)
    .where('edition', '=', PAST_EDITION)
    .where('through_date', '<=', pastEndsOn(today, rules.weekStart))
    .where('rules', '=', JSON.stringify(rules))
    .executeTakeFirst();
  return row ? { through: row.through_date, ...(JSON.parse(row.standing) as Standing) } : null;
}

type Standing = Pick<AttendancePast, 'streak' | 'achievements'>;

/** The tallies of the kept past and its last day. Tallies do not depend on the rules of streaks. */
export async function findPastTallies(
  store: Store,
): Promise<{ readonly through: LocalDate; readonly tallies: StatsTallies } | null> {
  const row = await store.db
    .selectFrom('attendance_past')
    .select(['through_date', 'tallies'])
    .where('user_id', '=', store.userId)
    .where('edition', '=', PAST_EDITION)
    .executeTakeFirst();
  return row ? { through: row.through_date, tallies: JSON.parse(row.tallies) as StatsTallies } : null;
}

/** Computes the past that ends at the present limit, and stores the results. */
export async function renewPast(store: Store, { today, rules }: Judgement): Promise<AttendancePast> {
  const through = pastEndsOn(today, rules.weekStart);
  const { tallies, ...standing } = await computePast(store, through, rules);
  const values = {
    through_date: through,
    edition: PAST_EDITION,
    rules: JSON.stringify(rules),
    standing: JSON.stringify(standing),
    tallies: JSON.stringify(tallies),
  };
  await store.db
    .insertInto('attendance_past')
    .values({ user_id: store.userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
  return { through, ...standing };
}

/** The parts of the kept past that differ from the bookings; empty where nothing is kept. */
export async function findWrongParts(store: Store): Promise<PastPart[]> {
  const row = await store.db
    .selectFrom('attendance_past')
    .selectAll()
    .where('user_id', '=', store.userId)
    .where('edition', '=', PAST_EDITION)
    .executeTakeFirst();
  if (!row) return [];
  const computed = await computePast(store, row.through_date, JSON.parse(row.rules) as StreakRules);
  const kept = { ...(JSON.parse(row.standing) as Standing), tallies: JSON.parse(row.tallies) as StatsTallies };
  return PAST_PARTS.filter((part) => JSON.stringify(kept[part]) !== JSON.stringify(computed[part]));
}

/** Deletes the kept past. Screens then read all bookings until the next change stores a past again. */
export async function forgetPast(store: Store): Promise<void> {
  await store.db.deleteFrom('attendance_past').where('user_id', '=', store.userId).execute();
}

/** The results up to `through`, computed from the bookings alone. */
async function computePast(
  store: Store,
  through: LocalDate,
  rules: StreakRules,
): Promise<Standing & { readonly tallies: StatsTallies }> {
  const next = addDays(through, 1);
  const { history, dates } = await readAttendedHistory(store, pastEndsAt(through));
  // When the last day ends in the last zone, other zones already have the next date or the one after.
  const near = { from: next, to: addDays(next, 1) };
  const attended = datesThatCount([...dates, ...(await readAttendedDates(store, near, new Date(pastEndsAt(near.to))))]);
  const past = attended.filter((date) => date <= through);
  const achievements = toAchievementPast({
    history,
    dates: attended,
    missed: await readMissedDates(store),
    // A date after these months, so that the result does not depend on the present date.
    today: addDays(endOfMonth(through), 1),
    rules,
  });
  const [all, later] = [await readTallies(store, {}), await readTallies(store, { from: next })];
  return {
    streak: toStreakPast(past, through, rules),
    achievements,
    tallies: subtractTallies(all, later, past.at(-1) ?? null),
  };
}
