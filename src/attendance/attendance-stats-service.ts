import type { Kysely, Transaction } from 'kysely';
import type { BookingStatus } from '../bookings/booking.ts';
import { type BookingContext, inTransaction } from '../bookings/booking-context.ts';
import type { ChangeListener, ChangeSet } from '../bookings/record-changes.ts';
import type { Database } from '../db/open.ts';
import type { Schema } from '../db/schema.ts';
import type { LocalDate } from '../time/civil.ts';
import { computeAchievementsNow } from './achievement-service.ts';
import { type Achievement, earnedIds, newlyEarned } from './achievements.ts';
import {
  type AttendanceStats,
  compareStats,
  computeAttendanceStats,
  countTotals,
  type StatsDifference,
} from './attendance-stats.ts';
import { findStoredStats, type StoredStats, type StreakSettings, saveStats } from './attendance-stats-store.ts';
import { hasAttendedAhead, readAttendedDates } from './attendance-store.ts';
import type { Judgement } from './judgement.ts';
import { listPauses } from './pause-store.ts';
import { countByStatus } from './stats-store.ts';

/** How the moment and the person's settings are known when a change is made. */
export interface StatsKeeper {
  readonly now: () => Date;
  readonly today: () => LocalDate;
  readonly settings: () => StreakSettings;
  /** Hears of achievements that a change has earned; not of those that an undo brings back. */
  readonly onEarned: (earned: readonly Achievement[]) => void;
}

/**
 * A listener that keeps `attendance_stats`, in the transaction of the change: computed anew, once for each change set.
 * What is only planned moves no streak, so a booking costs no more than a count.
 */
export function keepStats(userId: string, { now, today, settings, onEarned }: StatsKeeper): ChangeListener {
  return async (trx, changes) => {
    const moment = { now: now(), today: today() };
    const before = await findStoredStats(trx, userId);
    const stands =
      before !== null && !touchesAttendance(changes) && (await stillStands(trx, userId, before, moment, settings()));
    const stats = stands
      ? { ...before.stats, ...countTotals(await countByStatus(trx, userId)) }
      : await rollStats(trx, userId, moment, settings());
    let told = before?.told ?? [];
    if (before === null || touchesAttendance(changes)) {
      const achievements = await computeAchievementsNow(trx, userId, await judge(trx, userId, moment, settings()));
      // A history that was there before anybody counted is no news.
      const isNews = changes.isStep !== false && (before !== null || stats.totalBooked <= changes.bookings.length);
      if (isNews) onEarned(newlyEarned(told, achievements));
      told = earnedIds(achievements);
    }
    await saveStats(trx, userId, {
      stats,
      computedAt: moment.now.toISOString(),
      computedOn: moment.today,
      settings: settings(),
      told,
    });
  };
}

/** Whether streaks computed earlier are those of now: same date, same rules, and no class marked early has begun since. */
async function stillStands(
  db: Kysely<Schema> | Transaction<Schema>,
  userId: string,
  { computedAt, computedOn, settings: had }: StoredStats,
  { today }: Moment,
  settings: StreakSettings,
): Promise<boolean> {
  if (computedOn !== today || JSON.stringify(had) !== JSON.stringify(settings)) return false;
  return !(await hasAttendedAhead(db, userId, new Date(computedAt)));
}

/** Computes the copy anew: for the daemon, when the date has changed. No step, and nothing to undo. */
export async function renewStats(
  context: Pick<BookingContext, 'database'>,
  moment: Moment,
  settings: StreakSettings,
): Promise<void> {
  await inTransaction(context, async (trx, userId) => {
    const told = (await findStoredStats(trx, userId))?.told ?? [];
    const stats = await rollStats(trx, userId, moment, settings);
    const computedAt = moment.now.toISOString();
    await saveStats(trx, userId, { stats, computedAt, computedOn: moment.today, settings, told });
  });
}

/** Whether the copy is what history says. Public interface. */
export interface StatsVerdict {
  readonly ok: boolean;
  readonly differences: readonly StatsDifference[];
  /** The local date for which the copy was computed; null where there is none. */
  readonly computedOn: LocalDate | null;
}

/**
 * Computes the copy once more as of the moment and by the settings it was made with, so that neither a new day nor
 * another target looks like a fault, and compares.
 */
export async function verifyStats({ kysely, userId }: Database, moment: Moment): Promise<StatsVerdict> {
  const stored = await findStoredStats(kysely, userId);
  const asOf = stored ? { now: new Date(stored.computedAt), today: stored.computedOn } : moment;
  const computed = await rollStats(kysely, userId, asOf, stored?.settings ?? DEFAULTS);
  const differences = compareStats(stored?.stats ?? null, computed);
  return { ok: differences.length === 0, differences, computedOn: stored?.computedOn ?? null };
}

type Moment = Pick<Judgement, 'now' | 'today'>;
const DEFAULTS: StreakSettings = { restDays: [], weekStart: 1, weeklyTarget: 1 };

async function rollStats(
  db: Kysely<Schema> | Transaction<Schema>,
  userId: string,
  moment: Moment,
  settings: StreakSettings,
): Promise<AttendanceStats> {
  const { now, today, rules } = await judge(db, userId, moment, settings);
  return computeAttendanceStats({
    tallies: await countByStatus(db, userId),
    attended: await readAttendedDates(db, userId, {}, now),
    today,
    rules,
  });
}

async function judge(
  db: Kysely<Schema> | Transaction<Schema>,
  userId: string,
  moment: Moment,
  settings: StreakSettings,
): Promise<Judgement> {
  return { ...moment, rules: { ...settings, pauses: await listPauses(db, userId) } };
}

/** Achievements rest on classes attended and missed, and on pauses; a booking that is only planned earns none. */
function touchesAttendance({ bookings, rows = [] }: ChangeSet): boolean {
  const isTold = (status: BookingStatus | undefined) => status === 'attended' || status === 'no_show';
  return (
    bookings.some(({ before, after }) => isTold(before?.status) || isTold(after?.status)) ||
    rows.some(({ table }) => table === 'pauses')
  );
}
