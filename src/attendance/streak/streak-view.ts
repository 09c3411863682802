import { addDays, type LocalDate, type LocalDateTime } from '../../time/civil.ts';
import type { StreakRules } from './asked-days.ts';
import { datesThatCount, type StreakPast } from './streak.ts';
import { explainStreaks, type StreakExplanation } from './streak-explanation.ts';
import { type TargetChange, type TargetHistory, targetChanges } from './weekly-target.ts';

/** A class as a streak speaks of it. */
export interface StreakClass {
  readonly bookingId: string;
  readonly className: string;
  readonly startsLocal: LocalDateTime;
}

/** A class type that has a weekly target of its own, counted beside the general one. */
export interface TypeTarget extends TargetHistory {
  readonly type: string;
  /** As for {@link StreakInput.attended}, of this type only. */
  readonly attended: readonly LocalDate[];
}

export interface StreakInput {
  /** Attended dates, ascending and unique, without classes yet to begin; where there is a past, those after it. */
  readonly attended: readonly LocalDate[];
  readonly past?: StreakPast | undefined;
  readonly types: readonly TypeTarget[];
  /** What is booked from now on, by start. */
  readonly planned: readonly StreakClass[];
  /** What is over and still booked, by start. */
  readonly unmarked: readonly StreakClass[];
  readonly today: LocalDate;
  readonly rules: StreakRules;
}

/** What the streak screen shows. */
export interface StreakView {
  readonly explanation: StreakExplanation;
  readonly types: readonly { readonly type: string; readonly explanation: StreakExplanation }[];
  /** Changes of the general target, ascending; absent where there were none. */
  readonly targetChanges?: readonly TargetChange[];
  /** The booked classes that would add a day to the week that asks for something next, one per date. */
  readonly planned: readonly StreakClass[];
  readonly unmarked: readonly StreakClass[];
  /** The same history with the unmarked classes attended; null where there are none. */
  readonly ifUnmarkedAttended: StreakExplanation | null;
}

export function buildStreakView({ attended, past, types, planned, unmarked, today, rules }: StreakInput): StreakView {
  const explanation = explainStreaks(attended, today, rules, past);
  const { restDays, weekStart, pauses } = rules;
  return {
    explanation,
    types: types.map(({ type, attended: dates, ...targets }) => ({
      type,
      explanation: explainStreaks(dates, today, { restDays, weekStart, pauses, ...targets }),
    })),
    ...(rules.laterTargets && { targetChanges: targetChanges(rules) }),
    planned: plannedFor(explanation, planned, new Set(attended)),
    unmarked,
    ifUnmarkedAttended:
      unmarked.length === 0
        ? null
        : explainStreaks(datesThatCount([...attended, ...unmarked.map(dateOf)]), today, rules, past),
  };
}

function plannedFor(
  { asks }: StreakExplanation,
  planned: readonly StreakClass[],
  attended: ReadonlySet<LocalDate>,
): StreakClass[] {
  const by = asks.week?.by;
  if (by === undefined) return [];
  const firstByDate = new Map<LocalDate, StreakClass>();
  for (const each of planned) {
    const date = dateOf(each);
    const adds = addDays(by, -6) <= date && date <= by && !attended.has(date);
    if (adds && !firstByDate.has(date)) firstByDate.set(date, each);
  }
  return [...firstByDate.values()];
}

function dateOf({ startsLocal }: StreakClass): LocalDate {
  return startsLocal.slice(0, 10);
}
