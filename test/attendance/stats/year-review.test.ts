import { describe, expect, it } from 'vitest';
import { computeStats } from '../../../src/attendance/stats/stats.ts';
import { buildYearReview, type YearReviewInput } from '../../../src/attendance/stats/year-review.ts';
import { datesBetween } from '../../../src/time/civil.ts';
import { NO_TALLIES, tallyDates } from '../../support/tally-samples.ts';

const streak = { current: 0, longest: 0, state: 'none', deadline: null, lastOn: null, target: 1 } as const;
const stats = computeStats({
  tallies: {
    ...NO_TALLIES,
    ...tallyDates([
      { date: '2026-03-03', status: 'attended', count: 2 },
      { date: '2026-03-07', status: 'attended', count: 3 },
      { date: '2026-03-02', status: 'no_show', count: 5 },
    ]),
    hours: [
      { hour: 7, status: 'attended', count: 4 },
      { hour: 18, status: 'attended', count: 1 },
      { hour: 18, status: 'no_show', count: 5 },
    ],
  },
  streaks: { day: streak, week: streak },
  weekStart: 1,
  period: null,
  before: null,
});
const input: YearReviewInput = {
  year: 2026,
  today: '2026-11-24',
  stats,
  classesOn: new Map([...datesBetween('2025-12-20', '2026-01-05'), '2026-03-07'].map((date) => [date, 2])),
  classes: ['C', 'B', 'A', 'F', 'E', 'D'].map((name, index) => ({
    name,
    location: null,
    count: index < 3 ? 9 : 2,
    minutes: 90,
  })),
  rules: { restDays: [], weekStart: 1, weeklyTarget: 1, pauses: [] },
};

describe('a year in review', () => {
  const review = buildYearReview(input);

  it('counts the classes and days of that year', () => {
    expect(review).toMatchObject({ attended: 12, days: 6, minutes: 540 });
    expect(review.months).toEqual([10, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('has the longest runs within the year: a run from the year before counts from January', () => {
    expect(review).toMatchObject({ longestDays: 5, longestWeeks: 2 });
  });

  it('names five top classes, the most attended first and then by name', () => {
    expect(review.topClasses.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('uses attended classes, not booked ones', () => {
    expect(review).toMatchObject({ favouriteWeekday: 'saturday', favouriteTime: 'morning', rate: 0.5 });
  });

  it('is empty for a year without a class', () => {
    const empty = buildYearReview({ ...input, year: 2024, classes: [] });
    expect(empty).toMatchObject({ attended: 0, days: 0, minutes: 0, longestWeeks: 0, longestDays: 0, topClasses: [] });
  });
});
