import { describe, expect, it } from 'vitest';
import { buildHeatGrid, type HeatMap, heatTotals } from '../../../src/attendance/stats/heat-grid.ts';
import { yearPeriod } from '../../../src/attendance/stats/period.ts';
import { datesBetween } from '../../../src/time/civil.ts';

const map: HeatMap = {
  period: yearPeriod(2026),
  weekStart: 1,
  today: '2026-11-24',
  classesOn: new Map([
    ['2025-12-31', 5],
    ['2026-01-01', 1],
    ['2026-05-01', 2],
    ['2026-08-05', 4],
  ]),
  pauses: [{ from: '2026-08-03', to: '2026-08-09' }],
};
const days = (changes: Partial<HeatMap> = {}) =>
  buildHeatGrid({ ...map, ...changes }).flatMap((week) => week.days.filter((day) => day !== null));
const dayOn = (date: string) => days().find((day) => day.date === date);

describe('the grid of a heat map', () => {
  it.each([1, 6, 7] as const)('holds every date of the period once, in order, with weeks from %i', (weekStart) => {
    expect(days({ weekStart }).map(({ date }) => date)).toEqual(datesBetween('2026-01-01', '2026-12-31'));
  });

  it('is made of whole weeks, empty outside the period', () => {
    const weeks = buildHeatGrid(map);
    expect(weeks).toHaveLength(53);
    expect(weeks.every((week) => week.days.length === 7)).toBe(true);
    expect(weeks[0]?.startsOn).toBe('2025-12-29');
    expect(weeks[0]?.days.slice(0, 4).map((day) => day?.date ?? null)).toEqual([null, null, null, '2026-01-01']);
  });

  it('names each month once, above the week of its first day', () => {
    const months = buildHeatGrid(map).flatMap(({ beginsMonth }) => beginsMonth ?? []);
    expect(months).toHaveLength(12);
    expect(months[0]).toBe('2026-01-01');
    const half = buildHeatGrid({ ...map, period: { from: '2026-05-14', to: '2026-06-30' } });
    expect(half.flatMap(({ beginsMonth }) => beginsMonth ?? [])).toEqual(['2026-05-01', '2026-06-01']);
  });

  it('grows with the classes, up to three', () => {
    const levels = ['2026-01-02', '2026-01-01', '2026-05-01', '2026-08-05'].map((date) => dayOn(date)?.level);
    expect(levels).toEqual([0, 1, 2, 3]);
  });

  it('marks paused days without a class, and future days', () => {
    expect(dayOn('2026-08-04')?.isPaused).toBe(true);
    expect(dayOn('2026-08-05')?.isPaused).toBe(false);
    expect([dayOn('2026-11-24')?.isFuture, dayOn('2026-11-25')?.isFuture]).toEqual([false, true]);
  });

  it('counts only classes in the period', () => {
    expect(heatTotals(map)).toEqual({ classes: 7, days: 3 });
  });
});
