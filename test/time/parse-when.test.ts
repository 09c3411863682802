import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NuminaError, UsageError } from '../../src/errors.ts';
import { addDays, fromDayNumber, type LocalDateTime, toDayNumber, weekdayOf } from '../../src/time/civil.ts';
import { parseWhen, type WhenReference } from '../../src/time/parse-when.ts';

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
    return `✗ ${error.code.replace('when_', '')} | ${error.message} | ${error.hint}`;
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
        ['2026-11-24T18:00 Europe/Berlin', '✗ not_understood', '--zone'],
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

  describe('a part of the day settles am or pm, and is no time by itself', () => {
    holds(
      [
        ['tomorrow morning 7:30', '2026-11-25T07:30'],
        ['tomorrow evening 7:30', '2026-11-25T19:30'],
        ['7 in the evening tomorrow', '2026-11-25T19:00'],
        ['thu 6 in the evening', '2026-11-26T18:00'],
        ['fri afternoon at 3', '2026-11-27T15:00'],
        ['tonight 8pm', '2026-11-24T20:00'],
        ['this morning 7:00', '2026-11-24T07:00'],
        ['tomorrow evening', '✗ uncertain', '“evening” is no exact time'],
        ['tonight', '✗ uncertain', '“tonight” is no exact time'],
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
        ['23 nov', '2027-11-23'],
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
        ['18.30', '✗ impossible', 'a time has a colon'],
        ['fri 18.30', '✗ impossible', 'month 30'],
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

  describe('no guess is ever taken', () => {
    holds(
      [
        ['thu 6', '✗ uncertain', `“6” could be the 6th or 6 o'clock`],
        ['sat 10', '✗ uncertain', '“10” could be the 10th'],
        ['tomorrow 18', '✗ uncertain', 'Write 18th or 18:00'],
        ['sat 28', '✗ uncertain', '28th'],
        ['at 6', '✗ uncertain', '06:00 or 18:00'],
        ["6 o'clock", '✗ uncertain', '6pm'],
        ['tomorrow at 12', '✗ uncertain', '00:00 or 12:00'],
        ['tomorrow 1830', '✗ uncertain', 'Write 18:30'],
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
        ['tue 18:00-19:00', '✗ is_range', '--duration'],
        ['from 18:00 to 19:00', '✗ is_range', '--duration'],
        ['tue 6-7pm', '✗ is_range', '--duration'],
        ['tue 18:00 – 19:00', '✗ is_range', '--duration'],
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
        ['1 jan 2300', '✗ impossible', '1900 to 2199'],
        ['1 dec 1800', '✗ impossible', '1900 to 2199'],
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

describe('said at the edges of the calendar', () => {
  describe('on New Year’s Eve, Thursday 31 December 2026, at 23:30', () => {
    holds(
      [
        ['tomorrow 10:00', '2027-01-01T10:00'],
        ['in 45 min', '@2027-01-01T00:15:00Z'],
        ['1 jan', '2027-01-01'],
        ['31 dec', '2026-12-31'],
        ['30 dec 18:00', '2027-12-30T18:00'],
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
    'tue fri monday next last this week today tomorrow noon 6 6pm 18:00 24.11 1/2 1 dec 2026 2026-11-24 in 90 min a half ago at the of and T Z + - : . , morning evening days hours 1seconds h from now every'.split(
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
        expect(performance.now() - began).toBeLessThan(1000);
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
  ])('%s is refused in good time', async (_name, text) => {
    const began = performance.now();
    await expect(parseWhen(text, TUESDAY)).rejects.toBeInstanceOf(UsageError);
    expect(performance.now() - began).toBeLessThan(500);
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
  expect([...seen].filter((file) => file.includes('english'))).toEqual([]);
  expect(seen.size).toBeGreaterThan(4);
});
