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

/** What {@link keepStats} needs; the functions are called at the time of each change. */
export interface StatsKeeper {
  readonly now: () => Date;
  readonly today: () => LocalDate;
  readonly settings: () => JudgementSettings;
  /** Is called with the achievements that a change has earned, but not with those that an undo brings back. */
  readonly onEarned: (earned: readonly Achievement[]) => void;
}

/**
 * A listener that updates `attendance_stats` and the kept past in the transaction of the change. A new booking changes
 * no streak and earns no achievement, so it needs only a count of bookings.
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
        // The first count over an old history earns nothing new.
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

/**
 * Whether the kept past is still valid after a change: it ends where a past computed today would end, the change does
 * not affect it, and no other program has changed bookings since.
 */
function leavesPast(
  { stats, pastThrough }: StoredStats,
  changes: ChangeSet,
  totals: StoredTotals,
  { today, rules: { weekStart } }: Judgement,
): boolean {
  if (pastThrough === null || pastThrough !== pastEndsOn(today, weekStart)) return false;
  return !reachesPast(changes, pastThrough) && isExplainedBy(changes.bookings, stats, totals);
}

/**
 * Whether the stored streaks are still valid: same date, same rules, and no class that was marked early has begun
 * since.
 */
async function stillStands(
  store: Store,
  { computedAt, computedOn, settings: had }: StoredStats,
  judgement: Judgement,
): Promise<boolean> {
  if (computedOn !== judgement.today || JSON.stringify(had) !== JSON.stringify(withoutPauses(judgement))) return false;
  return !(await hasAttendedAhead(store, new Date(computedAt)));
}

/** Computes everything again; the daemon does so when the date changes. It is not a step, so no undo takes it back. */
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

/** Whether the stored statistics agree with the history. Public interface. */
export interface StatsVerdict {
  readonly ok: boolean;
  readonly differences: readonly StatsDifference[];
  /** The local date for which they were computed; null where none are stored. */
  readonly computedOn: LocalDate | null;
}

/**
 * Compares the stored statistics and the kept past with the history. It computes for the stored moment and settings, so
 * that a new day or a new target is not a difference. Changes nothing.
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

/** {@link compareWithHistory}, and deletes a wrong past: screens then read all bookings. */
export async function verifyStats(store: Store, moment: Moment): Promise<StatsVerdict> {
  const verdict = await compareWithHistory(store, moment);
  if (verdict.differences.some(({ field }) => field.startsWith(PAST))) await forgetPast(store);
  return verdict;
}

/** Begins the names of differences in the kept past. */
const PAST = 'past.';

function toDifference(part: PastPart): StatsDifference {
  return { field: `${PAST}${part}`, stored: 'other', computed: null };
}

const DEFAULTS: StreakSettings = { restDays: [], weekStart: 1, weeklyTarget: 1 };

/** The statistics, from the kept past on, or from the whole history where `past` is null. */
async function rollStats(store: Store, judgement: Judgement, past: AttendancePast | null): Promise<AttendanceStats> {
  const totals = countTotals(await countByStatusNow(store, {}, judgement.now));
  return toAttendanceStats(totals, await computeStreaksNow(store, judgement, past));
}

function withoutPauses({ rules: { pauses: _, ...settings } }: Judgement): StreakSettings {
  return settings;
}

/** Whether achievements may change: they depend on attended classes, no-shows and pauses only. */
function touchesAttendance({ bookings, rows = [] }: ChangeSet): boolean {
  const isTold = (status: BookingStatus | undefined) => status === 'attended' || status === 'no_show';
  return (
    bookings.some(({ before, after }) => isTold(before?.status) || isTold(after?.status)) ||
    rows.some(({ table }) => table === 'pauses')
  );
}
