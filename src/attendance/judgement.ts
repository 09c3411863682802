import type { LocalDate, Weekday } from '../time/civil.ts';
import type { StreakRules } from './streak/asked-days.ts';
import type { TargetSettings } from './streak/known-targets.ts';
import type { TargetHistory } from './streak/weekly-target.ts';

export interface Moment {
  readonly now: Date;
  readonly today: LocalDate;
}

/** The moment and the rules by which attendance is judged. */
export interface Judgement extends Moment {
  readonly rules: StreakRules;
}

/** What the settings say of the rules. */
export interface JudgementSettings extends TargetSettings {
  readonly restDays: readonly Weekday[];
  readonly weekStart: Weekday;
}

/** What weeks ask for of single class types, by the type. */
export type TypeTargets = ReadonlyMap<string, TargetHistory>;
