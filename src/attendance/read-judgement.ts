import { momentOf } from '../bookings/booking-context.ts';
import type { Store } from '../db/store.ts';
import type { AttendanceContext } from './attendance-context.ts';
import type { Judgement, JudgementSettings, Moment, TypeTargets } from './judgement.ts';
import { followSettings, historyOf } from './streak/known-targets.ts';
import { listPauses } from './streak/pause-store.ts';
import type { Pause } from './streak/pauses.ts';
import { listTargets, saveTargets, type TargetsByType } from './streak/target-store.ts';

/** The present moment and the rules. */
export async function judge(context: Omit<AttendanceContext, 'steps'>): Promise<Judgement> {
  const { now, nowLocal } = momentOf(context);
  return readJudgement(context.store, { now, today: nowLocal.slice(0, 10) }, context.settings);
}

/**
 * The rules at a moment. A changed target in the settings counts from that day until {@link keepJudgement} stores it.
 */
async function readJudgement(store: Store, moment: Moment, settings: JudgementSettings): Promise<Judgement> {
  const [known, pauses] = await readRules(store);
  return toJudgement(moment, settings, followSettings(known, settings, moment.today), pauses);
}

/** The rules at a moment; also stores the date of a target that has changed in the settings. Needs a transaction. */
export async function keepJudgement(store: Store, moment: Moment, settings: JudgementSettings): Promise<Judgement> {
  const [known, pauses] = await readRules(store);
  const targets = followSettings(known, settings, moment.today);
  for (const [type, dated] of targets) {
    if (dated !== known.get(type)) await saveTargets(store, type, dated);
  }
  return toJudgement(moment, settings, targets, pauses);
}

/** The weekly targets of the class types that have one in the settings. */
export async function readTypeTargets(
  store: Store,
  { today }: Moment,
  settings: JudgementSettings,
): Promise<TypeTargets> {
  const targets = followSettings(await listTargets(store), settings, today);
  return new Map([...(settings.weeklyTargetByType ?? [])].map(([type]) => [type, historyOf(targets, type)]));
}

/** What of the rules is with the record. */
function readRules(store: Store) {
  return store.together((same) => [listTargets(same), listPauses(same)] as const);
}

function toJudgement(
  moment: Moment,
  { restDays, weekStart }: JudgementSettings,
  targets: TargetsByType,
  pauses: readonly Pause[],
): Judgement {
  const rules = { restDays, weekStart, ...historyOf(targets), pauses };
  return { now: moment.now, today: moment.today, rules };
}
