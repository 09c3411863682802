import type { LocalDate } from '../time/civil.ts';
import type { StreakRules } from './asked-days.ts';

/** The moment and the rules by which attendance is judged. */
export interface Judgement {
  readonly now: Date;
  readonly today: LocalDate;
  readonly rules: StreakRules;
}
