import { addDays, datesBetween, type LocalDate, startOfWeek, toDayNumber, type Weekday } from '../../time/civil.ts';

/** A day of the picture of a year; null where the week reaches beyond it. */
export interface HeatDay {
  readonly date: LocalDate;
  readonly classes: number;
}

/** The weeks of a year from its first to `last`, each with its seven days. */
export function heatWeeks(
  year: number,
  last: LocalDate,
  attended: ReadonlyMap<LocalDate, number>,
  weekStart: Weekday,
): readonly (readonly (HeatDay | null)[])[] {
  const first = `${year}-01-01`;
  const from = startOfWeek(first, weekStart);
  const weeks = Math.floor((toDayNumber(last) - toDayNumber(from)) / 7) + 1;
  return Array.from({ length: Math.max(0, weeks) }, (_, index) => {
    const start = addDays(from, 7 * index);
    return datesBetween(start, addDays(start, 6)).map((date) =>
      date < first || date > last ? null : { date, classes: attended.get(date) ?? 0 },
    );
  });
}

/** How many classes were attended on each date that has one. */
export function countByDate(dates: readonly LocalDate[]): ReadonlyMap<LocalDate, number> {
  const counts = new Map<LocalDate, number>();
  for (const date of dates) counts.set(date, (counts.get(date) ?? 0) + 1);
  return counts;
}
