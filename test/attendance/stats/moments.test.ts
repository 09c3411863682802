import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCalendar, countDates, countHours } from '../../../src/attendance/stats/moments.ts';
import { addDays, weekdayOf } from '../../../src/time/civil.ts';

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

  it('is counted by month and by weekday', () => {
    expect(countCalendar(MOMENTS)).toEqual({
      months: [
        { month: '2026-11', count: 3 },
        { month: '2026-12', count: 1 },
      ],
      weekdays: [0, 4, 0, 0, 0, 0, 0],
      lastOn: '2026-12-01',
    });
    expect(countCalendar('')).toEqual({ months: [], weekdays: [0, 0, 0, 0, 0, 0, 0], lastOn: null });
  });

  it('is counted by hour', () => {
    const counts = countHours(MOMENTS);
    expect([counts.length, counts[7], counts[18], counts[20]]).toEqual([24, 1, 2, 1]);
  });

  it('is counted correctly in any order', () => {
    const dates = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 60 });
    fc.assert(
      fc.property(dates, (days) => {
        const all = days.map((day) => addDays('2025-12-20', day));
        const { months, weekdays, lastOn } = countCalendar(all.map((date) => `${date}T18`).join(''));
        expect(months.flatMap(({ month, count }) => new Array<string>(count).fill(month)).sort()).toEqual(
          all.map((date) => date.slice(0, 7)).sort(),
        );
        expect(weekdays).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => all.filter((date) => weekdayOf(date) === n).length));
        expect(lastOn).toBe([...all].sort().at(-1) ?? null);
      }),
    );
  });
});
