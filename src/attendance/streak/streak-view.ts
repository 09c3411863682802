import { localDateOf } from '../../bookings/booking.ts';
import { addDays, type LocalDate, type LocalDateTime } from '../../time/civil.ts';
import type { StreakRules } from './asked-days.ts';
import { datesThatCount, type StreakPast } from './streak.ts';
import { explainStreaks, type StreakExplanation } from './streak-explanation.ts';
import { type TargetChange, type TargetHistory, targetChanges } from './weekly-target.ts';

/** The parts of a class that a screen of streaks shows. */
export interface StreakClass {
  readonly bookingId: string;
  readonly className: string;
  readonly startsLocal: LocalDateTime;
}

/** A class type with a weekly target of its own, beside the general one. */
export interface TypeTarget extends TargetHistory {
  readonly type: string;
  /** Attended dates of this type, ascending and unique, without classes that have not begun. */
  readonly attended: readonly LocalDate[];
}

export interface StreakInput {
  /** Attended dates, ascending and unique, without classes that have not begun; with a `past`, only those after it. */
  readonly attended: readonly LocalDate[];
  readonly past?: StreakPast | undefined;
  readonly types: readonly TypeTarget[];
  /** The booked classes ahead, by start. */
  readonly planned: readonly StreakClass[];
  /** The classes that have ended and are still booked, by start. */
  readonly unmarked: readonly StreakClass[];
  readonly today: LocalDate;
  readonly rules: StreakRules;
}

/** The data of the streak screen. */
export interface StreakView {
  readonly explanation: StreakExplanation;
  readonly types: readonly { readonly type: string; readonly explanation: StreakExplanation }[];
  /** Changes of the general target, ascending; absent where there were none. */
  readonly targetChanges?: readonly TargetChange[];
  /** The booked classes that would add a day to the week that needs classes next, one per date. */
  readonly planned: readonly StreakClass[];
  readonly unmarked: readonly StreakClass[];
  /** The explanation as if the unmarked classes were attended; null where there are none. */
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
        : explainStreaks(datesThatCount([...attended, ...unmarked.map(localDateOf)]), today, rules, past),
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
    const date = localDateOf(each);
    const adds = addDays(by, -6) <= date && date <= by && !attended.has(date);
    if (adds && !firstByDate.has(date)) firstByDate.set(date, each);
  }
  return [...firstByDate.values()];
}
