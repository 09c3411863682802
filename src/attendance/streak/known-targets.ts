import { nameKey } from '../../bookings/name-key.ts';
import type { LocalDate } from '../../time/civil.ts';
import { ALL_TYPES, type TargetsByType } from './target-store.ts';
import { followSetting, type TargetHistory, toTargetHistory } from './weekly-target.ts';

/** The weekly targets in the settings. */
export interface TargetSettings {
  /** For all classes; null where none is set. */
  readonly weeklyTarget: number | null;
  /** For single class types, beside the general one. */
  readonly weeklyTargetByType?: ReadonlyMap<string, number>;
}

/** The known targets, updated by the present settings, for every type in either of both. */
export function followSettings(known: TargetsByType, settings: TargetSettings, today: LocalDate): TargetsByType {
  const byType = new Map(known);
  const said: [string, number | null][] = [[ALL_TYPES, settings.weeklyTarget]];
  for (const [type, target] of settings.weeklyTargetByType ?? []) said.push([typeKey(type), target]);
  for (const [type, target] of said) {
    const targets = followSetting(byType.get(type) ?? [], target, today);
    if (targets.length > 0) byType.set(type, targets);
  }
  return byType;
}

/** The key of a class type in the table of targets; case makes no difference. */
export function typeKey(type: string): string {
  return nameKey(type);
}

/** The targets for all classes, or for those of one type. */
export function historyOf(targets: TargetsByType, type: string = ALL_TYPES): TargetHistory {
  return toTargetHistory(targets.get(typeKey(type)) ?? []);
}
