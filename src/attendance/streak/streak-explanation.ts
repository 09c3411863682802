import { lazy } from '../../lazy.ts';
import { fromDayNumber, type LocalDate, weekNumberOf } from '../../time/civil.ts';
import { AskedDays, type StreakRules } from './asked-days.ts';
import {
  type Ask,
  type JudgedHistory,
  type JudgedWeek,
  judgeHistory,
  type StreakPast,
  type Streaks,
} from './streak.ts';

/** Both streaks, with the weeks, runs and dates from which they follow. */
export interface StreakExplanation {
  readonly streaks: Streaks;
  /** What each streak needs next; null where it never needs anything again. */
  readonly asks: { readonly day: Ask | null; readonly week: Ask | null };
  /** Every week from the first attended one to the present one, ascending. */
  readonly weeks: readonly StreakWeek[];
  /** Every run of the history, ascending. */
  readonly dayRuns: readonly StreakRun[];
  readonly weekRuns: readonly StreakRun[];
  /** The attended dates of the current day run, and those in the weeks of the current week run. */
  readonly dayDates: readonly LocalDate[];
  readonly weekDates: readonly LocalDate[];
}

export interface StreakWeek {
  readonly startsOn: LocalDate;
  /** The ISO 8601 week number of the Thursday in the week. */
  readonly week: number;
  readonly attendedDays: number;
  /** The target in force, without regard to pauses. */
  readonly target: number;
  /** How many attended days the week needs; 0 where all of it is paused. */
  readonly needed: number;
  /** How many days of the week are paused, 0–7. */
  readonly pausedDays: number;
  readonly outcome: JudgedWeek['outcome'];
  /** The length of the run after this week. */
  readonly run: number;
}

/**
 * One run. A day run goes from its first to its last attended date; a week run from the first date of its first week to
 * the last date of its last week.
 */
export interface StreakRun {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** In days or weeks that count; skipped ones (rest days, pauses) are not in it. */
  readonly length: number;
}

/** {@link computeStreaks} with the reasons. With a `past`, the weeks, runs and dates are only those after it. */
export function explainStreaks(
  attended: readonly LocalDate[],
  today: LocalDate,
  rules: StreakRules,
  past?: StreakPast,
): StreakExplanation {
  const history = judgeHistory(attended, today, rules, past);
  const { streaks, asks, days, weeks } = history;
  // Computed on demand: most screens need none or only a few of these.
  const allWeeks = lazy(() => {
    const asked = new AskedDays(rules);
    return weeks.map((week) => toStreakWeek(week, asked));
  });
  return {
    streaks,
    asks,
    get weeks() {
      return allWeeks();
    },
    get dayRuns() {
      return dayRunsOf(history);
    },
    get weekRuns() {
      return weekRunsOf(weeks);
    },
    get dayDates() {
      return streaks.day.current === 0 ? [] : attended.slice(-streaks.day.current);
    },
    get weekDates() {
      return datesIn(carryingWeeks(weeks), days);
    },
  };
}

function toStreakWeek({ startDay, ...judged }: JudgedWeek, asked: AskedDays): StreakWeek {
  const { attendedDays, needed, outcome, run } = judged;
  const [startsOn, week] = [fromDayNumber(startDay), weekNumberOf(startDay)];
  const [target, pausedDays] = [asked.targetOfWeek(startDay), asked.countPaused(startDay)];
  return { startsOn, week, attendedDays, target, needed, pausedDays, outcome, run };
}

function dayRunsOf({ days, dayRuns }: JudgedHistory): StreakRun[] {
  return dayRuns.flatMap((length, index) => {
    const isLastOfRun = (dayRuns[index + 1] ?? 1) === 1;
    const [from, to] = [days[index - length + 1], days[index]];
    if (!isLastOfRun || from === undefined || to === undefined) return [];
    return [{ from: fromDayNumber(from), to: fromDayNumber(to), length }];
  });
}

function weekRunsOf(weeks: readonly JudgedWeek[]): StreakRun[] {
  const runs: StreakRun[] = [];
  for (const { outcome, run, startDay } of weeks) {
    if (outcome !== 'met') continue;
    const from = run === 1 ? undefined : runs.pop()?.from;
    runs.push({ from: from ?? fromDayNumber(startDay), to: fromDayNumber(startDay + 6), length: run });
  }
  return runs;
}

/** The weeks of the current run. */
function carryingWeeks(weeks: readonly JudgedWeek[]): JudgedWeek[] {
  const lastMissed = weeks.findLastIndex((week) => week.outcome === 'missed');
  return weeks.slice(lastMissed + 1).filter((week) => week.outcome === 'met');
}

function datesIn(weeks: readonly JudgedWeek[], days: readonly number[]): LocalDate[] {
  const first = weeks[0]?.startDay ?? Number.POSITIVE_INFINITY;
  const startDays = new Set(weeks.map((week) => week.startDay));
  return days.filter((day) => day >= first && startDays.has(day - ((day - first) % 7))).map(fromDayNumber);
}
