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

/** The streaks, from the kept past on, or from the whole history where `past` is null. */
export async function computeStreaksNow(
  store: Store,
  { now, today, rules }: Judgement,
  past: AttendancePast | null,
): Promise<Streaks> {
  return computeStreaks(await readAttendedDates(store, afterPast(past), now), today, rules, past?.streak);
}

/** How far ahead booked classes are read: later ones cannot help the week that needs classes next. */
const AHEAD_MS = 100 * 86_400_000;

/** The streaks. With `isExplained`, `attended` holds every attended class; else it is empty. */
export interface StreakReport {
  readonly view: StreakView;
  readonly attended: readonly StreakClass[];
}

/** A request for the streaks, not checked yet. */
export interface StreakRequest {
  /** With the attended classes. */
  readonly isExplained?: boolean | undefined;
}

/** The streaks by the present settings. Throws UsageError. */
export async function readStreakReport(
  context: Omit<AttendanceContext, 'steps'>,
  { isExplained }: StreakRequest,
): Promise<StreakReport> {
  const isWhole = saidFlag(isExplained, 'isExplained');
  const judgement = await judge(context);
  const types = await readTypeTargets(context.store, judgement, context.settings);
  return readStreaks(context.store, judgement, types, isWhole);
}

/** The streaks by a given judgement; `targetsByType` has the class types with a target of their own. */
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
  // Without waitlisted classes: their place may never have opened.
  const unmarked = (await queryUnmarked(store, now)).filter(({ status }) => status === 'booked').map(toStreakClass);
  const kept = isExplained ? null : await findPast(store, judgement);
  // The kept past cannot be used where unmarked classes lie in it: the view shows the streaks as if they were attended.
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
