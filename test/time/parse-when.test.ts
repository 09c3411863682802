import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NuminaError, UsageError } from '../../src/errors.ts';
import { wordForTerminal } from '../../src/terminal-words.ts';
import { addDays, fromDayNumber, type LocalDateTime, toDayNumber, weekdayOf } from '../../src/time/civil.ts';
import { parseWhen, UncertainTimeError, type WhenReference } from '../../src/time/parse-when.ts';
import { onThisMachine } from '../support/patience.ts';

/** The zone of all references is UTC, so that a wall time and its instant are easy to compare. */
function at(nowLocal: LocalDateTime, more: Partial<WhenReference> = {}): WhenReference {
  return { now: new Date(`${nowLocal}Z`), nowLocal, ...more };
}

const TUESDAY = at('2026-11-24T09:12:34');

/** What a phrase means: a wall time, a date, `@` an instant, or `✗` the code and a part of the refusal. */
async function meaningOf(text: string, reference: WhenReference): Promise<string> {
  try {
    const when = await parseWhen(text, reference);
    if (when.kind === 'instant') return `@${when.at.toISOString().replace('.000Z', 'Z')}`;
    return when.kind === 'local' ? when.local.replace(/:00$/, '') : when.date;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return `✗ ${error.code.replace('when_', '')} | ${error.message} | ${wordForTerminal(error.hint ?? '')}`;
  }
}

type Row = readonly [phrase: string, meaning: string, saying?: string];

function holds(rows: readonly Row[], reference: WhenReference): void {
  for (const [phrase, meaning, saying = ''] of rows) {
    it(`${JSON.stringify(phrase.slice(0, 60))} → ${meaning}`, async () => {
      const understood = await meaningOf(phrase, reference);
      const [start] = understood.split(' | ');
      expect(start).toBe(meaning);
      expect(understood).toContain(saying);
    });
  }
}

describe('said on Tuesday 24 November 2026 at 09:12', () => {
  describe('ISO 8601', () => {
    holds(
      [
        ['2026-11-24T18:00', '2026-11-24T18:00'],
        ['2026-11-24 18:00', '2026-11-24T18:00'],
        ['2026-11-24t18:00:30', '2026-11-24T18:00:30'],
        ['20261124T180030', '2026-11-24T18:00:30'],
        ['2026-11-24', '2026-11-24'],
        ['1999-01-31T07:00', '1999-01-31T07:00'],
        ['2026-11-24T18:00Z', '@2026-11-24T18:00:00Z'],
        ['2026-11-24T18:00+01:00', '@2026-11-24T17:00:00Z'],
        ['2026-11-24 18:00 -0530', '@2026-11-24T23:30:00Z'],
        ['2026-11-24T18:00:00.000-05:00', '@2026-11-24T23:00:00Z'],
        ['2026-11-24T18:00+13:45', '@2026-11-24T04:15:00Z'],
        ['20261124T180000Z', '@2026-11-24T18:00:00Z'],
        ['2024-02-29', '2024-02-29'],
        ['2026-02-29', '✗ impossible', 'that month has 28 days'],
        ['2026-02-30', '✗ impossible', 'There is no 2026-02-30'],
        ['2026-04-31T18:00', '✗ impossible', 'that month has 30 days'],
        ['2026-13-01', '✗ impossible', 'months go from 01 to 12'],
        ['2026-00-10', '✗ impossible', 'months go from 01 to 12'],
        ['2026-11-00', '✗ impossible', 'There is no 2026-11-00'],
        ['2026-11-24T25:00', '✗ impossible', 'There is no 25:00'],
        ['2026-11-24T24:30', '✗ impossible', 'There is no 24:30'],
        ['2026-11-24T24:00', '✗ impossible', '2026-11-25T00:00'],
        ['2026-11-24T18:60', '✗ impossible', 'minutes go from 00 to 59'],
        ['2026-11-24T18:00:60', '✗ impossible', 'seconds go from 00 to 59'],
        ['2026-11-24T18:00+16:00', '✗ impossible', '“+16:00”'],
        ['1899-12-31T18:00', '✗ impossible', '1900 to 2199'],
        ['2200-01-01', '✗ impossible', '1900 to 2199'],
        ['2026-11', '✗ uncertain', 'is not one day'],
        ['2026-11-24T18', '✗ uncertain', 'Write 18th or 18:00'],
        ['2026-W49-2', '2026-12-01'],
        ['2026-W49-2 18:00', '2026-12-01T18:00'],
        ['2026W492T180030', '2026-12-01T18:00:30'],
        ['2026-W49-2T18:00+01:00', '@2026-12-01T17:00:00Z'],
        ['2026-W54-2 18:00', '✗ impossible', 'There is no week 54 in 2026'],
      ],
      TUESDAY,
    );
  });

  describe('half ISO, half English', () => {
    holds(
      [
        ['2026-11-24 7:30', '2026-11-24T07:30'],
        ['2026-11-24T6pm', '2026-11-24T18:00'],
        ['6pm 2026-12-24', '2026-12-24T18:00'],
        ['2026/12/24 18:00', '2026-12-24T18:00'],
        ['tue 2026-11-24 18:00', '2026-11-24T18:00'],
        ['wed 2026-11-24 18:00', '✗ impossible', 'is a Tuesday, not a Wednesday'],
      ],
      TUESDAY,
    );
  });

  describe('a day and a time', () => {
    holds(
      [
        ['tomorrow 6pm', '2026-11-25T18:00'],
        ['6pm tomorrow', '2026-11-25T18:00'],
        ['  TOMORROW,\u00a0 at\t6 P.M. ', '2026-11-25T18:00'],
        ['tomorrow 6:00:15 pm', '2026-11-25T18:00:15'],
        ['tmrw noon', '2026-11-25T12:00'],
        ['tomorrow @ 18:00', '2026-11-25T18:00'],
        ['tomorrow at 18', '2026-11-25T18:00'],
        ["tomorrow 18 o'clock", '2026-11-25T18:00'],
        ['yesterday 18:00', '2026-11-23T18:00'],
        ['today 7:00', '2026-11-24T07:00'],
        ['fri 7:30', '2026-11-27T07:30'],
        ['friday at 7.30pm', '2026-11-27T19:30'],
        ['fri 18h30', '2026-11-27T18:30'],
        ['thurs. 0:15', '2026-11-26T00:15'],
        ['fri 12am', '2026-11-27T00:00'],
        ['fri 12pm', '2026-11-27T12:00'],
        ['the day after tomorrow at noon', '2026-11-26T12:00'],
        ['day before yesterday 18:00', '2026-11-22T18:00'],
        ['1 dec 18:00', '2026-12-01T18:00'],
        ['dec 1st, 2027 at 6 pm', '2027-12-01T18:00'],
        ['the 6th of December at 7pm', '2026-12-06T19:00'],
        ['1. dec 18:00', '2026-12-01T18:00'],
        ['Nov 24, 2026 6:00\u202fPM', '2026-11-24T18:00'],
        ['Tue, 24 Nov 2026 18:00:00', '2026-11-24T18:00'],
        ['1 dec 2025 18:00', '2025-12-01T18:00'],
        ['6th 18:00', '2026-12-06T18:00'],
        ['thu the 26th, 7:30', '2026-11-26T07:30'],
        ['in 3 days at 18:00', '2026-11-27T18:00'],
        ['6pm in two weeks', '2026-12-08T18:00'],
        ['a week ago 18:00', '2026-11-17T18:00'],
        ['１８：００ tomorrow', '2026-11-25T18:00'],
      ],
      TUESDAY,
    );
  });

  describe('a part of the day settles am or pm, and is not a time by itself', () => {
    holds(
      [
        ['tomorrow morning 7:30', '2026-11-25T07:30'],
        ['tomorrow evening 7:30', '2026-11-25T19:30'],
        ['7 in the evening tomorrow', '2026-11-25T19:00'],
        ['thu 6 in the evening', '2026-11-26T18:00'],
        ['fri afternoon at 3', '2026-11-27T15:00'],
        ['tonight 8pm', '2026-11-24T20:00'],
        ['this morning 7:00', '2026-11-24T07:00'],
        ['tomorrow evening', '✗ uncertain', '“evening” is not an exact time'],
        ['tonight', '✗ uncertain', '“tonight” is not an exact time'],
        ['tonight 6am', '✗ impossible', '“6am” is not in the night'],
        ['tomorrow morning 18:00', '✗ impossible', '“18:00” is not in the morning'],
        ['last night', '✗ not_understood', '“last”'],
      ],
      TUESDAY,
    );
  });

  describe('a day alone leaves the time to the class', () => {
    holds(
      [
        ['today', '2026-11-24'],
        ['tomorrow', '2026-11-25'],
        ['fri', '2026-11-27'],
        ['mon', '2026-11-30'],
        ['1 dec', '2026-12-01'],
        ['24 nov', '2026-11-24'],
        ['23 nov', '✗ uncertain', 'Monday 23 November 2026 or Tuesday 23 November 2027'],
        ['tue 24 nov', '2026-11-24'],
        ['29 feb', '2028-02-29'],
        ['31st', '2026-12-31'],
        ['in 3 days', '2026-11-27'],
        ['in a week', '2026-12-01'],
        ['last 23 nov', '2026-11-23'],
        ['last 24 nov', '2025-11-24'],
        ['tue', '✗ uncertain', 'today or a week from today'],
      ],
      TUESDAY,
    );
  });

  describe('a time alone is today, and only if it is still ahead', () => {
    holds(
      [
        ['6pm', '2026-11-24T18:00'],
        ['18:00', '2026-11-24T18:00'],
        ['noon', '2026-11-24T12:00'],
        ['9:12', '2026-11-24T09:12'],
        ['at 18', '2026-11-24T18:00'],
        ['9:11', '✗ passed', '“today 09:11”'],
        ['7am', '✗ passed', '07:00 has passed today'],
        ['24 nov 7:00', '✗ passed', '07:00 has passed today'],
        ['midnight', '✗ uncertain', 'the start of the day or its end'],
        ['fri midnight', '✗ uncertain', '00:00'],
      ],
      TUESDAY,
    );
  });

  describe('weekdays look forward unless they say last; this and next must be the same in every reading', () => {
    holds(
      [
        ['tue 18:00', '2026-11-24T18:00'],
        ['tue 7:00', '2026-12-01T07:00'],
        ['today tue 7:00', '2026-11-24T07:00'],
        ['last fri 7am', '2026-11-20T07:00'],
        ['last mon 18:00', '2026-11-23T18:00'],
        ['last tue 18:00', '2026-11-17T18:00'],
        ['next tue 18:00', '2026-12-01T18:00'],
        ['next mon', '2026-11-30'],
        ['this fri 7pm', '2026-11-27T19:00'],
        ['this tue 7:00', '2026-11-24T07:00'],
        ['fri next week 18:00', '2026-12-04T18:00'],
        ['next week on fri, 18:00', '2026-12-04T18:00'],
        ['mon last week', '2026-11-16'],
        ['next fri', '✗ uncertain', 'Friday 27 November 2026 or Friday 4 December 2026'],
        ['next wed 18:00', '✗ uncertain', '2026-11-25 or 2026-12-02'],
        ['this mon', '✗ uncertain', '2026-11-23 or 2026-11-30'],
        ['sun next week', '✗ uncertain', '2026-11-29 or 2026-12-06'],
      ],
      TUESDAY,
    );
  });

  describe('dots are day.month; slashes only where one reading is possible', () => {
    holds(
      [
        ['24.11 18:00', '2026-11-24T18:00'],
        ['24.11. 18:00', '2026-11-24T18:00'],
        ['24.11.2026 18:00', '2026-11-24T18:00'],
        ['24.11.26 18:00', '2026-11-24T18:00'],
        ['24. 11. 2026, 18:00', '2026-11-24T18:00'],
        ['1.12.', '2026-12-01'],
        ['mo 1.12.', '✗ not_understood', '“mo”'],
        ['mon 1.12.', '✗ impossible', '1 December 2026 is a Tuesday, not a Monday'],
        ['24/11 18:00', '2026-11-24T18:00'],
        ['11/24/2026 6pm', '2026-11-24T18:00'],
        ['12/12 18:00', '2026-12-12T18:00'],
        ['11/12 18:00', '✗ uncertain', 'day 11 of month 12 or day 12 of month 11'],
        ['24/11/26', '✗ uncertain', 'year in full'],
        ['18.30', '2026-11-24T18:30'],
        ['fri 18.30', '2026-11-27T18:30'],
        ['tue 19.00', '2026-11-24T19:00'],
        ['fri 18.12', '2026-12-18'],
        ['31.13', '✗ impossible', 'a time has a colon'],
        ['31.11.', '✗ impossible', 'November has no day 31'],
      ],
      TUESDAY,
    );
  });

  describe('exact lengths of time from now, to the minute', () => {
    holds(
      [
        ['in 90 min', '@2026-11-24T10:42:00Z'],
        ['in 2 hours', '@2026-11-24T11:12:00Z'],
        ['in 2h', '@2026-11-24T11:12:00Z'],
        ['in 1h30m', '@2026-11-24T10:42:00Z'],
        ['in 1 hour and 30 minutes', '@2026-11-24T10:42:00Z'],
        ['in half an hour', '@2026-11-24T09:42:00Z'],
        ['an hour ago', '@2026-11-24T08:12:00Z'],
        ['two hours from now', '@2026-11-24T11:12:00Z'],
        ['now', '@2026-11-24T09:12:00Z'],
        ['in 2 hours at 6pm', '✗ uncertain', 'is a time by itself'],
        ['in 1 day and 2 hours', '✗ uncertain', 'mixes days with hours'],
        ['in a few minutes', '✗ uncertain', 'says no number'],
        ['in a month', '✗ uncertain', 'names no exact day'],
        ['in 100000 days', '✗ impossible', '1900 to 2199'],
        ['in 99999999999 hours', '✗ not_understood', 'in 99999999999 hours'],
        ['2 hours', '✗ not_understood', '“hours”'],
      ],
      TUESDAY,
    );
  });

  describe('times as people write and say them', () => {
    holds(
      [
        ['18h', '2026-11-24T18:00'],
        ['fri 9h', '2026-11-27T09:00'],
        ['18 uhr', '2026-11-24T18:00'],
        ['fri 18 Uhr 30', '2026-11-27T18:30'],
        ['fri 18.30 Uhr', '2026-11-27T18:30'],
        ['6p', '2026-11-24T18:00'],
        ['fri 6:30p', '2026-11-27T18:30'],
        ['630pm', '2026-11-24T18:30'],
        ['fri 1130am', '2026-11-27T11:30'],
        ['6.30pm', '2026-11-24T18:30'],
        ['half past six pm', '2026-11-24T18:30'],
        ['fri at half past 6 p.m.', '2026-11-27T18:30'],
        ['quarter past 6pm', '2026-11-24T18:15'],
        ['a quarter to seven pm fri', '2026-11-27T18:45'],
        ['ten to six pm', '2026-11-24T17:50'],
        ['twenty-five past six pm', '2026-11-24T18:25'],
        ['20 past 18', '2026-11-24T18:20'],
        ['quarter to 1pm', '2026-11-24T12:45'],
        ['tomorrow ten am', '2026-11-25T10:00'],
        ["six o'clock pm", '2026-11-24T18:00'],
        ['thu 1830', '2026-11-26T18:30'],
        ['wed 0615', '2026-11-25T06:15'],
        ['tomorrow 1830', '2026-11-25T18:30'],
        ['1 dec 1830', '2026-12-01T18:30'],
        ['24.11. 1815', '2026-11-24T18:15'],
        ['2026-11-26 1830', '2026-11-26T18:30'],
        ['fri night 8', '2026-11-27T20:00'],
        ['tonight 7', '2026-11-24T19:00'],
        ['tonight 1930', '2026-11-24T19:30'],
        ['friday evening 7', '2026-11-27T19:00'],
        ['fri morning 7', '2026-11-27T07:00'],
        ['midnight tonight', '2026-11-25T00:00'],
        ['first of december 7pm', '2026-12-01T19:00'],
        ['the twenty-third of december at 7pm', '2026-12-23T19:00'],
        ['december first 7pm', '2026-12-01T19:00'],
        ['the first 7pm', '2026-12-01T19:00'],
        ['coming friday 18:00', '2026-11-27T18:00'],
        ['a week from fri 7am', '2026-12-04T07:00'],
        ['two weeks from tomorrow 7am', '2026-12-09T07:00'],
        ['3 days after 1 dec 7am', '2026-12-04T07:00'],
        ['in a week tue 7am', '2026-12-01T07:00'],
        ['thu 26 18:00', '2026-11-26T18:00'],
        ['thu 26 at 6pm', '2026-11-26T18:00'],
        ['sat 28', '2026-11-28'],
        ['thu 27 18:00', '✗ impossible', '27 November 2026 is a Friday, not a Thursday'],
        ['half past 18pm', '✗ impossible', 'am and pm'],
        ['half six', '✗ not_understood', '“half”'],
        ['fri evening 28', '✗ uncertain', '28th'],
        ['tonight 3', '✗ impossible', 'not in the night'],
        ['9h', '✗ uncertain', '09:00 or 9 hours from now'],
        ['a week from 7am', '✗ not_understood', 'needs a day'],
      ],
      TUESDAY,
    );
  });

  describe('a span is a start and a length', () => {
    const spans: [phrase: string, local: string, minutes: number][] = [
      ['tue 18:00-19:15', '2026-11-24T18:00', 75],
      ['tue 18:00 – 19:00', '2026-11-24T18:00', 60],
      ['from 18:00 to 19:00', '2026-11-24T18:00', 60],
      ['18:00 until 19:30 tomorrow', '2026-11-25T18:00', 90],
      ['Tue Nov 24 6:00 – 7:00 PM', '2026-11-24T18:00', 60],
      ['tue 6-7pm', '2026-11-24T18:00', 60],
      ['fri 11-1pm', '2026-11-27T11:00', 120],
      ['fri 11am-1', '2026-11-27T11:00', 120],
      ['fri 18-19', '2026-11-27T18:00', 60],
      ['fri 18.00-19.15', '2026-11-27T18:00', 75],
      ['2026-12-01 18:00-19:15', '2026-12-01T18:00', 75],
      ['fri 23:00 to 0:30', '2026-11-27T23:00', 90],
      ['fri evening 6-7', '2026-11-27T18:00', 60],
      ['fri 9:00-17:00', '2026-11-27T09:00', 480],
      ['noon to 1pm fri', '2026-11-27T12:00', 60],
    ];
    it.each(spans)('%j begins %s and takes %i minutes', async (phrase, local, minutes) => {
      expect(await parseWhen(phrase, TUESDAY)).toEqual({ kind: 'local', local: `${local}:00`, minutes });
    });

    holds(
      [
        ['fri 6-7', '✗ uncertain', '06:00–07:00 or 18:00–19:00'],
        ['2026-11-27 06:00-07:00', '@2026-11-27T13:00:00Z'],
        ['fri 19:00-18:00', '✗ impossible', 'ends before it begins'],
        ['fri 18:00-18:00', '✗ is_range', '--duration'],
        ['tomorrow 18:00-05:00', '✗ uncertain', 'a time and its offset'],
        ['dec 6-7', '✗ not_understood', '“-7”'],
      ],
      TUESDAY,
    );
  });

  describe('a zone after the time', () => {
    const zoned: [phrase: string, local: string, zone: string][] = [
      ['18:00 Europe/Berlin', '2026-11-24T18:00', 'Europe/Berlin'],
      ['tomorrow 18:00 europe/berlin', '2026-11-25T18:00', 'Europe/Berlin'],
      ['2026-11-24T18:00 Europe/Berlin', '2026-11-24T18:00', 'Europe/Berlin'],
      ['6pm PST', '2026-11-24T18:00', 'America/Los_Angeles'],
      ['fri 18:00 (CET)', '2026-11-27T18:00', 'Europe/Berlin'],
      ['fri 18:00 MESZ', '2026-11-27T18:00', 'Europe/Berlin'],
      ['18 Uhr GMT fri', '2026-11-27T18:00', 'Europe/London'],
      ['noon UTC', '2026-11-24T12:00', 'UTC'],
      // It is still Monday there.
      ['today 6pm Pacific/Honolulu', '2026-11-23T18:00', 'Pacific/Honolulu'],
    ];
    it.each(zoned)('%j is %s in %s', async (phrase, local, zone) => {
      expect(await parseWhen(phrase, TUESDAY)).toEqual({ kind: 'local', local: `${local}:00`, zone });
    });

    it('in letters that others use too is taken from those who live in America', async () => {
      const habits = { clock: '24', weekStart: 1, locale: null, homeZone: 'America/Denver' } as const;
      const when = { kind: 'local', local: '2026-11-24T18:00:00', zone: 'America/New_York' };
      expect(await parseWhen('6pm EST', { ...TUESDAY, habits })).toEqual(when);
      await expect(parseWhen('6pm IST', { ...TUESDAY, habits })).rejects.toThrow('“IST”');
    });

    holds(
      [
        ['6pm CST', '✗ not_understood', '--zone'],
        ['6pm IST', '✗ not_understood', '--zone'],
        ['6pm Europe/Berlln', '✗ not_understood', 'no time zone “Europe/Berlln”'],
        ['tomorrow Europe/Berlin', '✗ uncertain', 'A zone belongs to a time'],
        ['in 2 hours Europe/Berlin', '✗ uncertain', 'in every zone'],
      ],
      TUESDAY,
    );
  });

  describe('no guess is ever taken', () => {
    holds(
      [
        ['thu 6', '✗ uncertain', `“6” could be the 6th or 6 o'clock`],
        ['sat 10', '✗ uncertain', '“10” could be the 10th'],
        ['tomorrow 18', '✗ uncertain', 'Write 18th or 18:00'],
        ['tomorrow 28', '✗ uncertain', '28th'],
        ['at 6', '✗ uncertain', '06:00 or 18:00'],
        ["6 o'clock", '✗ uncertain', '6pm'],
        ['tomorrow at 12', '✗ uncertain', '00:00 or 12:00'],
        ['1830', '✗ uncertain', 'Write 18:30'],
        ['tomorow 6pm', '✗ not_understood', 'Did you mean “tomorrow”?'],
        ['wensday 18:00', '✗ not_understood', 'Did you mean “wednesday”?'],
        ['tuseday 18:00', '✗ not_understood', 'Did you mean “tuesday”?'],
        ['morgen 18:00', '✗ not_understood', '“morgen”'],
        ['fri 7:30 for yoga', '✗ not_understood', '“for”, “yoga”'],
        ['christmas', '✗ not_understood', 'Not understood: “christmas”'],
        ['mon 24 nov', '✗ impossible', '24 November 2026 is a Tuesday, not a Monday'],
        ['thu 6th', '✗ impossible', '6 December 2026 is a Sunday, not a Thursday'],
        ['tue wed 18:00', '✗ uncertain', 'two different days'],
        ['tomorrow 1 dec', '✗ uncertain', 'two different days'],
        ['tomorrow 6pm 7pm', '✗ uncertain', 'two different times'],
        ['tue and thu 18:00', '✗ not_understood', '“and”'],
        ['fri or sat 18:00', '✗ not_understood', '“or”'],
        ['by fri', '✗ not_understood', '“by”'],
        ['around 6pm', '✗ not_understood', '“around”'],
        ['6pm?', '✗ not_understood', '“?”'],
        ['fri 18:30ish', '✗ not_understood', '“18:30ish”'],
        ['fri 7:3', '✗ not_understood', '“7:3”'],
        ['every tue 18:00', '✗ not_understood', '--repeat'],
        ['tomorrow 6pm EST', '✗ not_understood', '--zone'],
        ['tomorrow 18:00+01:00', '✗ not_understood', '--zone'],
        ['next week', '✗ uncertain', 'is not one day'],
        ['december', '✗ uncertain', 'is not one day'],
        ['dec 6pm', '✗ uncertain', '“dec” is not one day'],
        ['weekend 10:00', '✗ uncertain', '“weekend”'],
        ['25:00', '✗ impossible', 'hours go from 00 to 23'],
        ['24:00', '✗ impossible', 'hours go from 00 to 23'],
        ['7:60', '✗ impossible', 'minutes go from 00 to 59'],
        ['13pm', '✗ impossible', 'am and pm'],
        ['0:30am', '✗ impossible', 'am and pm'],
        ['18:00pm', '✗ impossible', 'am and pm'],
        ['30 feb', '✗ impossible', 'February has no day 30'],
        ['29 feb 2027', '✗ impossible', 'that month has 28 days'],
        ['32nd', '✗ impossible', 'No month'],
        ['1 jan 2301', '✗ impossible', '1900 to 2199'],
        ['1.12.1800', '✗ impossible', '1900 to 2199'],
        ['tomorrow -5', '✗ not_understood', '“-5”'],
        ['', '✗ not_understood', 'empty'],
        [' \u200b ', '✗ not_understood', 'empty'],
        ['at', '✗ not_understood', 'no time'],
        ['!!!', '✗ not_understood', 'no time'],
        ['x'.repeat(10_000), '✗ not_understood', '10000 characters'],
      ],
      TUESDAY,
    );
  });
});

/** What a person may choose among. */
async function meaningsOf(text: string, reference: WhenReference): Promise<readonly string[]> {
  const error: unknown = await parseWhen(text, reference).catch((caught: unknown) => caught);
  return error instanceof UncertainTimeError ? error.meanings.map((meaning) => meaning.text) : [];
}

describe('what could be several times names each, in a form that has no other reading', () => {
  const SUNDAY = at('2026-11-22T09:00:00');
  it.each([
    ['next thu', '2026-11-26 | 2026-12-03'],
    ['next thu 18:00', '2026-11-26 18:00 | 2026-12-03 18:00'],
    ['this fri 7am', '2026-11-20 07:00 | 2026-11-27 07:00'],
    ['mon next week', '2026-11-23 | 2026-11-30'],
    ['tuesday next week 18:00', '2026-11-24 18:00 | 2026-12-01 18:00'],
    ['in 2 weeks tue', '2026-12-01 | 2026-12-08'],
    ['in 2 weeks tue 7am', '2026-12-01 07:00 | 2026-12-08 07:00'],
    ['fri 7', '2026-11-27 07:00 | 2026-11-27 19:00'],
    ['sun 6', '2026-11-22 18:00 | 2026-11-29 06:00 | 2026-12-06'],
    ['tmrw 6', '2026-11-23 06:00 | 2026-11-23 18:00'],
    ['saturday at ten', '2026-11-28 10:00 | 2026-11-28 22:00'],
    ['fri half past six', '2026-11-27 06:30 | 2026-11-27 18:30'],
    ['midnight sat', '2026-11-28 00:00 | 2026-11-29 00:00'],
    ['next thu 7', '2026-11-26 07:00 | 2026-11-26 19:00 | 2026-12-03 07:00 | 2026-12-03 19:00'],
    ['sun', '2026-11-22 | 2026-11-29'],
    ['a week from sun 7am', '2026-11-29 07:00 | 2026-12-06 07:00'],
    ['2/12 18:00', '2026-12-02 18:00 | 2027-02-12 18:00'],
    ['1 dec 2030', '2026-12-01 20:30 | 2030-12-01'],
    ['fri 6-7', '2026-11-27 06:00 to 07:00 | 2026-11-27 18:00 to 19:00'],
    ['next thu 18:00 Europe/Berlin', '2026-11-26 18:00 Europe/Berlin | 2026-12-03 18:00 Europe/Berlin'],
  ])('%j → %s', async (text, meanings) => {
    expect((await meaningsOf(text, SUNDAY)).toSorted()).toEqual(meanings.split(' | ').toSorted());
  });

  it('says each as a person would, and writes it so that it is read back', async () => {
    const error = await parseWhen('  next thu 18:00 ', SUNDAY).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'when_uncertain',
      said: '  next thu 18:00 ',
      meanings: [{ label: 'Thursday 26 November 2026, 18:00' }, { label: 'Thursday 3 December 2026, 18:00' }],
    });
    for (const { text, when } of (error as UncertainTimeError).meanings) {
      expect(await parseWhen(text, SUNDAY)).toEqual(when);
    }
  });

  describe('a date without a year', () => {
    const both = (past: string, coming: string) => `${past} | ${coming}`;
    it.each([
      ['21.11. 18:00', both('2026-11-21 18:00', '2027-11-21 18:00')],
      ['nov 20 18:00', both('2026-11-20 18:00', '2027-11-20 18:00')],
      ['fri 20 nov 18:00', both('2026-11-20 18:00', '2027-11-20 18:00')],
      ['23 oct', both('2026-10-23', '2027-10-23')],
      ['20/11 18:00', both('2026-11-20 18:00', '2027-11-20 18:00')],
      ['first of november 7pm', both('2026-11-01 19:00', '2027-11-01 19:00')],
      // Its weekday fits only the past one, which is the nearer.
      ['fri 2 oct 18:00', both('2026-10-02 18:00', '2027-10-02 18:00')],
      ['fri 20 18:00', both('2026-11-20 18:00', '2026-12-20 18:00')],
    ])('that has just been is as likely as the coming one: %j', async (text, meanings) => {
      expect((await meaningsOf(text, SUNDAY)).join(' | ')).toBe(meanings);
    });

    it.each([
      ['22 oct 18:00', '2027-10-22T18:00:00'],
      ['1 mar 18:00', '2027-03-01T18:00:00'],
      ['20 nov 2026 18:00', '2026-11-20T18:00:00'],
      ['last 20 nov 18:00', '2026-11-20T18:00:00'],
      ['20th 18:00', '2026-12-20T18:00:00'],
      ['tue 24 nov 18:00', '2026-11-24T18:00:00'],
    ])('or with a word for it looks ahead: %j', async (text, local) => {
      expect(await parseWhen(text, SUNDAY)).toEqual({ kind: 'local', local });
    });

    it('of a class that has been is doubtful, however long ago', async () => {
      const past = { ...SUNDAY, isPast: true };
      expect(await meaningsOf('3 mar 18:00', past)).toEqual(['2026-03-03 18:00', '2027-03-03 18:00']);
      expect(await meaningsOf('20th 18:00', past)).toEqual(['2026-11-20 18:00', '2026-12-20 18:00']);
      expect(await parseWhen('22 nov 8:00', past)).toEqual({ kind: 'local', local: '2026-11-22T08:00:00' });
      expect(await parseWhen('3 mar 2026 18:00', past)).toEqual({ kind: 'local', local: '2026-03-03T18:00:00' });
    });
  });
});

describe('by a clock of 12 hours', () => {
  const habits = { clock: '12', weekStart: 1, locale: null, homeZone: 'America/New_York' } as const;
  const SUNDAY = at('2026-11-22T09:00:00', { habits });

  it.each([
    ['tue 6:30', '2026-11-24 06:30 | 2026-11-24 18:30'],
    ['tue 6:00-7:00', '2026-11-24 06:00 to 07:00 | 2026-11-24 18:00 to 19:00'],
    ['sun 6:30', '2026-11-22 18:30 | 2026-11-29 06:30'],
  ])('%j may be the morning and the evening', async (text, meanings) => {
    expect((await meaningsOf(text, SUNDAY)).join(' | ')).toBe(meanings);
    await expect(parseWhen(text, SUNDAY)).rejects.toMatchObject({ isHalfOfDay: true });
  });

  it.each([
    ['tue 06:30', '06:30'],
    ['tue 6h30', '06:30'],
    ['tue 6:30am', '06:30'],
    ['tue evening 6:30', '18:30'],
    ['tue 18:30', '18:30'],
    ['tue 12:30', '12:30'],
    ['tue 0615', '06:15'],
    ['2026-11-24 06:30', '06:30'],
  ])('%j says which', async (text, time) => {
    expect(await parseWhen(text, SUNDAY)).toEqual({ kind: 'local', local: `2026-11-24T${time}:00` });
  });

  it('a half of today that is over is not a meaning', async () => {
    expect(await parseWhen('6:30', SUNDAY)).toEqual({ kind: 'local', local: '2026-11-22T18:30:00' });
  });

  it('says times as the person reads them', async () => {
    await expect(parseWhen('tue 6:30', SUNDAY)).rejects.toMatchObject({
      message: '“6:30” could be 6:30 am or 6:30 pm.',
      hint: 'Write 2026-11-24 06:30 or 2026-11-24 18:30.',
      meanings: [{ label: 'Tuesday 24 November 2026, 6:30 am' }, { label: 'Tuesday 24 November 2026, 6:30 pm' }],
    });
  });
});

describe('the names of another language', () => {
  const inLocale = (locale: string | null) =>
    at('2026-11-22T09:00:00', {
      habits: { clock: '24', weekStart: 1, locale, homeZone: 'Europe/Berlin' },
    });

  it.each([
    ['de-DE', 'Dienstag 18:00', '2026-11-24T18:00'],
    ['de-DE', 'Di 18 Uhr', '2026-11-24T18:00'],
    ['de-DE', 'Di. 24.11. 18:00', '2026-11-24T18:00'],
    ['de-DE', '1. Dezember 18:00', '2026-12-01T18:00'],
    ['de-DE', '5. März 18 Uhr', '2027-03-05T18:00'],
    ['de-DE', 'morgen 18:00', '2026-11-23T18:00'],
    ['de-DE', 'next tue 18:00', '✗'],
    ['fr-FR', 'mardi 18h', '2026-11-24T18:00'],
    ['fr-FR', 'demain 18h30', '2026-11-23T18:30'],
    ['es-ES', 'martes 18:00', '2026-11-24T18:00'],
    ['pl-PL', 'wtorek 18:00', '2026-11-24T18:00'],
    ['ja-JP', '火曜日 18:00', '2026-11-24T18:00'],
  ])('in %s: %j', async (locale, text, meaning) => {
    expect((await meaningOf(text, inLocale(locale))).split(' ')[0]).toBe(meaning);
  });

  it('mean nothing elsewhere', async () => {
    for (const locale of [null, 'en-GB']) {
      expect(await meaningOf('Dienstag 18:00', inLocale(locale))).toContain('“Dienstag”');
    }
  });

  it('that are English words too are not guessed', async () => {
    expect(await meaningOf('mar 24 18:00', inLocale('fr-FR'))).toContain('could be March or a weekday');
    expect(await meaningOf('mar 24 18:00', inLocale('en-US'))).toBe('2027-03-24T18:00');
  });
});

describe('a class that is moved', () => {
  const around = (local: LocalDateTime, weekStart: 1 | 7 = 1) =>
    at('2026-11-22T09:00:00', { around: { local: `${local}:00`, weekStart } });

  it.each([
    ['2026-12-01T18:00', '19:00', '2026-12-01T19:00'],
    ['2026-12-01T18:00', '7pm', '2026-12-01T19:00'],
    ['2026-12-03T18:00', 'fri 8:00', '2026-12-04T08:00'],
    ['2026-12-03T18:00', 'mon 8:00', '2026-11-30T08:00'],
    ['2026-12-03T18:00', 'fri', '2026-12-04'],
    ['2026-12-03T18:00', 'tomorrow 8:00', '2026-11-23T08:00'],
    ['2026-12-03T18:00', '5 dec 8:00', '2026-12-05T08:00'],
    ['2026-11-17T18:00', 'wed 8:00', '2026-11-18T08:00'],
    ['2026-11-22T18:00', '19:00', '2026-11-22T19:00'],
  ])('from %s by %j is on its day, or in its week: %s', async (local, text, meaning) => {
    expect(await meaningOf(text, around(local))).toBe(meaning);
  });

  it('has the week of its person', async () => {
    expect(await meaningOf('sun 8:00', around('2026-12-03T18:00', 1))).toBe('2026-12-06T08:00');
    expect(await meaningOf('sun 8:00', around('2026-12-03T18:00', 7))).toBe('2026-11-29T08:00');
  });

  it('is not moved into the past by a weekday', async () => {
    expect(await meaningsOf('fri 8:00', around('2026-11-22T18:00'))).toEqual(['2026-11-20 08:00', '2026-11-27 08:00']);
    expect(await meaningOf('8:00', around('2026-11-22T18:00'))).toContain('has passed today');
  });
});

describe('said at the edges of the calendar', () => {
  describe('on New Year’s Eve, Thursday 31 December 2026, at 23:30', () => {
    holds(
      [
        ['tomorrow 10:00', '2027-01-01T10:00'],
        ['in 45 min', '@2027-01-01T00:15:00Z'],
        ['1 jan', '2027-01-01'],
        ['31 dec', '2026-12-31'],
        ['30 dec 18:00', '✗ uncertain', '2026-12-30 or 2027-12-30'],
        ['30 nov 18:00', '2027-11-30T18:00'],
        ['thu 23:45', '2026-12-31T23:45'],
        ['thu 18:00', '2027-01-07T18:00'],
        ['1.1. 10:00', '2027-01-01T10:00'],
        ['0:30', '✗ passed', '“tomorrow 00:30”'],
      ],
      at('2026-12-31T23:30:00'),
    );
  });

  describe('on a leap day, Thursday 29 February 2024', () => {
    holds(
      [
        ['29 feb 18:00', '2024-02-29T18:00'],
        ['last 29 feb', '2020-02-29'],
        ['tomorrow', '2024-03-01'],
        ['in 2 weeks', '2024-03-14'],
        ['30th', '2024-03-30'],
      ],
      at('2024-02-29T12:00:00'),
    );
  });

  describe('on Sunday 22 November 2026, where weeks from Monday and from Sunday disagree', () => {
    const rows: Row[] = [
      ['sun 20:00', '2026-11-22T20:00'],
      ['mon', '2026-11-23'],
      ['last fri 7am', '2026-11-20T07:00'],
      ['last sun', '2026-11-15'],
      ['next sun', '2026-11-29'],
      ['in a week', '2026-11-29'],
      ['next tue', '✗ uncertain', '2026-11-24 or 2026-12-01'],
      ['tue next week', '✗ uncertain', '2026-11-24 or 2026-12-01'],
      ['this tue', '✗ uncertain', '2026-11-17 or 2026-11-24'],
    ];
    holds(rows, at('2026-11-22T12:00:00'));
  });

  describe('the same with the first day of the week known', () => {
    holds([['next tue', '2026-11-24']], at('2026-11-22T12:00:00', { weekStart: 1 }));
    holds([['this tue', '2026-11-24']], at('2026-11-22T12:00:00', { weekStart: 7 }));
    holds([['next tue', '✗ uncertain', '2026-11-24 or 2026-12-01']], at('2026-11-22T12:00:00', { weekStart: 7 }));
  });

  describe('over a change of the clocks, Berlin on 25 October 2026 at 00:30', () => {
    // 00:30 in Berlin is 22:30 UTC; five hours later the clocks there show 04:30.
    holds(
      [
        ['in 5 hours', '@2026-10-25T03:30:00Z'],
        ['tomorrow 00:30', '2026-10-26T00:30'],
        ['in 2 days at 2:30', '2026-10-27T02:30'],
        ['2:30', '2026-10-25T02:30'],
      ],
      { now: new Date('2026-10-24T22:30:00Z'), nowLocal: '2026-10-25T00:30:00' },
    );
  });
});

describe('whatever is typed', () => {
  const dateTimes = fc
    .record({
      day: fc.integer({ min: toDayNumber('1970-01-01'), max: toDayNumber('2150-12-31') }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    })
    .map(({ day, hour, minute }) => ({
      date: fromDayNumber(day),
      time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    }));
  const WEEKDAY_WORDS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const MONTH_WORDS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  /** The same wall time as people of several habits write it. */
  function shapesOf(date: string, time: string): string[] {
    const [year, month, day] = date.split('-').map(Number);
    const word = MONTH_WORDS[(month ?? 1) - 1];
    const hour = Number(time.slice(0, 2));
    const twelve = `${hour % 12 || 12}${time.slice(2)} ${hour < 12 ? 'am' : 'pm'}`;
    return [
      `${date}T${time}`,
      `${date} ${time}`,
      `${date}, ${twelve}`,
      `${day} ${word} ${year} ${time}`,
      `${word} ${day}, ${year} at ${twelve}`,
      `${WEEKDAY_WORDS[weekdayOf(date) - 1]} ${day}. ${word} ${year} ${time}`,
      `${time} on ${day}.${month}.${year}`,
      `${year}/${month}/${day} ${time}:00`,
    ];
  }

  it('a full date and time means itself, in every shape and at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(dateTimes, dateTimes, async ({ date, time }, now) => {
        for (const shape of shapesOf(date, time)) {
          const when = await parseWhen(shape, at(`${now.date}T${now.time}:00`));
          expect(when, shape).toEqual({ kind: 'local', local: `${date}T${time}:00` });
        }
      }),
    );
  });

  it('a weekday and a time is within the week that begins now, on that weekday', async () => {
    await fc.assert(
      fc.asyncProperty(dateTimes, fc.integer({ min: 0, max: 6 }), dateTimes, async (now, weekday, { time }) => {
        const when = await parseWhen(`${WEEKDAY_WORDS[weekday]} ${time}`, at(`${now.date}T${now.time}:00`));
        const local = when.kind === 'local' ? when.local : '';
        expect(weekdayOf(local.slice(0, 10))).toBe(weekday + 1);
        expect(local >= `${now.date}T${now.time}`).toBe(true);
        expect(local <= `${addDays(now.date, 7)}T${now.time}`).toBe(true);
      }),
    );
  });

  it('a length of time is that long, whatever the system’s zone does meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(dateTimes, fc.integer({ min: 1, max: 5000 }), async (now, minutes) => {
        const reference = at(`${now.date}T${now.time}:00`);
        const when = await parseWhen(`in ${minutes} minutes`, reference);
        expect(when).toEqual({ kind: 'instant', at: new Date(reference.now.getTime() + minutes * 60_000) });
        const day = await parseWhen(`in ${minutes} days`, reference).catch(() => null);
        const expected = addDays(now.date, minutes);
        if (day || expected < '2200') expect(day).toEqual({ kind: 'date', date: expected });
      }),
    );
  });

  const words =
    'tue fri monday next last this week today tomorrow noon 6 6pm 18:00 24.11 1/2 1 dec 2026 2026-11-24 in 90 min a half ago at the of and T Z + - : . , morning evening days hours 1seconds h from now every night midnight uhr 18h 6p half past to until – six first coming 1830 PST Europe/Berlin'.split(
      ' ',
    );
  const texts = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(' ')),
    fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join('')),
  );

  it('is either understood, in the years that are kept, or refused by a message fit to print', async () => {
    await fc.assert(
      fc.asyncProperty(texts, dateTimes, async (text, now) => {
        const began = performance.now();
        try {
          const when = await parseWhen(text, at(`${now.date}T${now.time}:00`));
          const said = when.kind === 'instant' ? when.at.toISOString() : when.kind === 'date' ? when.date : when.local;
          expect(said).toMatch(/^(?:19|20|21)\d\d-\d\d-\d\d/);
        } catch (error) {
          if (!(error instanceof NuminaError)) throw error;
          expect(error).toBeInstanceOf(UsageError);
          expect(error.message).not.toMatch(/\p{Cc}/u);
          expect(error.message.length).toBeLessThan(400);
        }
        expect(performance.now() - began).toBeLessThan(onThisMachine(1000));
      }),
      { numRuns: 2000 },
    );
  });

  it('is understood wholly: a word that means nothing is refused wherever it stands', async () => {
    const phrases = [
      ...['fri 18:00', 'tomorrow half past six pm', 'fri night 8', 'tue 24 18:00', 'thu 1830', 'a week from fri 7am'],
      ...['fri 18:00 to 19:15', '18 Uhr Europe/Berlin tomorrow', 'first of december 7pm', 'next thu 18:00'],
    ];
    const nonsense = fc.constantFrom('for', 'yoga', 'x', '?', 'tomorow', 'and', '99', 'qq/zz', 'CST');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...phrases), nonsense, fc.nat(10), async (phrase, word, place) => {
        const words = phrase.split(' ');
        words.splice(Math.min(place, words.length), 0, word);
        const error: unknown = await parseWhen(words.join(' '), at('2026-11-22T09:00:00')).catch(
          (caught: unknown) => caught,
        );
        expect(error, words.join(' ')).toBeInstanceOf(UsageError);
        expect(error, words.join(' ')).not.toBeInstanceOf(UncertainTimeError);
      }),
    );
  });

  it('is refused with meanings that are all read back as what they say', async () => {
    await fc.assert(
      fc.asyncProperty(texts, dateTimes, async (text, now) => {
        const reference = at(`${now.date}T${now.time}:00`);
        const error: unknown = await parseWhen(text, reference).catch((caught: unknown) => caught);
        if (!(error instanceof UncertainTimeError)) return;
        for (const meaning of error.meanings) expect(await parseWhen(meaning.text, reference)).toEqual(meaning.when);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['NUL', 'tomorrow\0 6pm'],
    ['a lone surrogate', 'tomorrow \ud800'],
    ['letters that grow when normalised', '\ufdfa'.repeat(200)],
    ['terminal escapes', '\u001b[31mtomorrow\u001b[0m'],
    ['nothing but digits', '9'.repeat(200)],
    ['many quantities', '1seconds h'.repeat(20)],
    ['many spaces', `tomorrow${' '.repeat(180)}6`],
  ])('%s is refused quickly', async (_name, text) => {
    const began = performance.now();
    await expect(parseWhen(text, TUESDAY)).rejects.toBeInstanceOf(UsageError);
    expect(performance.now() - began).toBeLessThan(onThisMachine(500));
  });
});

it('an ISO time costs no package to load: all that parse-when imports at the top is our own', () => {
  const seen = new Set<string>();
  const packages: string[] = [];
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type ).*?from '(.+?)';$/gms,
    )) {
      if (from.startsWith('.')) visit(join(dirname(file), from));
      else packages.push(from);
    }
  };
  visit(join(import.meta.dirname, '../../src/time/parse-when.ts'));
  expect(packages).toEqual([]);
  expect([...seen].filter((file) => file.includes(join('time', 'english')))).toEqual([]);
  expect(seen.size).toBeGreaterThan(4);
});
