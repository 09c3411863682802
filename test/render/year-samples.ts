import type { HeatMap } from '../../src/attendance/heat-grid.ts';
import { yearPeriod } from '../../src/attendance/period.ts';
import { datesBetween, type LocalDate, weekdayOf } from '../../src/time/civil.ts';

/** A believable year: Tuesday, Thursday and Saturday, mostly, more in spring, and a fortnight off. */
export function yearOf(year: number, today: LocalDate = `${year}-11-24`): HeatMap {
  const period = yearPeriod(year);
  const classesOn = new Map<LocalDate, number>();
  for (const [index, date] of datesBetween(period.from, today).entries()) {
    const weekday = weekdayOf(date);
    const isUsual = weekday === 2 || weekday === 4 || weekday === 6;
    const isExtra = (weekday === 1 && index % 4 === 0) || (weekday === 7 && index % 3 === 0);
    const isSkipped = index % 11 === 0 || (date >= `${year}-08-03` && date <= `${year}-08-16`);
    if (isSkipped || !(isUsual || isExtra)) continue;
    const isSpring = date >= `${year}-03-15` && date <= `${year}-06-10`;
    classesOn.set(date, weekday === 6 && isSpring ? (index % 5 === 0 ? 3 : 2) : 1);
  }
  return {
    period,
    weekStart: 1,
    today,
    classesOn,
    pauses: [{ from: `${year}-08-03`, to: `${year}-08-16` }],
  };
}
