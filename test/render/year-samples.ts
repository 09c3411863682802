import type { HeatMap } from '../../src/attendance/stats/heat-grid.ts';
import { yearPeriod } from '../../src/attendance/stats/period.ts';
import { computeStats } from '../../src/attendance/stats/stats.ts';
import { buildYearReview, type YearReview, type YearReviewInput } from '../../src/attendance/stats/year-review.ts';
import { datesBetween, type LocalDate, weekdayOf } from '../../src/time/civil.ts';
import { NO_TALLIES, tallyDates } from '../support/tally-samples.ts';

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

/** That year in numbers, as a picture tells it. */
export function reviewOf(heat: HeatMap, changes: Partial<YearReviewInput> = {}): YearReview {
  const year = Number(heat.period.from.slice(0, 4));
  const days = [...heat.classesOn].map(([date, count]) => ({ date, count, status: 'attended' }) as const);
  const streak = { current: 0, longest: 0, state: 'none', deadline: null, lastOn: null, target: 1 } as const;
  const stats = computeStats({
    tallies: {
      ...NO_TALLIES,
      ...tallyDates([...days, { date: `${year}-02-10`, status: 'no_show', count: 6 }]),
      hours: days.map(({ count, date }) => ({ hour: weekdayOf(date) === 6 ? 10 : 18, status: 'attended', count })),
    },
    streaks: { day: streak, week: streak },
    weekStart: 1,
    period: heat.period,
    before: null,
  });
  return buildYearReview({
    year,
    today: heat.today,
    stats,
    classesOn: heat.classesOn,
    classes: [
      { name: 'Vinyasa Flow', location: 'Studio North', count: 51, minutes: 3060 },
      { name: 'Spin 45', location: 'Velo', count: 46, minutes: 2070 },
      { name: 'Reformer', location: 'Core Lab', count: 33, minutes: 1650 },
      { name: 'Boxing', location: null, count: 18, minutes: 1080 },
      { name: 'Yin & <Yang> “slow” at the far end of the town', location: 'North', count: 12, minutes: 900 },
      { name: 'Aqua', location: 'Hallenbad', count: 1, minutes: 45 },
    ],
    rules: { restDays: [7], weekStart: heat.weekStart, weeklyTarget: 2, pauses: heat.pauses },
    ...changes,
  });
}
