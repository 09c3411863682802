import { addMonths, type LocalDate, type WeekdayName } from '../../time/civil.ts';
import type { StreakRules } from '../streak/asked-days.ts';
import { computeStreaks } from '../streak/streak.ts';
import { type HeatMap, heatTotals } from './heat-grid.ts';
import { yearPeriod } from './period.ts';
import type { Breakdown, Stats, TimeOfDay } from './stats.ts';

/** A count of attended classes of one name and place. */
export interface ClassTally {
  readonly name: string;
  readonly location: string | null;
  readonly count: number;
  /** The sum of their durations. */
  readonly minutes: number;
}

export interface YearReviewInput {
  readonly year: number;
  readonly today: LocalDate;
  /** The statistics of that year. */
  readonly stats: Stats;
  /** The number of attended classes by local date. */
  readonly classesOn: ReadonlyMap<LocalDate, number>;
  readonly classes: readonly ClassTally[];
  readonly rules: StreakRules;
}

/** The data of a picture of a year. */
export interface YearReview {
  readonly year: number;
  readonly heat: HeatMap;
  readonly attended: number;
  readonly days: number;
  readonly minutes: number;
  /** attended / (attended + no-show), 0–1; null where both are 0. */
  readonly rate: number | null;
  /** The longest runs within the year. */
  readonly longestWeeks: number;
  readonly longestDays: number;
  /** The number of attended classes in each of the twelve months. */
  readonly months: readonly number[];
  /** The most attended classes, at most {@link TOP_CLASSES}. */
  readonly topClasses: readonly ClassTally[];
  /** The weekday and the time of day with the most attended classes; null where nothing was attended. */
  readonly favouriteWeekday: WeekdayName | null;
  readonly favouriteTime: TimeOfDay | null;
}

const TOP_CLASSES = 5;

export function buildYearReview({ year, today, stats, classesOn, classes, rules }: YearReviewInput): YearReview {
  const period = yearPeriod(year);
  const heat = { period, weekStart: rules.weekStart, today, classesOn, pauses: rules.pauses };
  const inYear = [...classesOn].filter(([date, count]) => count > 0 && period.from <= date && date <= period.to);
  const dates = inYear.map(([date]) => date).sort();
  const streaks = computeStreaks(dates, today < period.to ? today : period.to, rules);
  const totals = heatTotals(heat);
  return {
    year,
    heat,
    attended: totals.classes,
    days: totals.days,
    minutes: classes.reduce((sum, { minutes }) => sum + minutes, 0),
    rate: stats.attendanceRate,
    longestWeeks: streaks.week.longest,
    longestDays: streaks.day.longest,
    months: Array.from({ length: 12 }, (_, index) => {
      const month = addMonths(period.from, index).slice(0, 7);
      return inYear.reduce((sum, [date, count]) => (date.startsWith(month) ? sum + count : sum), 0);
    }),
    topClasses: [...classes].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, TOP_CLASSES),
    favouriteWeekday: mostAttended(stats.byWeekday),
    favouriteTime: mostAttended(stats.byTimeOfDay),
  };
}

function mostAttended<Key extends string>(lines: readonly Breakdown<Key>[]): Key | null {
  let most: Breakdown<Key> | null = null;
  for (const line of lines) if (line.attended > (most?.attended ?? 0)) most = line;
  return most?.key ?? null;
}
