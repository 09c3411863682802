import { describe, expect, it } from 'vitest';
import type { StreakRules } from '../../../src/attendance/streak/asked-days.ts';
import { computeStreaks } from '../../../src/attendance/streak/streak.ts';
import { explainStreaks } from '../../../src/attendance/streak/streak-explanation.ts';
import { toDayNumber, weekNumberOf } from '../../../src/time/civil.ts';

const rules: StreakRules = { restDays: [], weekStart: 1, weeklyTarget: 2, pauses: [] };
const TODAY = '2026-11-24';
const MET_THEN_MISSED = ['2026-10-19', '2026-10-20', '2026-10-27'];
const STANDING = ['2026-11-03', '2026-11-04', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-17', '2026-11-18'];
const attended = [...MET_THEN_MISSED, ...STANDING, '2026-11-23'];

describe('an explained streak', () => {
  const explained = explainStreaks(attended, TODAY, rules);

  it('has the same values as the streak itself', () => {
    expect(explained.streaks).toEqual(computeStreaks(attended, TODAY, rules));
    expect(explained.streaks.week).toMatchObject({ current: 3, state: 'pending' });
  });

  it('shows every week with what it needed and the run after it', () => {
    expect(explained.weeks.map(({ week, attendedDays, outcome, run }) => [week, attendedDays, outcome, run])).toEqual([
      [43, 2, 'met', 1],
      [44, 1, 'missed', 0],
      [45, 2, 'met', 1],
      [46, 3, 'met', 2],
      [47, 2, 'met', 3],
      [48, 1, 'open', 3],
    ]);
    expect(explained.weeks.at(-1)).toMatchObject({ startsOn: '2026-11-23', needed: 2 });
  });

  it('lists every run and the dates of the current one', () => {
    expect(explained.weekRuns).toEqual([
      { from: '2026-10-19', to: '2026-10-25', length: 1 },
      { from: '2026-11-02', to: '2026-11-22', length: 3 },
    ]);
    expect(explained.weekDates).toEqual(STANDING);
    expect(explained.dayRuns.at(-1)).toEqual({ from: '2026-11-23', to: '2026-11-23', length: 1 });
    expect(explained.dayRuns.find((run) => run.length === 3)).toMatchObject({ from: '2026-11-10', to: '2026-11-12' });
    expect(explained.dayDates).toEqual(['2026-11-23']);
  });

  it('tells what is needed next and by when', () => {
    expect(explained.asks).toEqual({ day: { days: 1, by: '2026-11-24' }, week: { days: 1, by: '2026-11-29' } });
    const met = explainStreaks([...attended, TODAY], TODAY, rules);
    expect(met.asks.week).toEqual({ days: 2, by: '2026-12-06' });
  });

  it('leaves paused weeks out of the length but not out of the run', () => {
    const paused = explainStreaks([...MET_THEN_MISSED.slice(0, 2), '2026-11-03', '2026-11-04'], '2026-11-08', {
      ...rules,
      pauses: [{ from: '2026-10-26', to: '2026-11-01' }],
    });
    expect(paused.weekRuns).toEqual([{ from: '2026-10-19', to: '2026-11-08', length: 2 }]);
    expect(paused.weekDates).toEqual(['2026-10-19', '2026-10-20', '2026-11-03', '2026-11-04']);
  });

  it('has only the present week where nothing was ever attended', () => {
    const empty = explainStreaks([], TODAY, rules);
    expect(empty).toMatchObject({ dayRuns: [], weekRuns: [], dayDates: [], weekDates: [] });
    expect(empty.weeks).toHaveLength(1);
    expect(empty.asks.week).toEqual({ days: 2, by: '2026-11-29' });
  });
});

describe('the number of a week', () => {
  it.each([
    ['2026-11-23', 48, 'a Monday'],
    ['2026-11-22', 48, 'the Sunday before it'],
    ['2026-11-21', 48, 'the Saturday before that'],
    ['2020-12-28', 53, 'the last week of a long year'],
    ['2024-12-30', 1, 'the week that holds the first Thursday'],
  ])('that begins on %s is %i (%s)', (startsOn, week) => {
    expect(weekNumberOf(toDayNumber(startsOn))).toBe(week);
  });
});
