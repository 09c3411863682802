import { addDays, datesBetween, type LocalDate, startOfMonth, startOfWeek, type Weekday } from '../../time/civil.ts';
import { isPausedOn, type PauseRange } from '../streak/pauses.ts';
import type { Period } from './period.ts';

/** The data of a heat map. */
export interface HeatMap {
  readonly period: Period;
  readonly weekStart: Weekday;
  readonly today: LocalDate;
  /** The number of attended classes by local date; without dates that have none. */
  readonly classesOn: ReadonlyMap<LocalDate, number>;
  readonly pauses: readonly PauseRange[];
}

/** The level of a day: no class, one, two, three or more. */
export type HeatLevel = 0 | 1 | 2 | 3;

export interface HeatDay {
  readonly date: LocalDate;
  readonly classes: number;
  readonly level: HeatLevel;
  readonly isPaused: boolean;
  readonly isFuture: boolean;
}

/** One column of a heat map. */
export interface HeatWeek {
  readonly startsOn: LocalDate;
  /** Seven days in the order of the week; null for days outside the period. */
  readonly days: readonly (HeatDay | null)[];
  /** The first date of a month, where the first day of that month in the period is in this week; else null. */
  readonly beginsMonth: LocalDate | null;
}

/** The period as weeks. */
export function buildHeatGrid({ period, weekStart, today, classesOn, pauses }: HeatMap): HeatWeek[] {
  const weeks: HeatWeek[] = [];
  for (let startsOn = startOfWeek(period.from, weekStart); startsOn <= period.to; startsOn = addDays(startsOn, 7)) {
    const dates = datesBetween(startsOn, addDays(startsOn, 6));
    const inside = dates.map((date) => (period.from <= date && date <= period.to ? date : null));
    const monthStart = inside.find((date) => date !== null && (date === period.from || date.endsWith('-01')));
    weeks.push({
      startsOn,
      beginsMonth: monthStart ? startOfMonth(monthStart) : null,
      days: inside.map((date) => {
        if (date === null) return null;
        const classes = classesOn.get(date) ?? 0;
        const isPaused = classes === 0 && isPausedOn(date, pauses);
        return { date, classes, level: heatLevel(classes), isPaused, isFuture: date > today };
      }),
    });
  }
  return weeks;
}

/** Every day of the period, with the number of its classes and whether it was paused. Public interface. */
export function heatDays({ period, classesOn, pauses }: HeatMap) {
  return datesBetween(period.from, period.to).map((date) => ({
    date,
    classes: classesOn.get(date) ?? 0,
    isPaused: isPausedOn(date, pauses),
  }));
}

/** The numbers of classes, and of days with a class, in the period of a heat map. */
export function heatTotals({ period, classesOn }: HeatMap): { readonly classes: number; readonly days: number } {
  const inside = [...classesOn].filter(([date, count]) => count > 0 && period.from <= date && date <= period.to);
  return { classes: inside.reduce((sum, [, count]) => sum + count, 0), days: inside.length };
}

function heatLevel(classes: number): HeatLevel {
  return classes >= 3 ? 3 : classes === 2 ? 2 : classes === 1 ? 1 : 0;
}
