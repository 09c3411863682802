import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreakRules } from '../../../src/attendance/streak/asked-days.ts';
import { followSettings, historyOf } from '../../../src/attendance/streak/known-targets.ts';
import { judgeHistory } from '../../../src/attendance/streak/streak.ts';
import {
  changeTarget,
  type DatedTarget,
  followSetting,
  targetChanges,
  targetOn,
  toTargetHistory,
} from '../../../src/attendance/streak/weekly-target.ts';
import { addDays, fromDayNumber } from '../../../src/time/civil.ts';

const TODAY = '2026-11-24';
const ALWAYS = '0001-01-01';
const THREE: readonly DatedTarget[] = [{ from: ALWAYS, target: 3 }];

/** The actions of a person on a target, one after another. */
function targetsAfter(...changes: readonly (readonly [target: number, from?: string])[]): readonly DatedTarget[] {
  return changes.reduce<readonly DatedTarget[]>(
    (known, [target, from]) => changeTarget(known, target, from ?? null, TODAY),
    [],
  );
}

describe('a weekly target', () => {
  it('is in force for the whole history if it is the first', () => {
    expect(targetsAfter([3])).toEqual(THREE);
    expect(targetOn(toTargetHistory(THREE), '1999-12-31')).toBe(3);
    expect(targetOn(toTargetHistory([]), TODAY)).toBe(1);
  });

  it('is in force from its date on if it is a later one: from today, or from the given date', () => {
    expect(targetsAfter([3], [4])).toEqual([...THREE, { from: TODAY, target: 4 }]);
    expect(targetsAfter([3], [4, '2026-06-01'])).toEqual([...THREE, { from: '2026-06-01', target: 4 }]);
    const history = toTargetHistory(targetsAfter([3], [4, '2026-06-01']));
    expect(['2026-05-31', '2026-06-01', TODAY].map((date) => targetOn(history, date))).toEqual([3, 4, 4]);
  });

  it('keeps one day before its date where the first one has a date', () => {
    expect(targetsAfter([3, '2026-06-01'])).toEqual([
      { from: ALWAYS, target: 1 },
      { from: '2026-06-01', target: 3 },
    ]);
  });

  it('replaces the targets of later dates', () => {
    expect(targetsAfter([3], [5, '2026-09-01'], [4, '2026-06-01'])).toEqual([
      ...THREE,
      { from: '2026-06-01', target: 4 },
    ]);
    expect(targetsAfter([3], [4], [5])).toEqual([...THREE, { from: TODAY, target: 5 }]);
  });

  it('stores nothing of a change that was reversed on its date', () => {
    expect(targetsAfter([3], [4], [3])).toEqual(THREE);
    expect(targetsAfter([3], [3, '2026-06-01'])).toEqual(THREE);
  });

  it('is reported with the target before it', () => {
    expect(targetChanges(toTargetHistory(targetsAfter([3], [4, '2026-06-01'], [2])))).toEqual([
      { from: '2026-06-01', target: 4, before: 3 },
      { from: TODAY, target: 2, before: 4 },
    ]);
  });
});

describe('a target that the settings change', () => {
  it('counts from today, or is the first', () => {
    expect(followSetting([], 3, TODAY)).toEqual(THREE);
    expect(followSetting(THREE, 4, TODAY)).toEqual([...THREE, { from: TODAY, target: 4 }]);
    expect(followSetting(THREE, null, TODAY)).toEqual([...THREE, { from: TODAY, target: 1 }]);
  });

  it('changes nothing where it is the last known one, also one with a future date', () => {
    const coming = targetsAfter([3], [4, '2027-01-01']);
    expect(followSetting(coming, 4, TODAY)).toBe(coming);
    expect(followSetting(THREE, 3, TODAY)).toBe(THREE);
    expect(followSetting([], null, TODAY)).toEqual([]);
  });

  it('is followed for each class type in any case, and kept for a type that the settings no longer have', () => {
    const known = new Map([['spin', targetsAfter([2])]]);
    const settings = { weeklyTarget: null, weeklyTargetByType: new Map([['Yoga', 2]]) };
    const targets = followSettings(known, settings, TODAY);
    expect([...targets.keys()]).toEqual(['spin', 'yoga']);
    expect(historyOf(targets, 'YOGA')).toEqual({ weeklyTarget: 2 });
    expect(historyOf(targets)).toEqual({ weeklyTarget: 1 });
  });
});

describe('weeks', () => {
  const history = fc.record({
    attended: fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 1 }),
    first: fc.integer({ min: 1, max: 7 }),
    second: fc.integer({ min: 1, max: 7 }),
    daysAgo: fc.integer({ min: -10, max: 130 }),
    weekStart: fc.constantFrom(1, 6, 7),
  });
  const weeksOf = (attended: readonly number[], rules: StreakRules) =>
    judgeHistory(attended.map((days) => addDays(TODAY, -days)).sort(), TODAY, rules).weeks.map(
      ({ startDay, ...week }) => ({ endsOn: fromDayNumber(startDay + 6), ...week }),
    );

  it('that end before a change do not change, and later ones are as if the new target had always been there', () => {
    fc.assert(
      fc.property(history, ({ attended, first, second, daysAgo, weekStart }) => {
        const rest = { restDays: [], weekStart: weekStart as 1 | 6 | 7, pauses: [] };
        const from = addDays(TODAY, -daysAgo);
        const targets = changeTarget([{ from: ALWAYS, target: first }], second, from, TODAY);
        const changed = weeksOf(attended, { ...rest, ...toTargetHistory(targets) });
        const [before, ever] = [first, second].map((weeklyTarget) => weeksOf(attended, { ...rest, weeklyTarget }));
        for (const [index, week] of changed.entries()) {
          const { run: _, ...judged } = ((week.endsOn < from ? before : ever) ?? [])[index] ?? {};
          expect(week).toMatchObject(judged);
          if (week.endsOn < from) expect(week.run).toBe(before?.[index]?.run);
        }
      }),
    );
  });

  it('are judged by the target in force on their last day, also where it changed in the middle of the week', () => {
    const rules = {
      restDays: [],
      weekStart: 1,
      pauses: [],
      ...toTargetHistory(targetsAfter([1], [2, '2026-11-22'])),
    } as const;
    const attended = ['2026-11-10', '2026-11-17', '2026-11-23', '2026-11-24'];
    const { weeks, streaks } = judgeHistory(attended, TODAY, rules);
    expect(weeks.map(({ needed, outcome }) => [needed, outcome])).toEqual([
      [1, 'met'],
      [2, 'missed'],
      [2, 'met'],
    ]);
    expect(streaks.week).toMatchObject({ current: 1, longest: 1, target: 2 });
  });
});
