import { type LocalDate, type LocalDateTime, toDayNumber } from '../time/civil.ts';
import type { Streaks } from './streak.ts';

/** An attended class, as far as an achievement looks at it. */
export interface AttendedClass {
  readonly startsLocal: LocalDateTime;
  /** The start as an instant, ISO 8601 UTC. */
  readonly startsAt: string;
  readonly type: string | null;
  readonly location: string | null;
}

/** One attended class in its place in the history. */
export interface Step {
  readonly attended: AttendedClass;
  readonly date: LocalDate;
  /** Lengths of the day run and the week run once this date is attended. */
  readonly dayRun: number;
  readonly weekRun: number;
}

/** What is known before the first step. */
export interface Background {
  readonly today: LocalDate;
  /** Months (`YYYY-MM`) in which a booked class was missed. */
  readonly missedMonths: ReadonlySet<string>;
  readonly streaks: Streaks;
}

/**
 * One achievement. `begin` starts a count; what it returns is called with every attended class by start, and tells
 * the progress after it. It is earned by the first class with which progress reaches `goal`.
 */
export interface AchievementRule {
  /** Public and stable. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly goal: number;
  readonly begin: (background: Background) => (step: Step) => number;
  /** Progress today, where it is not simply what the last class left. */
  readonly today?: (background: Background, last: Step, progress: number) => number;
}

export const ACHIEVEMENT_RULES: readonly AchievementRule[] = [
  classes('first-class', 'First class', 1),
  classes('classes-10', 'Warmed up', 10),
  classes('classes-25', 'Getting serious', 25),
  classes('classes-50', 'Half a hundred', 50),
  classes('classes-100', 'Century', 100),
  classes('classes-250', 'Part of the furniture', 250),
  classes('classes-500', 'Five hundred', 500),
  classes('classes-1000', 'Thousand and counting', 1000),
  weeks('weeks-4', 'A month of weeks', 4),
  weeks('weeks-12', 'A whole season', 12),
  weeks('weeks-26', 'Half a year', 26),
  weeks('weeks-52', 'All year round', 52),
  days('days-3', 'Three in a row', 3),
  days('days-7', 'Seven in a row', 7),
  {
    id: 'variety',
    title: 'Five flavours',
    description: 'Classes of 5 different types',
    goal: 5,
    begin: () => countDifferent(({ attended }) => attended.type),
  },
  {
    id: 'explorer',
    title: 'Explorer',
    description: 'Classes at 5 different places',
    goal: 5,
    begin: () => countDifferent(({ attended }) => attended.location),
  },
  {
    id: 'loyal',
    title: 'Loyal',
    description: '50 classes at one place',
    goal: 50,
    begin: () => countMostAlike(({ attended }) => attended.location),
  },
  {
    id: 'early-bird',
    title: 'Early bird',
    description: '10 classes before 08:00',
    goal: 10,
    begin: () => countWhere(({ attended }) => between(attended.startsLocal, '04:00', '08:00')),
  },
  {
    id: 'night-owl',
    title: 'Night owl',
    description: '10 classes at 20:00 or later',
    goal: 10,
    begin: () => countWhere(({ attended }) => !between(attended.startsLocal, '04:00', '20:00')),
  },
  {
    id: 'double',
    title: 'Double',
    description: '2 classes on one day',
    goal: 2,
    begin: () => countWithin(({ date }) => date),
    today: ({ today }, { date }, progress) => (date === today ? progress : 0),
  },
  {
    id: 'comeback',
    title: 'Comeback',
    description: 'A class after 30 days without one',
    goal: 1,
    begin: () => {
      let previous: LocalDate | null = null;
      return ({ date }) => {
        if (date === previous) return 0;
        const isBack = previous !== null && toDayNumber(date) - toDayNumber(previous) >= 30;
        previous = date;
        return isBack ? 1 : 0;
      };
    },
    today: () => 0,
  },
  {
    id: 'perfect-month',
    title: 'Perfect month',
    description: 'A month of 8 classes, none missed',
    goal: 8,
    // A month that is still running may yet see a class missed: it stays one short.
    begin: ({ today, missedMonths }) => {
      const count = countWithin(({ date }) => monthOf(date));
      return (step) => {
        const attended = count(step);
        const month = monthOf(step.date);
        if (missedMonths.has(month)) return 0;
        return month < monthOf(today) ? attended : Math.min(attended, 7);
      };
    },
    today: ({ today }, { date }, progress) => (monthOf(date) === monthOf(today) ? progress : 0),
  },
];

function classes(id: string, title: string, goal: number): AchievementRule {
  const description = goal === 1 ? 'A class attended' : `${goal} classes attended`;
  return { id, title, description, goal, begin: () => countWhere(() => true) };
}

function weeks(id: string, title: string, goal: number): AchievementRule {
  return {
    id,
    title,
    description: `A streak of ${goal} weeks`,
    goal,
    begin:
      () =>
      ({ weekRun }) =>
        weekRun,
    today: ({ streaks }) => streaks.week.current,
  };
}

function days(id: string, title: string, goal: number): AchievementRule {
  return {
    id,
    title,
    description: `A streak of ${goal} days`,
    goal,
    begin:
      () =>
      ({ dayRun }) =>
        dayRun,
    today: ({ streaks }) => streaks.day.current,
  };
}

function countWhere(counts: (step: Step) => boolean): (step: Step) => number {
  let count = 0;
  return (step) => {
    if (counts(step)) count += 1;
    return count;
  };
}

/** How many different values there were; null is none. */
function countDifferent(nameOf: (step: Step) => string | null): (step: Step) => number {
  const values = new Set<string>();
  return (step) => {
    const value = nameOf(step);
    if (value !== null) values.add(value);
    return values.size;
  };
}

/** How often the most frequent value occurred; null is none. */
function countMostAlike(nameOf: (step: Step) => string | null): (step: Step) => number {
  const counts = new Map<string, number>();
  let most = 0;
  return (step) => {
    const value = nameOf(step);
    if (value === null) return most;
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    most = Math.max(most, count);
    return most;
  };
}

/** How many there were so far in the same day, month … as this one. */
function countWithin(periodOf: (step: Step) => string): (step: Step) => number {
  let period = '';
  let count = 0;
  return (step) => {
    const current = periodOf(step);
    count = current === period ? count + 1 : 1;
    period = current;
    return count;
  };
}

function monthOf(date: LocalDate): string {
  return date.slice(0, 7);
}

function between(local: LocalDateTime, from: string, to: string): boolean {
  const time = local.slice(11, 16);
  return from <= time && time < to;
}
