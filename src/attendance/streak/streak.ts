import { fromDayNumber, type LocalDate, toDayNumber } from '../../time/civil.ts';
import { AskedDays, LAST_DAY, type StreakRules } from './asked-days.ts';

/*
 * The complete rule of both streaks.
 *
 * The local date of an attended class that has begun counts. Several classes on one date count once. Booked, cancelled
 * and missed classes do not count and do not break a streak.
 *
 * Day streak: consecutive eligible dates with a class. A rest day or a paused date is not eligible. Without a class it
 * is skipped; a class on it adds one to the run.
 *
 * Week streak: consecutive weeks with enough attended dates. A week needs ceil(target × unpaused days / 7), by the
 * target in force on its last day (weekly-target.ts). Rest days do not lower this number. Dates attended during a pause
 * help to reach it. A week that is paused on all seven days needs 0: it is skipped, but adds one if it has an attended
 * date.
 *
 * Streaks are judged on today. The present day and the present week add to a run once they are met, and never break it:
 * only a period that is over can break a run. In another zone, a person may attend a class on a date that is still
 * tomorrow at home; then everything is judged on that date.
 *
 * `longest` is the longest run of the whole history. `deadline` is the last date on which the run can still be kept.
 * For days it is the first eligible date from today on without a class. For weeks it is the last date of the first
 * week, from the present one on, that still needs attended dates; it may be a rest day, because a class on a rest day
 * counts. It is null where there is no current run, or where the rules will never need a class again.
 *
 * The state is `none` where there is no current run, and `safe` where today (or the present week) needs nothing more. A
 * week that still needs dates is `at_risk` where no more eligible dates are left than it needs, else `pending`. Today
 * is one of the dates left until it has a class.
 */

export type StreakState = 'none' | 'safe' | 'pending' | 'at_risk';

/** One streak, in days or in weeks. */
export interface Streak {
  readonly current: number;
  readonly longest: number;
  readonly state: StreakState;
  readonly deadline: LocalDate | null;
  /** The last attended date, also where its run is broken. */
  readonly lastOn: LocalDate | null;
  /** What a period needs: for a week the target of the present week in days, for a day 1. */
  readonly target: number;
}

export interface Streaks {
  readonly day: Streak;
  readonly week: Streak;
}

/**
 * A week of the history. `open`: the present week, not met yet. `neutral`: a week paused on all days, without a class.
 */
export interface JudgedWeek {
  readonly startDay: number;
  readonly attendedDays: number;
  /** How many attended days it needs; 0 for a week that is paused on all days. */
  readonly needed: number;
  readonly outcome: 'met' | 'missed' | 'neutral' | 'open';
  /** The length of the run after this week; an open or neutral week does not change it. */
  readonly run: number;
}

/** The judged history in day numbers; with a past, only the part after it. */
export interface JudgedHistory {
  readonly days: readonly number[];
  /** The length of the day run at each of `days`, that day included. */
  readonly dayRuns: readonly number[];
  /** Every week from the first attended one to the present one; only the present one where nothing was attended. */
  readonly weeks: readonly JudgedWeek[];
  readonly streaks: Streaks;
  readonly asks: { readonly day: Ask | null; readonly week: Ask | null };
}

/** The state of both streaks at the end of a week: all that the rule needs to know about the days before. */
export interface StreakPast {
  /** The last day of the week, by the same start of the week as the days after it. */
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

/** What a streak needs next, also where there is no current run: `days` more attended days until the date `by`. */
export interface Ask {
  readonly days: number;
  readonly by: LocalDate;
}

/** Attended dates in the form that the rule takes: ascending and unique. */
export function datesThatCount(marked: Iterable<LocalDate>): LocalDate[] {
  return [...new Set(marked)].sort();
}

/**
 * Both streaks. `attended` holds the dates that count, ascending and unique, without classes that have not begun; with
 * a `past`, only those after it.
 */
export function computeStreaks(
  attended: readonly LocalDate[],
  today: LocalDate,
  rules: StreakRules,
  past?: StreakPast,
): Streaks {
  return judgeHistory(attended, today, rules, past).streaks;
}

/** {@link computeStreaks} with every judged day and week. */
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

/** The day numbers of ascending dates. Each month is converted only once, so a long history stays cheap. */
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
  // Without a run to keep, a week that can no longer be met needs nothing; the next week is the one to meet.
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
