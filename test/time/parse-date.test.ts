import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { wordForTerminal } from '../../src/terminal-words.ts';
import { endOfMonth, fromDayNumber, startOfWeek, toDayNumber, type Weekday } from '../../src/time/civil.ts';
import { type DateRole, type Period, parseDate, parsePeriod, parseView } from '../../src/time/parse-date.ts';

const TUESDAY = '2026-11-24';
const days = fc.integer({ min: toDayNumber('1970-01-01'), max: toDayNumber('2150-12-31') }).map(fromDayNumber);

describe('the date of a filter, on Tuesday 24 November 2026', () => {
  it.each<[string, DateRole | null, string]>([
    ['2026-11-01', 'from', '2026-11-01'],
    ['1.11.', 'from', '2026-11-01'],
    ['today', null, '2026-11-24'],
    ['yesterday', null, '2026-11-23'],
    ['Tomorrow', null, '2026-11-25'],
    ['1 nov 2024', null, '2024-11-01'],
    ['3 weeks ago', 'from', '2026-11-03'],
    ['in 2 weeks', 'to', '2026-12-08'],
    // Without a year: the nearest, since filters look both ways; the end of a repetition lies ahead.
    ['1 nov', 'from', '2026-11-01'],
    ['1 nov', null, '2026-11-01'],
    ['1 dec', 'from', '2026-12-01'],
    ['5 jan', 'to', '2027-01-05'],
    ['1 jul', 'to', '2026-07-01'],
    ['1 jul', 'until', '2027-07-01'],
    ['last 1 dec', 'from', '2025-12-01'],
    // A weekday: since the latest, until the coming one; today counts.
    ['mon', 'from', '2026-11-23'],
    ['fri', 'from', '2026-11-20'],
    ['tue', 'from', '2026-11-24'],
    ['fri', 'to', '2026-11-27'],
    ['tue', 'to', '2026-11-24'],
    ['mon', null, '2026-11-30'],
    ['last mon', null, '2026-11-23'],
    ['this sat', 'from', '2026-11-28'],
    ['1st', 'from', '2026-11-01'],
    ['1st', 'to', '2026-12-01'],
    // A month is its edge.
    ['2026-10', 'from', '2026-10-01'],
    ['2026-10', 'to', '2026-10-31'],
    ['february', 'to', '2027-02-28'],
    ['oct 2025', 'until', '2025-10-31'],
  ])('%s as %s is %s', async (text, role, date) => {
    expect(await parseDate(text, TUESDAY, role)).toBe(date);
  });

  it.each([
    ['2026-02-30', 'that month has 28 days'],
    ['2026-13', 'is not one day'],
    ['2026-11', 'is not one day'],
    ['december', 'is not one day'],
    ['2026-11-24T18:00', 'A day is wanted'],
    ['2026-11-24T18:00Z', 'A day is wanted'],
    ['tomorrow 6pm', 'A day is wanted'],
    ['6pm', 'A day is wanted'],
    ['in 2 hours', 'A day is wanted'],
    ['now', 'A day is wanted'],
    ['thu 6', 'A day is wanted'],
    ['mon 24 nov', 'is a Tuesday'],
    ['next fri', '2026-11-27 or 2026-12-04'],
    ['tomorow', 'Not understood'],
    ['', 'empty'],
  ])('%j is refused: %s', async (text, fact) => {
    const refused = await parseDate(text, TUESDAY).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UsageError);
    expect(`${(refused as UsageError).message} ${wordForTerminal((refused as UsageError).hint ?? '')}`).toContain(fact);
  });

  it('is itself, written in full', async () => {
    await fc.assert(
      fc.asyncProperty(days, days, async (date, today) => {
        const [year, month, day] = date.split('-').map(Number);
        expect(await parseDate(date, today)).toBe(date);
        expect(await parseDate(`${day}.${month}.${year}`, today)).toBe(date);
      }),
    );
  });

  it('without a year is at most half a year and a day away, leap days apart', async () => {
    await fc.assert(
      fc.asyncProperty(days, days, async (date, today) => {
        if (date.endsWith('02-29')) return;
        const found = await parseDate(`${Number(date.slice(8))}.${Number(date.slice(5, 7))}.`, today);
        expect(found.slice(5)).toBe(date.slice(5));
        expect(Math.abs(toDayNumber(found) - toDayNumber(today))).toBeLessThanOrEqual(183);
      }),
    );
  });
});

describe('the period of a calendar, on Tuesday 24 November 2026', () => {
  it.each<[string | undefined, Period, string]>([
    [undefined, 'month', '2026-11-24'],
    ['today', 'day', '2026-11-24'],
    ['tomorrow', 'day', '2026-11-25'],
    ['2026-12-06', 'week', '2026-12-06'],
    ['2026-02', 'month', '2026-02-01'],
    ['+1', 'day', '2026-11-25'],
    ['+1', 'week', '2026-12-01'],
    ['+1', 'month', '2026-12-24'],
    ['-1', 'month', '2026-10-24'],
    ['-12', 'month', '2025-11-24'],
    ['+0', 'month', '2026-11-24'],
    ['next week', 'week', '2026-12-01'],
    ['last month', 'month', '2026-10-24'],
    ['This Month', 'month', '2026-11-24'],
    ['last year', 'month', '2025-11-24'],
    ['december', 'month', '2026-12-01'],
    ['Oct', 'month', '2026-10-01'],
    ['november', 'month', '2026-11-01'],
    ['may', 'month', '2027-05-01'],
    ['june', 'month', '2026-06-01'],
    ['last december', 'month', '2025-12-01'],
    ['last november', 'month', '2025-11-01'],
    ['dec 2024', 'month', '2024-12-01'],
    ['1 dec', 'day', '2026-12-01'],
    ['last fri', 'day', '2026-11-20'],
    ['2026-W48', 'week', '2026-11-26'],
    ['2026-W53', 'week', '2026-12-31'],
    ['2027-w01', 'week', '2027-01-07'],
  ])('%s in the %s view holds %s', async (text, view, date) => {
    expect(await parsePeriod(text, view, TUESDAY, 1)).toBe(date);
  });

  it.each<[string | undefined, Period, string]>([
    [undefined, 'month', '2026-11-24'],
    ['today', 'day', '2026-11-24'],
    ['tomorrow', 'day', '2026-11-25'],
    ['Sat', 'day', '2026-11-28'],
    ['last fri', 'day', '2026-11-20'],
    ['tuesday next week', 'day', '2026-12-01'],
    ['1 dec', 'day', '2026-12-01'],
    ['in 3 days', 'day', '2026-11-27'],
    ['2026-12-06', 'day', '2026-12-06'],
    ['next week', 'week', '2026-12-01'],
    ['This Week', 'week', '2026-11-24'],
    ['last week', 'week', '2026-11-17'],
    ['2026-W48', 'week', '2026-11-26'],
    ['next month', 'month', '2026-12-24'],
    ['last year', 'month', '2025-11-24'],
    ['dec', 'month', '2026-12-01'],
    ['December 2027', 'month', '2027-12-01'],
    ['2026-12', 'month', '2026-12-01'],
    ['+1', 'month', '2026-12-24'],
    ['-1', 'month', '2026-10-24'],
  ])('%s alone is a %s that holds %s', async (text, view, date) => {
    expect(await parseView(text, TUESDAY, 1)).toEqual({ view, date: expect.stringContaining(date) });
  });

  it.each([
    '2026-13',
    '2027-W53',
    '2026-W00',
    '+99999',
    '-99999999999999999999',
    '2300-01',
    'next december',
    'decembre',
    '6pm',
    '+',
    '',
    '2026-11-24T18:00',
  ])('%j is refused', async (text) => {
    await expect(parsePeriod(text, 'month', TUESDAY, 1)).rejects.toBeInstanceOf(UsageError);
    await expect(parseView(text, TUESDAY, 1)).rejects.toBeInstanceOf(UsageError);
  });

  it('knows the first day of the week', async () => {
    expect(await parsePeriod('next sun', 'day', TUESDAY, 7)).toBe('2026-11-29');
    await expect(parsePeriod('next sun', 'day', TUESDAY, 1)).rejects.toThrow('could be');
  });

  it('is one period further with +1, from any day', async () => {
    const weekStarts = fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday);
    await fc.assert(
      fc.asyncProperty(days, weekStarts, async (today, weekStart) => {
        const [week, month] = [
          await parsePeriod('+1', 'week', today, weekStart),
          await parsePeriod('+1', 'month', today, weekStart),
        ];
        expect(toDayNumber(startOfWeek(week, weekStart)) - toDayNumber(startOfWeek(today, weekStart))).toBe(7);
        expect(toDayNumber(`${month.slice(0, 7)}-01`)).toBe(toDayNumber(endOfMonth(today)) + 1);
      }),
    );
  });
});

describe('a date of a filter or a view', () => {
  it('may be named in the language of a locale', async () => {
    expect(await parseDate('letzten', '2026-11-24', 'from', 'de-DE').catch(() => '✗')).toBe('✗');
    expect(await parseDate('Montag', '2026-11-24', 'from', 'de-DE')).toBe('2026-11-23');
    expect(await parsePeriod('Freitag', 'day', '2026-11-24', 1, 'de-DE')).toBe('2026-11-27');
    expect(await parseDate('Montag', '2026-11-24', 'from').catch(() => '✗')).toBe('✗');
  });

  it('with several meanings names them, in the words that were typed', async () => {
    await expect(parseDate(' next fri', '2026-11-24', 'from')).rejects.toMatchObject({
      said: ' next fri',
      meanings: [{ text: '2026-11-27' }, { text: '2026-12-04' }],
    });
  });

  it('without a year is the nearest, except at the end of a series: there it may be either', async () => {
    expect(await parseDate('20 nov', '2026-11-24', 'from')).toBe('2026-11-20');
    await expect(parseDate('20 nov', '2026-11-24', 'until')).rejects.toMatchObject({
      meanings: [{ text: '2026-11-20' }, { text: '2027-11-20' }],
    });
  });
});
