import { describe, expect, it } from 'vitest';
import type { StreakRules } from '../../../src/attendance/streak/asked-days.ts';
import { buildStreakView, type StreakInput } from '../../../src/attendance/streak/streak-view.ts';

const rules: StreakRules = { restDays: [], weekStart: 1, weeklyTarget: 2, pauses: [] };
const classOn = (date: string, className = 'Spin') => ({ bookingId: date, className, startsLocal: `${date}T18:00:00` });
const input: StreakInput = {
  attended: ['2026-11-16', '2026-11-17', '2026-11-23'],
  types: [],
  planned: ['2026-11-23', '2026-11-26', '2026-11-26', '2026-11-29', '2026-11-30'].map((date) => classOn(date)),
  unmarked: [],
  today: '2026-11-24',
  rules,
};

describe('the view of a streak', () => {
  it('lists the booked classes that would add a day to the week that needs one', () => {
    const dates = buildStreakView(input).planned.map(({ bookingId }) => bookingId);
    expect(dates).toEqual(['2026-11-26', '2026-11-29']);
  });

  it('lists those of next week once the present week is met', () => {
    const met = { ...input, attended: [...input.attended, '2026-11-24'] };
    expect(buildStreakView(met).planned.map(({ bookingId }) => bookingId)).toEqual(['2026-11-30']);
  });

  it('shows the streaks as if the unmarked classes were attended', () => {
    expect(buildStreakView(input).ifUnmarkedAttended).toBeNull();
    const view = buildStreakView({ ...input, unmarked: [classOn('2026-11-10'), classOn('2026-11-09')] });
    expect(view.explanation.streaks.week.current).toBe(1);
    expect(view.ifUnmarkedAttended?.streaks.week.current).toBe(2);
  });

  it('counts a type with its own target beside the general one', () => {
    const types = [{ type: 'yoga', weeklyTarget: 1, attended: ['2026-11-10', '2026-11-17'] }];
    const [yoga] = buildStreakView({ ...input, types }).types;
    expect(yoga?.explanation.streaks.week).toMatchObject({ current: 2, target: 1, state: 'pending' });
  });
});
