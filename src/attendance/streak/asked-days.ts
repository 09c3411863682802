import { fromDayNumber, toDayNumber, type Weekday, weekdayOfDayNumber } from '../../time/civil.ts';
import type { PauseRange } from './pauses.ts';
import { type TargetHistory, targetOn } from './weekly-target.ts';

/** The rules that a person has set. Everything except dated targets applies to the whole history. */
export interface StreakRules extends TargetHistory {
  readonly restDays: readonly Weekday[];
  readonly weekStart: Weekday;
  /** In any order; they may overlap. */
  readonly pauses: readonly PauseRange[];
}

/** The last day that a date can name. */
export const LAST_DAY = toDayNumber('9999-12-31');

/**
 * Answers which days count and what weeks need, in day numbers. A day is eligible where it is neither a rest day nor
 * paused.
 */
export class AskedDays {
  readonly #restDays: ReadonlySet<number>;
  readonly #weekStart: Weekday;
  readonly #targets: TargetHistory;
  readonly #pauses: readonly { readonly from: number; readonly to: number }[];

  constructor(rules: StreakRules) {
    this.#restDays = new Set(rules.restDays);
    this.#weekStart = rules.weekStart;
    this.#targets = rules;
    this.#pauses = rules.pauses.map((pause) => ({ from: toDayNumber(pause.from), to: toDayNumber(pause.to) }));
  }

  /** The first day of the week of `day`. */
  weekOf(day: number): number {
    return day - ((weekdayOfDayNumber(day) - this.#weekStart + 7) % 7);
  }

  firstUnpausedDay(from: number): number {
    let day = from;
    for (;;) {
      const pause = this.#pauses.find((each) => each.from <= day && day <= each.to);
      if (pause === undefined) return day;
      day = pause.to + 1;
    }
  }

  /** The first eligible day from `from` on; Infinity where every weekday is a rest day. */
  firstEligibleDay(from: number): number {
    if (this.#restDays.size === 7) return Number.POSITIVE_INFINITY;
    let day = this.firstUnpausedDay(from);
    while (this.#restDays.has(weekdayOfDayNumber(day))) day = this.firstUnpausedDay(day + 1);
    return day;
  }

  countEligible(from: number, to: number): number {
    let count = 0;
    for (let day = this.firstEligibleDay(from); day <= to; day = this.firstEligibleDay(day + 1)) count += 1;
    return count;
  }

  /** How many of the seven days from `startDay` on are paused. */
  countPaused(startDay: number): number {
    // This runs for every week of a history, and most weeks have no pause.
    if (!this.#pauses.some((each) => each.from < startDay + 7 && startDay <= each.to)) return 0;
    let paused = 0;
    for (let day = startDay; day < startDay + 7; day += 1) if (this.firstUnpausedDay(day) !== day) paused += 1;
    return paused;
  }

  /** The target of the week that begins on `startDay`, without regard to pauses: the one in force on its last day. */
  targetOfWeek(startDay: number): number {
    const { weeklyTarget, laterTargets } = this.#targets;
    // This runs for every week of a history, and most people never change their target.
    return laterTargets === undefined
      ? weeklyTarget
      : targetOn(this.#targets, fromDayNumber(Math.min(startDay + 6, LAST_DAY)));
  }

  /** How many attended days the week that begins on `startDay` needs. */
  daysNeeded(startDay: number): number {
    return Math.ceil((this.targetOfWeek(startDay) * (7 - this.countPaused(startDay))) / 7);
  }
}
