import type { LocalDate } from '../../time/civil.ts';

/*
 * The rule of the weekly target, whole.
 *
 * The first target that is set holds for all of history. Every later one is dated and holds from its date on. A week
 * is judged by the target in force on its last day, so a change never touches a week that ended before its date.
 *
 * A person says a target with a date, or changes the settings by hand: a target there that differs from the last one
 * known counts from today. What is said from a date on replaces what was said for later dates.
 */

/** A target and the first date on which it holds. */
export interface DatedTarget {
  readonly from: LocalDate;
  /** Attended days a full week asks for, 1–7. */
  readonly target: number;
}

/** What weeks ask for, through all of history. */
export interface TargetHistory {
  /** The first target. */
  readonly weeklyTarget: number;
  /** Those that came after it, ascending by date; absent where none did. */
  readonly laterTargets?: readonly DatedTarget[];
}

/** What a week asks for where nobody has set a target. */
export const DEFAULT_TARGET = 1;

/** The date of a first target: before all of history. */
const ALWAYS: LocalDate = '0001-01-01';

/**
 * The targets with another one from a date on; where none is given, from the beginning if it is the first, else from
 * today. `known` is ascending by date.
 */
export function changeTarget(
  known: readonly DatedTarget[],
  target: number,
  from: LocalDate | null,
  today: LocalDate,
): readonly DatedTarget[] {
  if (known.length === 0 && from === null) return [{ from: ALWAYS, target }];
  const first = from ?? today;
  const earlier = known.length === 0 ? [{ from: ALWAYS, target: DEFAULT_TARGET }] : known;
  const kept = earlier.filter((each) => each.from < first);
  return kept.at(-1)?.target === target ? kept : [...kept, { from: first, target }];
}

/** The targets with what the settings say now, null for nothing. Gives `known` itself where that is no news. */
export function followSetting(
  known: readonly DatedTarget[],
  set: number | null,
  today: LocalDate,
): readonly DatedTarget[] {
  const last = known.at(-1);
  if (last === undefined && set === null) return known;
  const target = set ?? DEFAULT_TARGET;
  return last?.target === target ? known : changeTarget(known, target, null, today);
}

export function toTargetHistory([first, ...later]: readonly DatedTarget[]): TargetHistory {
  const weeklyTarget = first?.target ?? DEFAULT_TARGET;
  return later.length === 0 ? { weeklyTarget } : { weeklyTarget, laterTargets: later };
}

/** The target in force on a date. */
export function targetOn({ weeklyTarget, laterTargets = [] }: TargetHistory, date: LocalDate): number {
  return laterTargets.findLast(({ from }) => from <= date)?.target ?? weeklyTarget;
}

/** Changes of the target, ascending, each with the target before it. */
export function targetChanges({ weeklyTarget, laterTargets = [] }: TargetHistory): readonly TargetChange[] {
  return laterTargets.map((each, index) => ({ ...each, before: laterTargets[index - 1]?.target ?? weeklyTarget }));
}

export interface TargetChange extends DatedTarget {
  readonly before: number;
}
