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

/** Both streaks and everything they rest on. */
export interface StreakExplanation {
  readonly streaks: Streaks;
  /** What is asked next of days and of weeks; null where nothing ever is. */
  readonly asks: { readonly day: Ask | null; readonly week: Ask | null };
  /** Every week from the first attended one to this one, ascending. */
  readonly weeks: readonly StreakWeek[];
  /** Every run there ever was, ascending; `to` of the last is where it stands today. */
  readonly dayRuns: readonly StreakRun[];
  readonly weekRuns: readonly StreakRun[];
  /** The attended dates that carry the current day run, and those in the weeks that carry the current week run. */
  readonly dayDates: readonly LocalDate[];
  readonly weekDates: readonly LocalDate[];
}

export interface StreakWeek {
  readonly startsOn: LocalDate;
  /** ISO 8601 week number of the week's Thursday. */
  readonly week: number;
  readonly attendedDays: number;
  /** The target in force, pauses aside. */
  readonly target: number;
  /** Attended days the week asks for; 0 when it is wholly paused. */
  readonly needed: number;
  /** Days of the week that a pause covers, 0–7. */
  readonly pausedDays: number;
  readonly outcome: JudgedWeek['outcome'];
  /** Length of the run after this week. */
  readonly run: number;
}

/** For days the first and last attended date; for weeks the first date of the first and the last of the last week. */
export interface StreakRun {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** In days or weeks that count; what was stepped over is not in it. */
  readonly length: number;
}

/** As {@link computeStreaks}, with the reasons; where there is a past, weeks, runs and dates are of what follows it. */
export function explainStreaks(
  attended: readonly LocalDate[],
  today: LocalDate,
  rules: StreakRules,
  past?: StreakPast,
): StreakExplanation {
  const history = judgeHistory(attended, today, rules, past);
  const { streaks, asks, days, weeks } = history;
  // Most screens ask for a few weeks at the end; a long history is written out only where all of it is shown.
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

/** The weeks that count in the run that stands. */
function carryingWeeks(weeks: readonly JudgedWeek[]): JudgedWeek[] {
  const lastMissed = weeks.findLastIndex((week) => week.outcome === 'missed');
  return weeks.slice(lastMissed + 1).filter((week) => week.outcome === 'met');
}

function datesIn(weeks: readonly JudgedWeek[], days: readonly number[]): LocalDate[] {
  const first = weeks[0]?.startDay ?? Number.POSITIVE_INFINITY;
  const startDays = new Set(weeks.map((week) => week.startDay));
  return days.filter((day) => day >= first && startDays.has(day - ((day - first) % 7))).map(fromDayNumber);
}
