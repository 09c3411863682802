import type { LocalDate } from '../../time/civil.ts';

/*
 * The complete rule of the weekly target.
 *
 * The first target is in force for the whole history. Every later one has a date and is in force from that date on. A
 * week is judged by the target in force on its last day, so a change never affects a week that ended before its date.
 *
 * A person sets a target by a command, or changes the settings file by hand. A target in the settings that differs from
 * the last known one is in force from today. A new target from a date on replaces the targets of later dates.
 */

/** A target and the first date on which it is in force. */
export interface DatedTarget {
  readonly from: LocalDate;
  /** How many attended days a week without pauses needs, 1–7. */
  readonly target: number;
}

/** The weekly targets of the whole history. */
export interface TargetHistory {
  /** The first target. */
  readonly weeklyTarget: number;
  /** The later targets, ascending by date; absent where there are none. */
  readonly laterTargets?: readonly DatedTarget[];
}

/** The target where none is set. */
export const DEFAULT_TARGET = 1;

/** The date of a first target: before the whole history. */
const ALWAYS: LocalDate = '0001-01-01';

/**
 * The targets with a new one from a date on. Where `from` is null, a first target is in force for the whole history, a
 * later one from today. `known` is ascending by date.
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

/** The targets updated by the present setting (null: none). Gives `known` itself where nothing changes. */
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

/** Dated targets as a history; they are ascending by date, and there may be none. */
export function toTargetHistory([first, ...later]: readonly DatedTarget[]): TargetHistory {
  const weeklyTarget = first?.target ?? DEFAULT_TARGET;
  return later.length === 0 ? { weeklyTarget } : { weeklyTarget, laterTargets: later };
}

/** The target in force on a date. */
export function targetOn({ weeklyTarget, laterTargets = [] }: TargetHistory, date: LocalDate): number {
  return laterTargets.findLast(({ from }) => from <= date)?.target ?? weeklyTarget;
}

/** The changes of the target, ascending, each with the target before it. */
export function targetChanges({ weeklyTarget, laterTargets = [] }: TargetHistory): readonly TargetChange[] {
  return laterTargets.map((each, index) => ({ ...each, before: laterTargets[index - 1]?.target ?? weeklyTarget }));
}

export interface TargetChange extends DatedTarget {
  readonly before: number;
}
