import type { Booking } from '../../bookings/booking.ts';
import { queryUnmarked } from '../../bookings/booking-query.ts';
import { saidFlag } from '../../bookings/said-values.ts';
import type { Store } from '../../db/store.ts';
import type { AttendanceContext } from '../attendance-context.ts';
import { type AttendancePast, afterPast } from '../attendance-past.ts';
import { readAttendedDates, readStreakClasses } from '../attendance-store.ts';
import type { Judgement, TypeTargets } from '../judgement.ts';
import { findPast } from '../past-store.ts';
import { judge, readTypeTargets } from '../read-judgement.ts';
import { computeStreaks, type Streaks } from './streak.ts';
import { buildStreakView, type StreakClass, type StreakView } from './streak-view.ts';

/** Goes on from the past, and through all of history where there is none. */
export async function computeStreaksNow(
  store: Store,
  { now, today, rules }: Judgement,
  past: AttendancePast | null,
): Promise<Streaks> {
  return computeStreaks(await readAttendedDates(store, afterPast(past), now), today, rules, past?.streak);
}

/** What is planned further ahead helps no week that asks for something now. */
const AHEAD_MS = 100 * 86_400_000;

/** The streaks, and with `isExplained` the classes that carry them. */
export interface StreakReport {
  readonly view: StreakView;
  readonly attended: readonly StreakClass[];
}

/** As anybody may send it. */
export interface StreakRequest {
  /** With the classes that carry the runs. */
  readonly isExplained?: boolean | undefined;
}

/** The streaks as the settings ask for them. Throws UsageError. */
export async function readStreakReport(
  context: Omit<AttendanceContext, 'steps'>,
  { isExplained }: StreakRequest,
): Promise<StreakReport> {
  const isWhole = saidFlag(isExplained, 'isExplained');
  const judgement = await judge(context);
  const types = await readTypeTargets(context.store, judgement, context.settings);
  return readStreaks(context.store, judgement, types, isWhole);
}

export async function readStreaks(
  store: Store,
  judgement: Judgement,
  targetsByType: TypeTargets,
  isExplained: boolean,
): Promise<StreakReport> {
  const { now, today, rules } = judgement;
  const types = [];
  for (const [type, targets] of targetsByType) {
    types.push({ type, ...targets, attended: await readAttendedDates(store, { types: [type] }, now) });
  }
  // A place that may never have opened keeps no streak.
  const unmarked = (await queryUnmarked(store, now)).filter(({ status }) => status === 'booked').map(toStreakClass);
  const kept = isExplained ? null : await findPast(store, judgement);
  // What is unmarked may have been attended long ago, which nothing that is kept allows for.
  const past = kept && unmarked.every(({ startsLocal }) => startsLocal.slice(0, 10) > kept.through) ? kept : null;
  const view = buildStreakView({
    attended: await readAttendedDates(store, afterPast(past), now),
    past: past?.streak,
    types,
    planned: await readStreakClasses(store, 'booked', {
      from: now,
      before: new Date(now.getTime() + AHEAD_MS),
    }),
    unmarked,
    today,
    rules,
  });
  const attended = isExplained ? await readStreakClasses(store, 'attended', { before: now }) : [];
  return { view, attended };
}

function toStreakClass({ id, className, startsLocal }: Booking): StreakClass {
  return { bookingId: id, className, startsLocal };
}
