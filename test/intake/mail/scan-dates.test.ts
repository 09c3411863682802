import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanDates } from '../../../src/intake/mail/scan-dates.ts';
import { scanTimes } from '../../../src/intake/mail/scan-times.ts';
import { addDays, fromDayNumber, toDayNumber } from '../../../src/time/civil.ts';

const WRITTEN = '2026-11-23';
const dates = (line: string, order: 'dmy' | 'mdy' | null = null) =>
  scanDates(line, { writtenOn: WRITTEN, order }).map(({ date }) => date);
const times = (line: string) =>
  scanTimes(line).map(({ time, minutes }) => (minutes === null ? time : `${time}+${minutes}`));

describe('the dates in a line', () => {
  it.each([
    ['8:00 AM, Sunday, 11/29/2026', ['2026-11-29']],
    ['Thursday, November 26, 2026 at 5:45 PM', ['2026-11-26']],
    ['December 6th 2026 11:00am', ['2026-12-06']],
    ['Mon, Nov 30 at 5:30 PM EST', ['2026-11-30']],
    ['Sat 5 Dec 2026, 10:00am - 11:00am', ['2026-12-05']],
    ['Montag, 30. November 2026, 18:30 - 19:30 Uhr', ['2026-11-30']],
    ['27.11.2026 20:15 - 21:30 Uhr', ['2026-11-27']],
    ['Dienstag, 01.12.2026', ['2026-12-01']],
    ['30.12. um 18 Uhr', ['2026-12-30']],
    ['mardi 1er décembre 2026', ['2026-12-01']],
    ['viernes, 4 de diciembre de 2026', ['2026-12-04']],
    ['mercoledì 2 dicembre 2026', ['2026-12-02']],
    ['donderdag 3 december 2026', ['2026-12-03']],
    ['sexta-feira, 4 de dezembro de 2026', ['2026-12-04']],
    ['12:30 - Friday, 14 August 2026 (Eastern Time)', ['2026-08-14']],
    ['2026-12-03 18:15', ['2026-12-03']],
    ['jan 5', ['2027-01-05']],
  ])('%s', (line, expected) => {
    expect(dates(line)).toEqual(expected);
  });

  it('of numbers alone are settled by the weekday, by what cannot be, by the past, or by the provider', () => {
    expect(dates('Wednesday 03/12/2027')).toEqual([null]);
    expect(dates('Friday 03/12/2027')).toEqual(['2027-03-12']);
    expect(dates('13/11/2026')).toEqual(['2026-11-13']);
    expect(dates('03/12/2026')).toEqual(['2026-12-03']);
    expect(dates('04/05/2027', 'mdy')).toEqual(['2027-04-05']);
    expect(dates('04/05/2027', 'dmy')).toEqual(['2027-05-04']);
    expect(dates('04/05/2027')).toEqual([null]);
  });

  it('are not certain where the weekday is another one', () => {
    expect(dates('Monday, November 26, 2026')).toEqual([null]);
  });

  it.each([
    '$15 late fee',
    'Suite 2',
    '48 Sample Wharf',
    'DOOR CODE: 4471#',
    'May the 10 best win',
    '9 Sample Quay, 02110',
    'Room 3/4',
    '1 hour 15 minutes',
  ])('are not found in “%s”', (line) => {
    expect(dates(line)).toEqual([]);
  });

  it('come back from every way of writing them', () => {
    const day = fc.integer({ min: toDayNumber(WRITTEN), max: toDayNumber(addDays(WRITTEN, 300)) }).map(fromDayNumber);
    const language = fc.constantFrom('en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'nl', 'pt');
    const form = fc.constantFrom<Intl.DateTimeFormatOptions>(
      { dateStyle: 'full' },
      { dateStyle: 'long' },
      { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
      { weekday: 'long', day: 'numeric', month: 'long' },
    );
    fc.assert(
      fc.property(day, language, form, (date, locale, options) => {
        const text = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(
          Date.parse(`${date}T12:00Z`),
        );
        expect(dates(text)).toEqual([date]);
      }),
    );
  });
});

describe('the times in a line', () => {
  it.each([
    ['8:00 AM, Sunday, 11/29/2026', ['08:00']],
    ['6:00 PM - 7:15 PM (EST)', ['18:00+75']],
    ['20:15 - 21:30 Uhr', ['20:15+75']],
    ['6:00 – 7:00 PM', ['18:00+60']],
    ['18h30 - 19h45', ['18:30+75']],
    ['18 Uhr', ['18:00']],
    ['18.30 Uhr', ['18:30']],
    ['9:30am (50 minutes)', ['09:30']],
    ['20:00 - 21:00 uur', ['20:00+60']],
    ['12:30 - Friday, 14 August 2026', ['12:30']],
    ['11 PM - 12:30 AM', ['23:00+90']],
  ])('%s', (line, expected) => {
    expect(times(line)).toEqual(expected);
  });

  it.each(['Signature50', '$12 late fee', '12 hours before', 'Spot: 23', '10 Class Pack', '48 Sample Wharf'])(
    'are not found in “%s”',
    (line) => {
      expect(times(line)).toEqual([]);
    },
  );
});
