import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addWallMinutes,
  datesBetween,
  daysInMonth,
  endOfMonth,
  fromDayNumber,
  isLocalDate,
  isoWeekOf,
  startOfMonth,
  startOfWeek,
  toDayNumber,
  type Weekday,
  weekdayOf,
} from '../../src/time/civil.ts';

const dayNumbers = fc.integer({ min: toDayNumber('0001-01-01'), max: toDayNumber('9999-12-31') });
const dates = fc.integer({ min: toDayNumber('0100-01-01'), max: toDayNumber('9900-12-31') }).map(fromDayNumber);
const weekdays = fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday);

describe('day numbers', () => {
  it('count from 1970-01-01', () => {
    expect(toDayNumber('1970-01-01')).toBe(0);
    expect(toDayNumber('1969-12-31')).toBe(-1);
    expect(toDayNumber('2000-03-01')).toBe(11_017);
    expect(toDayNumber('0050-01-01')).toBe(toDayNumber('0051-01-01') - 365);
  });

  it('and dates are each other’s inverse, in the same order', () => {
    fc.assert(
      fc.property(dayNumbers, dayNumbers, (a, b) => {
        expect(toDayNumber(fromDayNumber(a))).toBe(a);
        expect(fromDayNumber(a) < fromDayNumber(b)).toBe(a < b);
      }),
    );
  });

  it('leave no day out between two dates', () => {
    expect(datesBetween('2024-02-27', '2024-03-02')).toEqual([
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
    ]);
    expect(datesBetween('2026-11-24', '2026-11-24')).toEqual(['2026-11-24']);
    expect(datesBetween('2026-11-24', '2026-11-23')).toEqual([]);
  });
});

describe('a local date', () => {
  it.each(['2026-11-24', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-01',
    '2026-13-01',
    '2026-01-00',
    '2026-1-1',
    '2026-11-24T18:00',
    ' 2026-11-24',
    '2026-11-24\n',
    '２０２６-11-24',
    '',
  ])('%j does not', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  it('exists exactly where its day number leads back to it', () => {
    const parts = fc.tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = [String(year).padStart(4, '0'), ...[month, day].map((n) => String(n).padStart(2, '0'))].join('-');
        expect(isLocalDate(text)).toBe(fromDayNumber(toDayNumber(text)) === text);
      }),
    );
  });
});

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it('are stepped to the same day, or to the last of a shorter month', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const there = addMonths(date, months);
        const monthsOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(isLocalDate(there)).toBe(true);
        expect(monthsOf(there) - monthsOf(date)).toBe(months);
        expect(there.slice(8) === date.slice(8) || there === endOfMonth(there)).toBe(true);
      }),
    );
  });

  it('begin on the 1st and end before the next begins', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const [first, last] = [startOfMonth(date), endOfMonth(date)];
        expect(first <= date && date <= last).toBe(true);
        expect(addDays(last, 1)).toBe(addMonths(first, 1));
        expect(datesBetween(first, last)).toHaveLength(daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7))));
      }),
    );
  });
});

describe('weeks', () => {
  it.each([
    ['1970-01-01', 4],
    ['2000-02-29', 2],
    ['2026-11-24', 2],
    ['2026-11-29', 7],
    ['1900-01-01', 1],
  ])('%s is ISO weekday %i', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  it.each([
    ['2026-11-24', 1, '2026-11-23'],
    ['2026-11-24', 7, '2026-11-22'],
    ['2026-11-24', 6, '2026-11-21'],
    ['2026-11-22', 1, '2026-11-16'],
    ['2026-11-22', 7, '2026-11-22'],
    ['2027-01-01', 1, '2026-12-28'],
  ] as const)('the week of %s from weekday %i begins on %s', (date, weekStart, expected) => {
    expect(startOfWeek(date, weekStart)).toBe(expected);
  });

  it('hold each date once and begin on the given day', () => {
    fc.assert(
      fc.property(dates, weekdays, (date, weekStart) => {
        const first = startOfWeek(date, weekStart);
        expect(weekdayOf(first)).toBe(weekStart);
        expect(first <= date && date < addDays(first, 7)).toBe(true);
      }),
    );
  });

  it.each([
    ['2026-01-01', 1],
    ['2025-12-29', 1],
    ['2027-01-03', 53],
    ['2026-12-31', 53],
    ['2020-12-31', 53],
    ['2021-01-03', 53],
    ['2021-01-04', 1],
    ['2023-01-01', 52],
    ['2024-12-30', 1],
  ])('%s is in ISO week %i', (date, week) => {
    expect(isoWeekOf(date)).toBe(week);
  });

  it('are numbered in a row, from the one that holds 4 January', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const monday = startOfWeek(date, 1);
        const year = addDays(monday, 3).slice(0, 4);
        expect(isoWeekOf(`${year}-01-04`)).toBe(1);
        const weeksIn = (toDayNumber(monday) - toDayNumber(startOfWeek(`${year}-01-04`, 1))) / 7;
        expect(isoWeekOf(date)).toBe(weeksIn + 1);
      }),
    );
  });
});

describe('wall minutes', () => {
  it.each([
    ['2026-03-29T01:30:00', 60, '2026-03-29T02:30:00'],
    ['2026-12-31T23:30:15', 45, '2027-01-01T00:15:15'],
    ['2026-03-01T00:00:00', -1, '2026-02-28T23:59:00'],
  ])('%s and %i is %s: the clock is never set', (local, minutes, expected) => {
    expect(addWallMinutes(local, minutes)).toBe(expected);
  });
});
