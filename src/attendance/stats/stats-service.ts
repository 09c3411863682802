import type { BookingFilter } from '../../bookings/booking-filter.ts';
import type { Store } from '../../db/store.ts';
import type { LocalDate } from '../../time/civil.ts';
import { afterPast, pastEndsAt } from '../attendance-past.ts';
import { readAttendedDates } from '../attendance-store.ts';
import type { Judgement } from '../judgement.ts';
import { findPast, findPastTallies } from '../past-store.ts';
import { computeStreaks, type Streaks } from '../streak/streak.ts';
import { computeStreaksNow } from '../streak/streak-service.ts';
import { type Period, periodBefore } from './period.ts';
import { computeStats, type Stats } from './stats.ts';
import { countByStatusNow, readTalliesNow } from './stats-store.ts';
import { addTallies, type StatsTallies, subtractTallies } from './tallies.ts';

/** Statistics of the bookings that match: of all of them, and of those that are not ahead. */
export interface StatsNow {
  readonly all: Stats;
  readonly soFar: Stats;
  /** How many booked classes are ahead. */
  readonly ahead: number;
}

/** The statistics of the bookings that match. Streaks ignore the dates of the filter. */
export async function readStats(store: Store, filter: BookingFilter, judgement: Judgement): Promise<Stats> {
  return (await readStatsNow(store, filter, judgement)).all;
}

/** {@link readStats}, and the same without the booked classes that are still ahead. */
export async function readStatsNow(store: Store, filter: BookingFilter, judgement: Judgement): Promise<StatsNow> {
  const { from, to, ...timeless } = filter;
  const period = periodOf(filter, judgement.today);
  const previous = period && periodBefore(period, judgement.today);
  const [streaks, before, all, ahead] = await store.together(
    (same) =>
      [
        readStreaks(same, timeless, judgement),
        previous && countBefore(same, { ...timeless, ...previous }, previous, judgement.now),
        tally(same, filter, judgement.now),
        tallyAhead(same, filter, judgement.now),
      ] as const,
  );
  const compute = (tallies: StatsTallies) =>
    computeStats({ tallies, streaks, weekStart: judgement.rules.weekStart, period, before });
  return {
    all: compute(all),
    soFar: compute(ahead === null ? all : subtractTallies(all, ahead, all.lastAttendedOn)),
    ahead: ahead?.months.reduce((sum, { count }) => sum + count, 0) ?? 0,
  };
}

async function readStreaks(store: Store, timeless: BookingFilter, judgement: Judgement): Promise<Streaks> {
  if (isEmpty(timeless)) return computeStreaksNow(store, judgement, await findPast(store, judgement));
  return computeStreaks(await readAttendedDates(store, timeless, judgement.now), judgement.today, judgement.rules);
}

async function countBefore(store: Store, filter: BookingFilter, period: Period, now: Date) {
  return { period, tallies: await countByStatusNow(store, filter, now) };
}

/** The tallies of the booked classes ahead; null where the filter excludes booked ones. */
async function tallyAhead(store: Store, filter: BookingFilter, now: Date): Promise<StatsTallies | null> {
  if (filter.statuses && !filter.statuses.includes('booked')) return null;
  return readTalliesNow(store, { ...filter, statuses: ['booked'], startsAfter: now.toISOString() }, now);
}

/**
 * Without a filter, the tallies of the kept past and of the bookings after it; with one, those of the bookings alone.
 */
async function tally(store: Store, filter: BookingFilter, now: Date): Promise<StatsTallies> {
  const past = isEmpty(filter) ? await findPastTallies(store) : null;
  // After the clock was set back, the kept past may end in the future.
  if (past === null || pastEndsAt(past.through) > now.toISOString()) return readTalliesNow(store, filter, now);
  return addTallies(past.tallies, await readTalliesNow(store, afterPast(past), now));
}

function isEmpty(filter: BookingFilter): boolean {
  return Object.keys(filter).length === 0;
}

/** The period of a filter; its end is today where absent. Null without a beginning: then no earlier period exists. */
function periodOf({ from, to }: BookingFilter, today: LocalDate): Period | null {
  if (from === undefined || (to === undefined && from > today)) return null;
  return { from, to: to ?? today };
}
