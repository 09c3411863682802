import { localDateOf } from '../../bookings/booking.ts';
import type { LocalDate } from '../../time/civil.ts';
import { startWithOffset } from '../../time/instant-text.ts';
import type { StreakRules } from '../streak/asked-days.ts';
import { datesThatCount, type JudgedHistory, judgeHistory, type StreakPast } from '../streak/streak.ts';
import type { AttendedClass, Memory, Step } from './achievement-counts.ts';
import { ACHIEVEMENT_RULES, type Background } from './achievement-rules.ts';

export interface AchievementInput<Class extends AttendedClass = AttendedClass> {
  /** Every attended class that has begun, by start; with a `past`, only those after it. */
  readonly history: Iterable<Class>;
  /** The local dates of `history`, in any order; computed where absent. */
  readonly dates?: readonly LocalDate[];
  /** The local dates of no-shows, in any order. */
  readonly missed: readonly LocalDate[];
  readonly today: LocalDate;
  readonly rules: StreakRules;
  readonly past?: { readonly streak: StreakPast; readonly achievements: AchievementPast<Class> } | null;
}

/** The state of all achievements after some classes. It does not depend on the present date. Plain JSON. */
export interface AchievementPast<Class extends AttendedClass = AttendedClass> {
  readonly lastOn: LocalDate | null;
  /** The class that earned each achievement, by the id of the achievement. */
  readonly earned: Readonly<Record<string, Class>>;
  /** The progress of the others, by id. */
  readonly open: Readonly<Record<string, { readonly progress: number; readonly memory: Memory }>>;
}

/** An achievement with its progress today. */
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

/** Every achievement, computed from history alone: after a correction of history, one may no longer be earned. */
export function computeAchievements<Class extends AttendedClass>(input: AchievementInput<Class>): Achievement<Class>[] {
  const background = backgroundOf(input);
  const { lastOn, earned, open } = goThrough(input, background);
  return ACHIEVEMENT_RULES.map(({ id, title, description, goal, today }) => {
    const by = earned[id] ?? null;
    const left = open[id]?.progress ?? 0;
    const standing = lastOn === null ? 0 : (today?.(background, lastOn, left) ?? left);
    return {
      id,
      title,
      description,
      earnedAt: by && startWithOffset(by),
      earnedBy: by,
      progress: by === null ? Math.min(standing, goal) : goal,
      goal,
    };
  });
}

/** The state to keep of a history whose last month is over. */
export function toAchievementPast<Class extends AttendedClass>(input: AchievementInput<Class>): AchievementPast<Class> {
  return goThrough(input, backgroundOf(input));
}

interface JudgedBackground extends Background {
  readonly runs: ReadonlyMap<LocalDate, Runs>;
}

function backgroundOf({ history, dates: known, missed, today, rules, past }: AchievementInput): JudgedBackground {
  const dates = datesThatCount(known ?? Array.from(history, localDateOf));
  const judged = judgeHistory(dates, today, rules, past?.streak);
  const missedMonths = new Set(missed.map((date) => date.slice(0, 7)));
  return { today, missedMonths, streaks: judged.streaks, runs: runsByDate(dates, judged, past?.streak) };
}

/** Goes through the history once. A rule is counted only until it is earned. */
function goThrough<Class extends AttendedClass>(
  { history, past }: AchievementInput<Class>,
  background: JudgedBackground,
): AchievementPast<Class> {
  const earned: Record<string, Class> = { ...past?.achievements.earned };
  let counts = ACHIEVEMENT_RULES.filter(({ id }) => !Object.hasOwn(earned, id)).map((rule) => {
    const { progress = 0, memory } = past?.achievements.open[rule.id] ?? {};
    return { rule, count: rule.begin(background, memory), progress };
  });
  let lastOn = past?.achievements.lastOn ?? null;
  let run = NO_RUNS;
  for (const attended of history) {
    const date: LocalDate = lastOn !== null && isOn(attended, lastOn) ? lastOn : localDateOf(attended);
    if (date !== lastOn || run === NO_RUNS) run = background.runs.get(date) ?? NO_RUNS;
    const step: Step = { attended, date, dayRun: run.dayRun, weekRun: run.weekRun };
    let isEarned = false;
    for (const each of counts) {
      each.progress = each.count.next(step);
      if (each.progress < each.rule.goal) continue;
      earned[each.rule.id] = attended;
      isEarned = true;
    }
    if (isEarned) counts = counts.filter(({ rule }) => !Object.hasOwn(earned, rule.id));
    lastOn = date;
  }
  const open = counts.map(({ rule, count, progress }) => [rule.id, { progress, memory: count.memory() }] as const);
  return { lastOn, earned, open: Object.fromEntries(open) };
}

/** The ids of the earned achievements. */
export function earnedIds(achievements: readonly Achievement[]): string[] {
  return achievements.filter(({ earnedAt }) => earnedAt !== null).map(({ id }) => id);
}

/** The achievements that are earned and whose ids are not in `told`. */
export function newlyEarned(told: readonly string[], achievements: readonly Achievement[]): Achievement[] {
  return achievements.filter(({ id, earnedAt }) => earnedAt !== null && !told.includes(id));
}

type Runs = Pick<Step, 'dayRun' | 'weekRun'>;

const NO_RUNS: Runs = { dayRun: 0, weekRun: 0 };

/** The lengths of both runs after each attended date. A week adds to its run on the date that meets its target. */
function runsByDate(
  dates: readonly LocalDate[],
  { dayRuns, weeks }: JudgedHistory,
  past: StreakPast | undefined,
): Map<LocalDate, Runs> {
  const runs = new Map<LocalDate, Runs>();
  let index = 0;
  let runBefore = past?.weekRun ?? 0;
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
