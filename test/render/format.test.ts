import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatDateRange,
  formatDay,
  formatDayColumn,
  formatMoney,
  formatNearDay,
  formatRelative,
  formatShortTime,
  formatSpan,
  formatTime,
  formatTimes,
} from '../../src/render/format.ts';
import { styleOf } from './samples.ts';

const at = (time: string): string => `2026-12-01T${time}:00`;
const style = styleOf(80);

describe('a time of day', () => {
  test.each([
    ['18:00', '18:00', '6:00 pm', '18', '6p'],
    ['07:30', '07:30', '7:30 am', '7:30', '7:30a'],
    ['00:00', '00:00', '12:00 am', '0', '12a'],
    ['00:05', '00:05', '12:05 am', '0:05', '12:05a'],
    ['12:00', '12:00', '12:00 pm', '12', '12p'],
    ['23:59', '23:59', '11:59 pm', '23:59', '11:59p'],
  ])('%s', (time, full24, full12, short24, short12) => {
    expect(formatTime(at(time), '24')).toBe(full24);
    expect(formatTime(at(time), '12')).toBe(full12);
    expect(formatShortTime(at(time), '24')).toBe(short24);
    expect(formatShortTime(at(time), '12')).toBe(short12);
  });
});

describe('a day', () => {
  test('names the year only where it is not this one', () => {
    expect(formatDay('2026-11-24', '2026-01-01')).toBe('Tue 24 Nov');
    expect(formatDay('2027-01-01', '2026-12-31')).toBe('Fri 1 Jan 2027');
  });

  test('lines up in a column', () => {
    expect(formatDayColumn('2026-12-01', '2026-11-24')).toBe('Tue  1 Dec');
    expect(formatDayColumn('2026-12-11', '2026-11-24')).toBe('Fri 11 Dec');
  });

  test('is Today, Tomorrow or Yesterday where it is', () => {
    expect(
      ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'].map((date) => formatNearDay(date, '2026-03-01')),
    ).toEqual(['Yesterday', 'Today', 'Tomorrow', 'Tue 3 Mar']);
  });

  test('a range says of month and year only what it must', () => {
    expect(formatDateRange('2026-11-23', '2026-11-29')).toBe('23–29 Nov 2026');
    expect(formatDateRange('2026-11-30', '2026-12-06')).toBe('30 Nov – 6 Dec 2026');
    expect(formatDateRange('2026-12-28', '2027-01-03')).toBe('28 Dec 2026 – 3 Jan 2027');
  });
});

describe('a span', () => {
  test('has a beginning and an end', () => {
    expect(formatSpan(at('18:00'), 45, style)).toBe('Tue 1 Dec 18:00–18:45');
    expect(formatSpan(at('18:00'), 45, { ...style, clock: '12', unicode: false })).toBe('Tue 1 Dec 6:00 pm-6:45 pm');
  });

  test('names the day of an end that is on a later one', () => {
    expect(formatTimes(at('23:30'), 45, style)).toBe('23:30–Wed 00:15');
    expect(formatTimes(at('18:00'), 8 * 1440, style)).toBe('18:00–Wed 9 Dec 18:00');
  });
});

test.each([
  [0, '0 min'],
  [45, '45 min'],
  [60, '1 h'],
  [528.9, '8 h 48 min'],
  [-90, '1 h 30 min'],
  [1440, '1 day'],
  [1441, '1 day'],
  [1620, '1 day 3 h'],
  [3 * 1440, '3 days'],
  [28 * 1440, '4 weeks'],
  [120 * 1440, '3 months'],
  [800 * 1440, '2 years'],
])('%d minutes are %s', (minutes, text) => {
  expect(formatRelative(minutes)).toBe(text);
});

test.each([
  [12_000, 'EUR', '€12'],
  [12_500, 'CHF', '12.50 CHF'],
  [18_990, 'USD', '$18.99'],
  [1_005, 'KWD', '1.005 KWD'],
  [-3_000, 'GBP', '-£3'],
  [0, 'EUR', '€0'],
  [12_000, null, '12'],
])('%d thousandths of %s are %s', (thousandths, currency, text) => {
  expect(formatMoney(thousandths, currency)).toBe(text);
});

test('money keeps to ASCII where the terminal does', () => {
  expect(formatMoney(12_000, 'EUR', false)).toBe('12 EUR');
  expect(formatMoney(12_000, 'USD', false)).toBe('$12');
});

test('a count has its plural', () => {
  expect([formatCount(1, 'class', 'classes'), formatCount(2, 'class', 'classes'), formatCount(0, 'day')]).toEqual([
    '1 class',
    '2 classes',
    '0 days',
  ]);
});
