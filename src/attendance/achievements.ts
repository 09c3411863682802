import type { LocalDate } from '../time/civil.ts';
import { offsetBetween } from '../time/zones.ts';
import { ACHIEVEMENT_RULES, type AchievementRule, type AttendedClass, type Step } from './achievement-rules.ts';
import type { StreakRules } from './asked-days.ts';
import { datesThatCount, type JudgedHistory, judgeHistory } from './streak.ts';

export interface AchievementInput {
  /** Every attended class that has begun, by start. */
  readonly history: readonly AttendedClass[];
  /** Local dates of classes that were missed, in any order. */
  readonly missed: readonly LocalDate[];
  readonly today: LocalDate;
  readonly rules: StreakRules;
}

/** An achievement as it stands. Public interface. */
export interface Achievement {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The start of the class that earned it, ISO 8601 with the offset of its zone; null while it is not earned. */
  readonly earnedAt: string | null;
  readonly bookingId: string | null;
  /** Towards `goal`; equal to it once earned. */
  readonly progress: number;
  readonly goal: number;
}

/**
 * Every achievement, computed from history alone: one that a correction makes untrue is not earned any more. The
 * history is walked once, and each rule only until it is earned.
 */
export function computeAchievements({ history, missed, today, rules }: AchievementInput): Achievement[] {
  const dates = datesThatCount(history.map(dateOf));
  const judged = judgeHistory(dates, today, rules);
  const runs = runsByDate(dates, judged);
  const missedMonths = new Set(missed.map((date) => date.slice(0, 7)));
  const background = { today, missedMonths, streaks: judged.streaks };
  const counts = ACHIEVEMENT_RULES.map((rule) => ({ rule, next: rule.begin(background), progress: 0 }));
  const earned = new Map<AchievementRule, AttendedClass>();

  let running = counts;
  let last: Step | null = null;
  let run = NO_RUNS;
  for (const attended of history) {
    const date = dateOf(attended);
    if (date !== last?.date) run = runs.get(date) ?? NO_RUNS;
    const step: Step = { attended, date, dayRun: run.dayRun, weekRun: run.weekRun };
    let isEarned = false;
    for (const count of running) {
      count.progress = count.next(step);
      if (count.progress < count.rule.goal) continue;
      earned.set(count.rule, attended);
      isEarned = true;
    }
    if (isEarned) running = running.filter(({ rule }) => !earned.has(rule));
    last = step;
  }

  return counts.map(({ rule, progress }) => {
    const { id, title, description, goal } = rule;
    const by = earned.get(rule);
    const standing = last === null ? 0 : (rule.today?.(background, last, progress) ?? progress);
    return {
      id,
      title,
      description,
      earnedAt: by === undefined ? null : startOf(by),
      bookingId: by?.bookingId ?? null,
      progress: by === undefined ? Math.min(standing, goal) : goal,
      goal,
    };
  });
}

/** What `after` has and `before` had not: worth telling once. */
export function newlyEarned(before: readonly Achievement[], after: readonly Achievement[]): Achievement[] {
  const had = new Set(before.filter(({ earnedAt }) => earnedAt !== null).map(({ id }) => id));
  return after.filter(({ id, earnedAt }) => earnedAt !== null && !had.has(id));
}

type Runs = Pick<Step, 'dayRun' | 'weekRun'>;

const NO_RUNS: Runs = { dayRun: 0, weekRun: 0 };

/** How long both runs were on each attended date, once it was attended. A week adds with the date that meets it. */
function runsByDate(dates: readonly LocalDate[], { dayRuns, weeks }: JudgedHistory): Map<LocalDate, Runs> {
  const runs = new Map<LocalDate, Runs>();
  let index = 0;
  let runBefore = 0;
  for (const week of weeks) {
    for (let nth = 1; nth <= week.attendedDays; nth += 1, index += 1) {
      const isMet = nth >= week.needed;
      const weekRun = isMet ? week.run : runBefore;
      runs.set(dates[index] ?? '', { dayRun: dayRuns[index] ?? 0, weekRun });
    }
    runBefore = week.run;
  }
  return runs;
}

function dateOf({ startsLocal }: AttendedClass): LocalDate {
  return startsLocal.slice(0, 10);
}

function startOf({ startsLocal, startsAt }: AttendedClass): string {
  return `${startsLocal}.000${offsetBetween(startsLocal, new Date(startsAt))}`;
}
