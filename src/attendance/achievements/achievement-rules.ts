import { type LocalDate, type LocalDateTime, toDayNumber } from '../../time/civil.ts';
import type { Streaks } from '../streak/streak.ts';
import {
  type Count,
  countDifferent,
  countMostAlike,
  countWhere,
  countWithin,
  type Memory,
} from './achievement-counts.ts';

/** What a rule knows before it counts the first class. */
export interface Background {
  readonly today: LocalDate;
  /** Months (`YYYY-MM`) in which a booked class was missed. */
  readonly missedMonths: ReadonlySet<string>;
  readonly streaks: Streaks;
}

/** One achievement. The class with which the progress of its count first reaches `goal` earns it. */
export interface AchievementRule {
  /** Public and stable. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly goal: number;
  readonly begin: (background: Background, memory?: Memory) => Count;
  /** The progress today; `progress` is that after the last class, on `lastOn`. Where absent, both are equal. */
  readonly today?: (background: Background, lastOn: LocalDate, progress: number) => number;
}

/** Every achievement, in the order in which screens show them. Their ids are public: never change one. */
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
    begin: (_, memory) => countDifferent(({ attended }) => attended.type, memory),
  },
  {
    id: 'explorer',
    title: 'Explorer',
    description: 'Classes at 5 different places',
    goal: 5,
    begin: (_, memory) => countDifferent(({ attended }) => attended.location, memory),
  },
  {
    id: 'loyal',
    title: 'Loyal',
    description: '50 classes at one place',
    goal: 50,
    begin: (_, memory) => countMostAlike(({ attended }) => attended.location, memory),
  },
  {
    id: 'early-bird',
    title: 'Early bird',
    description: '10 classes before 08:00',
    goal: 10,
    begin: (_, memory) => countWhere(({ attended }) => between(attended.startsLocal, '04:00', '08:00'), memory),
  },
  {
    id: 'night-owl',
    title: 'Night owl',
    description: '10 classes at 20:00 or later',
    goal: 10,
    begin: (_, memory) => countWhere(({ attended }) => !between(attended.startsLocal, '04:00', '20:00'), memory),
  },
  {
    id: 'double',
    title: 'Double',
    description: '2 classes on one day',
    goal: 2,
    begin: (_, memory) => countWithin(({ date }) => date, memory),
    today: ({ today }, lastOn, progress) => (lastOn === today ? progress : 0),
  },
  {
    id: 'comeback',
    title: 'Comeback',
    description: 'A class after 30 days without one',
    goal: 1,
    begin: (_, memory = null) => {
      let previous = memory as LocalDate | null;
      return {
        next({ date }) {
          if (date === previous) return 0;
          const isBack = previous !== null && toDayNumber(date) - toDayNumber(previous) >= 30;
          previous = date;
          return isBack ? 1 : 0;
        },
        memory: () => previous,
      };
    },
    today: () => 0,
  },
  {
    id: 'perfect-month',
    title: 'Perfect month',
    description: 'A month of 8 classes, none missed',
    goal: 8,
    // In the running month a class may still be missed, so the progress stays one below the goal.
    begin: ({ today, missedMonths }, memory) => {
      const count = countWithin(({ date }) => monthOf(date), memory);
      return {
        next(step) {
          const attended = count.next(step);
          const month = monthOf(step.date);
          if (missedMonths.has(month)) return 0;
          return month < monthOf(today) ? attended : Math.min(attended, 7);
        },
        memory: count.memory,
      };
    },
    today: ({ today }, lastOn, progress) => (monthOf(lastOn) === monthOf(today) ? progress : 0),
  },
];

function classes(id: string, title: string, goal: number): AchievementRule {
  const description = goal === 1 ? 'A class attended' : `${goal} classes attended`;
  return { id, title, description, goal, begin: (_, memory) => countWhere(() => true, memory) };
}

function weeks(id: string, title: string, goal: number): AchievementRule {
  return {
    id,
    title,
    description: `A streak of ${goal} weeks`,
    goal,
    begin: () => ({ next: ({ weekRun }) => weekRun, memory: () => null }),
    today: ({ streaks }) => streaks.week.current,
  };
}

function days(id: string, title: string, goal: number): AchievementRule {
  return {
    id,
    title,
    description: `A streak of ${goal} days`,
    goal,
    begin: () => ({ next: ({ dayRun }) => dayRun, memory: () => null }),
    today: ({ streaks }) => streaks.day.current,
  };
}

function monthOf(date: LocalDate): string {
  return date.slice(0, 7);
}

function between(local: LocalDateTime, from: string, to: string): boolean {
  const time = local.slice(11, 16);
  return from <= time && time < to;
}
