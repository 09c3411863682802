import { nameKey } from '../../bookings/name-key.ts';
import type { LocalDate } from '../../time/civil.ts';
import { ALL_TYPES, type TargetsByType } from './target-store.ts';
import { followSetting, type TargetHistory, toTargetHistory } from './weekly-target.ts';

/** The targets as the settings say them now. */
export interface TargetSettings {
  /** Null where none is set. */
  readonly weeklyTarget: number | null;
  /** Of single class types, beside the general one. */
  readonly weeklyTargetByType?: ReadonlyMap<string, number>;
}

/** The known targets with what the settings say by now, of every type that one of both names. */
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

/** A type as its targets are kept: types are one whatever their case. */
export function typeKey(type: string): string {
  return nameKey(type);
}

/** The targets of all classes, or of those of a type. */
export function historyOf(targets: TargetsByType, type: string = ALL_TYPES): TargetHistory {
  return toTargetHistory(targets.get(typeKey(type)) ?? []);
}
