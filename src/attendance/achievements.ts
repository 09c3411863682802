import type { LocalDate } from '../time/civil.ts';
import { offsetBetween } from '../time/zones.ts';
import { ACHIEVEMENT_RULES, type AchievementRule, type AttendedClass, type Step } from './achievement-rules.ts';
import type { StreakRules } from './asked-days.ts';
import { datesThatCount, type JudgedHistory, judgeHistory } from './streak.ts';

export interface AchievementInput<Class extends AttendedClass = AttendedClass> {
  /** Every attended class that has begun, by start. */
  readonly history: Iterable<Class>;
  /** The local dates of `history`, in any order, where they are known already. */
  readonly dates?: readonly LocalDate[];
  /** Local dates of classes that were missed, in any order. */
  readonly missed: readonly LocalDate[];
  readonly today: LocalDate;
  readonly rules: StreakRules;
}

/** An achievement as it stands. */
export interface Achievement<Class extends AttendedClass = AttendedClass> {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The start of the class that earned it, ISO 8601 with the offset of its zone; null while it is not earned. */
  readonly earnedAt: string | null;
  readonly earnedBy: Class | null;
  /** Towards `goal`; equal to it once earned. */
  readonly progress: number;
  readonly goal: number;
}

/**
 * Every achievement, computed from history alone: one that a correction makes untrue is not earned any more. The
 * history is walked once, and each rule only until it is earned.
 */
export function computeAchievements<Class extends AttendedClass>({
  history,
  dates: known = [...history].map(dateOf),
  missed,
  today,
  rules,
}: AchievementInput<Class>): Achievement<Class>[] {
  const dates = datesThatCount(known);
  const judged = judgeHistory(dates, today, rules);
  const runs = runsByDate(dates, judged);
  const missedMonths = new Set(missed.map((date) => date.slice(0, 7)));
  const background = { today, missedMonths, streaks: judged.streaks };
  const counts = ACHIEVEMENT_RULES.map((rule) => ({ rule, next: rule.begin(background), progress: 0 }));
  const earned = new Map<AchievementRule, Class>();

  let running = counts;
  let last: Step | null = null;
  let run = NO_RUNS;
  for (const attended of history) {
    const date: LocalDate = last !== null && isOn(attended, last.date) ? last.date : dateOf(attended);
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
      earnedBy: by ?? null,
      progress: by === undefined ? Math.min(standing, goal) : goal,
      goal,
    };
  });
}

/** The ids of what is earned. */
export function earnedIds(achievements: readonly Achievement[]): string[] {
  return achievements.filter(({ earnedAt }) => earnedAt !== null).map(({ id }) => id);
}

/** What is earned and was not told of yet. */
export function newlyEarned(told: readonly string[], achievements: readonly Achievement[]): Achievement[] {
  return achievements.filter(({ id, earnedAt }) => earnedAt !== null && !told.includes(id));
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

function isOn({ startsLocal }: AttendedClass, date: LocalDate): boolean {
  return startsLocal.startsWith(date);
}

function dateOf({ startsLocal }: AttendedClass): LocalDate {
  return startsLocal.slice(0, 10);
}

function startOf({ startsLocal, startsAt }: AttendedClass): string {
  return `${startsLocal}.000${offsetBetween(startsLocal, new Date(startsAt))}`;
}
