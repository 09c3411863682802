import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDates, countHours, countWeekdays } from '../../src/attendance/moments.ts';
import { addDays, weekdayOf } from '../../src/time/civil.ts';

const MOMENTS = '2026-11-24T182026-11-24T202026-11-17T072026-12-01T18';

describe('a history in one text', () => {
  it('is counted by date', () => {
    expect(countDates(MOMENTS)).toEqual([
      { date: '2026-11-24', count: 2 },
      { date: '2026-11-17', count: 1 },
      { date: '2026-12-01', count: 1 },
    ]);
    expect(countDates('')).toEqual([]);
  });

  it('is counted by weekday of each month, under the last such date', () => {
    expect(countWeekdays(MOMENTS)).toEqual([
      { date: '2026-11-24', count: 3 },
      { date: '2026-12-01', count: 1 },
    ]);
    expect(countWeekdays('')).toEqual([]);
  });

  it('is counted by hour', () => {
    const counts = countHours(MOMENTS);
    expect([counts.length, counts[7], counts[18], counts[20]]).toEqual([24, 1, 2, 1]);
  });

  it('loses nothing that statistics ask of a date', () => {
    const dates = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 60 });
    fc.assert(
      fc.property(dates, (days) => {
        const all = days.map((day) => addDays('2025-12-20', day));
        const counted = countWeekdays(all.map((date) => `${date}T18`).join(''));
        const groupOf = (date: string) => `${date.slice(0, 7)} ${weekdayOf(date)}`;
        const spread = counted.flatMap(({ date, count }) => new Array<string>(count).fill(groupOf(date)));
        expect(spread.sort()).toEqual(all.map(groupOf).sort());
        expect(
          counted
            .map(({ date }) => date)
            .sort()
            .at(-1),
        ).toBe([...all].sort().at(-1));
      }),
    );
  });
});
