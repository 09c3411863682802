import type { LocalDate } from '../time/civil.ts';
import type { StreakRules } from './streak/asked-days.ts';

export interface Moment {
  readonly now: Date;
  readonly today: LocalDate;
}

/** The moment and the rules by which attendance is judged. */
export interface Judgement extends Moment {
  readonly rules: StreakRules;
}
