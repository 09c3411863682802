import type { LocalDate, Weekday } from '../time/civil.ts';
import type { StreakRules } from './streak/asked-days.ts';
import type { TargetSettings } from './streak/known-targets.ts';
import type { TargetHistory } from './streak/weekly-target.ts';

/** An instant, and the local date of the person at that instant. */
export interface Moment {
  readonly now: Date;
  readonly today: LocalDate;
}

/** The moment for which attendance is judged, and the rules. */
export interface Judgement extends Moment {
  readonly rules: StreakRules;
}

/** The rules that come from the settings. */
export interface JudgementSettings extends TargetSettings {
  readonly restDays: readonly Weekday[];
  readonly weekStart: Weekday;
}

/** The weekly targets of single class types, by type. */
export type TypeTargets = ReadonlyMap<string, TargetHistory>;
