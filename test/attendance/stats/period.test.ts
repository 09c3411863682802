import { expect, it } from 'vitest';
import { periodBefore, yearPeriod } from '../../../src/attendance/stats/period.ts';

it.each([
  ['a year', '2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31'],
  ['a leap year', '2024-01-01', '2024-12-31', '2023-01-01', '2023-12-31'],
  ['a month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['a quarter', '2026-07-01', '2026-09-30', '2026-04-01', '2026-06-30'],
  ['a week', '2026-11-16', '2026-11-22', '2026-11-09', '2026-11-15'],
  ['a day', '2026-11-23', '2026-11-23', '2026-11-22', '2026-11-22'],
  ['days across months', '2026-02-27', '2026-03-02', '2026-02-23', '2026-02-26'],
  ['the year that is running, up to today', '2026-01-01', '2026-12-31', '2025-01-01', '2025-11-24'],
  ['the month that is running, up to today', '2026-11-01', '2026-11-30', '2026-10-01', '2026-10-24'],
  ['days that are running, up to today', '2026-11-20', '2026-11-29', '2026-11-10', '2026-11-14'],
  ['a period that has yet to begin', '2027-01-01', '2027-12-31', '2026-01-01', '2026-12-31'],
])('%s is compared with the one before', (_, from, to, beforeFrom, beforeTo) => {
  expect(periodBefore({ from, to }, '2026-11-24')).toEqual({ from: beforeFrom, to: beforeTo });
});

it('the last day of a longer month is compared up to the last day of a shorter one', () => {
  const before = periodBefore({ from: '2026-03-01', to: '2026-03-31' }, '2026-03-30');
  expect(before).toEqual({ from: '2026-02-01', to: '2026-02-28' });
});

it('a year has its first and its last day', () => {
  expect(yearPeriod(2026)).toEqual({ from: '2026-01-01', to: '2026-12-31' });
});
