import { momentOf } from '../bookings/booking-context.ts';
import type { Store } from '../db/store.ts';
import type { AttendanceContext } from './attendance-context.ts';
import type { Judgement, JudgementSettings, Moment, TypeTargets } from './judgement.ts';
import { followSettings, historyOf } from './streak/known-targets.ts';
import { listPauses } from './streak/pause-store.ts';
import { listTargets, saveTargets, type TargetsByType } from './streak/target-store.ts';

/** The rules now. */
export async function judge(context: Omit<AttendanceContext, 'steps'>): Promise<Judgement> {
  const { now, nowLocal } = momentOf(context);
  return readJudgement(context.store, { now, today: nowLocal.slice(0, 10) }, context.settings);
}

/** The rules at a moment. A target that the settings have changed counts from today until somebody keeps it. */
export async function readJudgement(store: Store, moment: Moment, settings: JudgementSettings): Promise<Judgement> {
  const targets = followSettings(await listTargets(store), settings, moment.today);
  return toJudgement(store, moment, settings, targets);
}

/** {@link readJudgement} for those who write: keeps the date of a target that the settings have changed. */
export async function keepJudgement(store: Store, moment: Moment, settings: JudgementSettings): Promise<Judgement> {
  const known = await listTargets(store);
  const targets = followSettings(known, settings, moment.today);
  for (const [type, dated] of targets) {
    if (dated !== known.get(type)) await saveTargets(store, type, dated);
  }
  return toJudgement(store, moment, settings, targets);
}

/** Targets of single class types, as the settings name them. */
export async function readTypeTargets(
  store: Store,
  { today }: Moment,
  settings: JudgementSettings,
): Promise<TypeTargets> {
  const targets = followSettings(await listTargets(store), settings, today);
  return new Map([...(settings.weeklyTargetByType ?? [])].map(([type]) => [type, historyOf(targets, type)]));
}

async function toJudgement(
  store: Store,
  moment: Moment,
  { restDays, weekStart }: JudgementSettings,
  targets: TargetsByType,
): Promise<Judgement> {
  const rules = { restDays, weekStart, ...historyOf(targets), pauses: await listPauses(store) };
  return { now: moment.now, today: moment.today, rules };
}
