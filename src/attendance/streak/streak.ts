import { fromDayNumber, type LocalDate, toDayNumber } from '../../time/civil.ts';
import { AskedDays, LAST_DAY, type StreakRules } from './asked-days.ts';

/*
 * The rule of both streaks, whole.
 *
 * What counts is the local date of an attended class that has begun; several on one date are one. Booked,
 * cancelled and missed classes neither count nor break.
 *
 * Day streak: consecutive eligible dates with a class. A rest weekday or a paused date is not eligible:
 * without a class it is stepped over, and a class on it adds one like any other.
 *
 * Week streak: consecutive weeks with enough attended dates. A week needs ceil(target × unpaused days / 7),
 * by the target in force on its last day (weekly-target.ts). Rest days do not lower that, and dates attended in a
 * pause help to reach it. A week that is wholly paused needs 0: it is stepped over, and adds one when something was
 * attended in it.
 *
 * Judged on today. The open period (today, this week) adds once it is met and never takes away; only one that
 * is over breaks a run. A class abroad may have begun on a date that home has yet to reach: everything is then
 * judged on that date, for the person is there.
 *
 * `longest` is over all history. `deadline` is the last date on which the run can still be kept: for days the
 * first eligible date from today on without a class, for weeks the last date of the first week from this one
 * on that still needs something (a rest day may be that date, for a class on it counts). It is null when
 * nothing is running, or when nothing will ever be asked again.
 *
 * State `none`: nothing is running. `safe`: nothing is asked of today, or of this week. A week that still
 * needs classes is `at_risk` when the eligible dates left are no more than the classes needed, else `pending`.
 * Today is among those left until it has a class: a second class today would not add a day.
 */

export type StreakState = 'none' | 'safe' | 'pending' | 'at_risk';

/** One streak, in days or in weeks. */
export interface Streak {
  readonly current: number;
  readonly longest: number;
  readonly state: StreakState;
  readonly deadline: LocalDate | null;
  /** The last attended date, whether or not it belongs to a run that still stands. */
  readonly lastOn: LocalDate | null;
  /** What a full period asks for: this week's target in days; one class for a day. */
  readonly target: number;
}

export interface Streaks {
  readonly day: Streak;
  readonly week: Streak;
}

/** A week of the history: `open` is this week while it is not met, `neutral` a paused one without a class. */
export interface JudgedWeek {
  readonly startDay: number;
  readonly attendedDays: number;
  /** 0 for a week that is wholly paused. */
  readonly needed: number;
  readonly outcome: 'met' | 'missed' | 'neutral' | 'open';
  /** Length of the run after this week; an open or neutral week hands on what it found. */
  readonly run: number;
}

/** The history as the rule sees it, in day numbers; of one that goes on from a past, what came after that. */
export interface JudgedHistory {
  readonly days: readonly number[];
  /** Length of the day run at each of `days`, that day included. */
  readonly dayRuns: readonly number[];
  /** Every week from the first attended one to this one; just this one where nothing was attended. */
  readonly weeks: readonly JudgedWeek[];
  readonly streaks: Streaks;
  readonly asks: { readonly day: Ask | null; readonly week: Ask | null };
}

/** What the days up to the end of a week have come to: all that the rule asks of them later. */
export interface StreakPast {
  /** The last day of the week; the day numbers are of the same rules as what follows. */
  readonly throughDay: number;
  readonly lastDay: number | null;
  readonly dayRun: number;
  readonly longestDayRun: number;
  readonly weekRun: number;
  readonly longestWeekRun: number;
}

const NO_PAST: StreakPast = {
  throughDay: Number.NEGATIVE_INFINITY,
  lastDay: null,
  dayRun: 0,
  longestDayRun: 0,
  weekRun: 0,
  longestWeekRun: 0,
};

/** What is asked next, whether or not a run stands: so many more attended days, the last of them by that date. */
export interface Ask {
  readonly days: number;
  readonly by: LocalDate;
}

/** Attended dates as the rule takes them: ascending, each once, in whatever order they were marked. */
export function datesThatCount(marked: Iterable<LocalDate>): LocalDate[] {
  return [...new Set(marked)].sort();
}

/**
 * Both streaks. `attended` are the dates that count, ascending and unique, without classes yet to begin; where there
 * is a past, those after it.
 */
export function computeStreaks(
  attended: readonly LocalDate[],
  today: LocalDate,
  rules: StreakRules,
  past?: StreakPast,
): Streaks {
  return judgeHistory(attended, today, rules, past).streaks;
}

/** The streaks as {@link computeStreaks} gives them, with every day and week they are made of. */
export function judgeHistory(
  attended: readonly LocalDate[],
  today: LocalDate,
  rules: StreakRules,
  past: StreakPast = NO_PAST,
): JudgedHistory {
  const asked = new AskedDays(rules);
  const days = toDayNumbers(attended);
  const lastDay = days.at(-1) ?? past.lastDay;
  const onDay = Math.max(toDayNumber(today), lastDay ?? Number.NEGATIVE_INFINITY);
  const dayRuns = judgeDays(days, asked, past);
  const weeks = judgeWeeks(days, onDay, asked, past);
  const day = sumUpDays(lastDay, dayRuns.at(-1) ?? past.dayRun, onDay, asked);
  const week = sumUpWeeks(lastDay, weeks, onDay, asked);
  const lastOn = lastDay === null ? null : fromDayNumber(lastDay);
  const longestDayRun = maximum(past.longestDayRun, dayRuns);
  const longestWeekRun = maximum(
    past.longestWeekRun,
    weeks.map(({ run }) => run),
  );
  return {
    days,
    dayRuns,
    weeks,
    streaks: {
      day: { ...day.verdict, longest: longestDayRun, lastOn, target: 1 },
      week: { ...week.verdict, longest: longestWeekRun, lastOn, target: asked.targetOfWeek(asked.weekOf(onDay)) },
    },
    asks: { day: day.ask, week: week.ask },
  };
}

interface SummedUp {
  readonly verdict: Pick<Streak, 'current' | 'state' | 'deadline'>;
  readonly ask: Ask | null;
}

/** Day numbers of ascending dates. A month is looked up once, which keeps a century of daily classes cheap. */
function toDayNumbers(dates: readonly LocalDate[]): number[] {
  let month = '-';
  let dayBeforeMonth = 0;
  return dates.map((date) => {
    if (!date.startsWith(month)) {
      month = date.slice(0, 8);
      dayBeforeMonth = toDayNumber(`${month}01`) - 1;
    }
    return dayBeforeMonth + Number(date.slice(8));
  });
}

function judgeDays(days: readonly number[], asked: AskedDays, past: StreakPast): number[] {
  const runs: number[] = [];
  let run = past.dayRun;
  let previous = past.lastDay ?? Number.NEGATIVE_INFINITY;
  for (const day of days) {
    const goesOn = day === previous + 1 || (run > 0 && day <= asked.firstEligibleDay(previous + 1));
    run = goesOn ? run + 1 : 1;
    runs.push(run);
    previous = day;
  }
  return runs;
}

function sumUpDays(lastDay: number | null, run: number, onDay: number, asked: AskedDays): SummedUp {
  const stands = lastDay !== null && asked.firstEligibleDay(lastDay + 1) >= onDay;
  const askedDay = asked.firstEligibleDay(lastDay === onDay ? onDay + 1 : onDay);
  return sumUp(stands ? run : 0, askedDay === onDay ? 'at_risk' : 'safe', 1, askedDay);
}

function judgeWeeks(days: readonly number[], onDay: number, asked: AskedDays, past: StreakPast): JudgedWeek[] {
  const weeks: JudgedWeek[] = [];
  const openWeek = asked.weekOf(onDay);
  const firstWeek = past.lastDay === null ? asked.weekOf(days[0] ?? onDay) : past.throughDay + 1;
  let run = past.weekRun;
  let next = 0;
  for (let startDay = firstWeek; startDay <= openWeek; startDay += 7) {
    const first = next;
    while (next < days.length && (days[next] ?? 0) < startDay + 7) next += 1;
    const attendedDays = next - first;
    const needed = asked.daysNeeded(startDay);
    const outcome = outcomeOf(attendedDays, needed, startDay === openWeek);
    if (outcome === 'met') run += 1;
    if (outcome === 'missed') run = 0;
    weeks.push({ startDay, attendedDays, needed, outcome, run });
  }
  return weeks;
}

function outcomeOf(attendedDays: number, needed: number, isOpen: boolean): JudgedWeek['outcome'] {
  if (attendedDays > 0 && attendedDays >= needed) return 'met';
  if (needed === 0) return 'neutral';
  return isOpen ? 'open' : 'missed';
}

function sumUpWeeks(lastDay: number | null, weeks: readonly JudgedWeek[], onDay: number, asked: AskedDays): SummedUp {
  const openWeek = asked.weekOf(onDay);
  const week = weeks.at(-1);
  const firstLeft = lastDay === onDay ? onDay + 1 : onDay;
  const missing = week?.outcome === 'open' ? week.needed - week.attendedDays : 0;
  // With nothing to lose, a week that can no longer be met asks for nothing: the next one does.
  const isLost = week?.run === 0 && openWeek + 7 - firstLeft < missing;
  if (week?.outcome !== 'open' || isLost) {
    const askedWeek = asked.weekOf(asked.firstUnpausedDay(openWeek + 7));
    return sumUp(week?.run ?? 0, 'safe', asked.daysNeeded(askedWeek), askedWeek + 6);
  }
  const eligibleLeft = asked.countEligible(firstLeft, openWeek + 6);
  return sumUp(week.run, eligibleLeft > missing ? 'pending' : 'at_risk', missing, openWeek + 6);
}

function sumUp(current: number, state: StreakState, missingDays: number, byDay: number): SummedUp {
  const by = byDay <= LAST_DAY ? fromDayNumber(byDay) : null;
  return {
    verdict: current === 0 ? { current, state: 'none', deadline: null } : { current, state, deadline: by },
    ask: by === null ? null : { days: missingDays, by },
  };
}

function maximum(atLeast: number, numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, each), atLeast);
}
