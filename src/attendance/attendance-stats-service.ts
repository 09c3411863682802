import type { BookingStatus } from '../bookings/booking.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import type { ChangeListener, ChangeSet } from '../bookings/record-changes.ts';
import type { Store } from '../db/store.ts';
import type { LocalDate } from '../time/civil.ts';
import { computeAchievementsNow } from './achievements/achievement-service.ts';
import { type Achievement, earnedIds, newlyEarned } from './achievements/achievements.ts';
import { type AttendancePast, type PastPart, pastEndsOn, reachesPast } from './attendance-past.ts';
import {
  type AttendanceStats,
  compareStats,
  countTotals,
  isExplainedBy,
  type StatsDifference,
  type StoredTotals,
  toAttendanceStats,
} from './attendance-stats.ts';
import { findStoredStats, type StoredStats, type StreakSettings, saveStats } from './attendance-stats-store.ts';
import { hasAttendedAhead } from './attendance-store.ts';
import type { Judgement, JudgementSettings, Moment } from './judgement.ts';
import { findPast, findWrongParts, forgetPast, renewPast } from './past-store.ts';
import { keepJudgement } from './read-judgement.ts';
import { countByStatusNow } from './stats/stats-store.ts';
import { listPauses } from './streak/pause-store.ts';
import { computeStreaksNow } from './streak/streak-service.ts';

/** How the moment and the person's settings are known when a change is made. */
export interface StatsKeeper {
  readonly now: () => Date;
  readonly today: () => LocalDate;
  readonly settings: () => JudgementSettings;
  /** Hears of achievements that a change has earned; not of those that an undo brings back. */
  readonly onEarned: (earned: readonly Achievement[]) => void;
}

/**
 * A listener that keeps `attendance_stats` and the past, in the transaction of the change. What is only planned moves no
 * streak and earns nothing, so a booking costs no more than a count.
 */
export function keepStats({ now, today, settings, onEarned }: StatsKeeper): ChangeListener {
  return async (store, changes) => {
    const moment = { now: now(), today: today() };
    const before = await findStoredStats(store);
    const totals = countTotals(await countByStatusNow(store, {}, moment.now));
    const judgement = await keepJudgement(store, moment, settings());
    const isTouched = before === null || touchesAttendance(changes);
    const keepsPast = before !== null && leavesPast(before, changes, totals, judgement);
    let stats: AttendanceStats;
    let told = before?.told ?? [];
    if (!isTouched && keepsPast && (await stillStands(store, before, judgement))) {
      stats = { ...before.stats, ...totals };
    } else {
      const past = (keepsPast ? await findPast(store, judgement) : null) ?? (await renewPast(store, judgement));
      stats = toAttendanceStats(totals, await computeStreaksNow(store, judgement, past));
      if (isTouched) {
        const achievements = await computeAchievementsNow(store, judgement, past);
        // A history that was there before anybody counted is no news.
        const isNews = changes.isStep !== false && (before !== null || stats.totalBooked <= changes.bookings.length);
        if (isNews) onEarned(newlyEarned(told, achievements));
        told = earnedIds(achievements);
      }
    }
    await saveStats(store, {
      stats,
      computedAt: moment.now.toISOString(),
      computedOn: moment.today,
      settings: withoutPauses(judgement),
      told,
    });
  };
}

/** Whether a kept past is still that of today after a change, and nobody else has changed something since the last. */
function leavesPast(
  { stats, pastThrough }: StoredStats,
  changes: ChangeSet,
  totals: StoredTotals,
  { today, rules: { weekStart } }: Judgement,
): boolean {
  if (pastThrough === null || pastThrough !== pastEndsOn(today, weekStart)) return false;
  return !reachesPast(changes, pastThrough) && isExplainedBy(changes.bookings, stats, totals);
}

/** Whether streaks computed earlier are those of now: same date, same rules, and no class marked early has begun since. */
async function stillStands(
  store: Store,
  { computedAt, computedOn, settings: had }: StoredStats,
  judgement: Judgement,
): Promise<boolean> {
  if (computedOn !== judgement.today || JSON.stringify(had) !== JSON.stringify(withoutPauses(judgement))) return false;
  return !(await hasAttendedAhead(store, new Date(computedAt)));
}

/** Computes everything anew: for the daemon, when the date has changed. No step, and nothing to undo. */
export async function renewStats(
  context: Pick<BookingContext, 'store'>,
  moment: Moment,
  settings: JudgementSettings,
): Promise<void> {
  await context.store.transaction(async (store) => {
    const told = (await findStoredStats(store))?.told ?? [];
    const judgement = await keepJudgement(store, moment, settings);
    const past = await renewPast(store, judgement);
    const stats = await rollStats(store, judgement, past);
    const computedAt = moment.now.toISOString();
    await saveStats(store, {
      stats,
      computedAt,
      computedOn: moment.today,
      settings: withoutPauses(judgement),
      told,
    });
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
 * another target looks like a fault, and compares; likewise the past. Changes nothing.
 */
export async function compareWithHistory(store: Store, moment: Moment): Promise<StatsVerdict> {
  const stored = await findStoredStats(store);
  const asOf = stored ? { now: new Date(stored.computedAt), today: stored.computedOn } : moment;
  const rules = { ...(stored?.settings ?? DEFAULTS), pauses: await listPauses(store) };
  const computed = await rollStats(store, { ...asOf, rules }, null);
  const wrongParts = await findWrongParts(store);
  const differences = [...compareStats(stored?.stats ?? null, computed), ...wrongParts.map(toDifference)];
  return { ok: differences.length === 0, differences, computedOn: stored?.computedOn ?? null };
}

/** The same; a past that is wrong is forgotten, so that screens go by the bookings. */
export async function verifyStats(store: Store, moment: Moment): Promise<StatsVerdict> {
  const verdict = await compareWithHistory(store, moment);
  if (verdict.differences.some(({ field }) => field.startsWith(PAST))) await forgetPast(store);
  return verdict;
}

/** Of the kept past, beside the numbers. */
const PAST = 'past.';

function toDifference(part: PastPart): StatsDifference {
  return { field: `${PAST}${part}`, stored: 'other', computed: null };
}

const DEFAULTS: StreakSettings = { restDays: [], weekStart: 1, weeklyTarget: 1 };

/** Goes on from the past, and through all of history where there is none. */
async function rollStats(store: Store, judgement: Judgement, past: AttendancePast | null): Promise<AttendanceStats> {
  const totals = countTotals(await countByStatusNow(store, {}, judgement.now));
  return toAttendanceStats(totals, await computeStreaksNow(store, judgement, past));
}

function withoutPauses({ rules: { pauses: _, ...settings } }: Judgement): StreakSettings {
  return settings;
}

/** Achievements rest on classes attended and missed, and on pauses; a booking that is only planned earns none. */
function touchesAttendance({ bookings, rows = [] }: ChangeSet): boolean {
  const isTold = (status: BookingStatus | undefined) => status === 'attended' || status === 'no_show';
  return (
    bookings.some(({ before, after }) => isTold(before?.status) || isTold(after?.status)) ||
    rows.some(({ table }) => table === 'pauses')
  );
}
