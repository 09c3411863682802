import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenEnded, planSeries, type Repeat } from '../../src/bookings/repeat.ts';
import { UsageError } from '../../src/errors.ts';

const TUESDAY = '2026-11-24T18:00:00';

/** The series as dates, its times being those of the first class. */
async function datesOf(first: string, rule: string, end: Partial<Repeat> = {}, zone = 'UTC'): Promise<string> {
  const series = await planSeries(first, { rule, count: null, until: null, ...end }, zone);
  expect(new Set(series.map((local) => local.slice(10)))).toEqual(new Set([first.slice(10)]));
  return series.map((local) => local.slice(0, 10)).join(' ');
}

function refusal(code: string) {
  return expect.objectContaining({ kind: 'usage', code });
}

describe('a series by a word', () => {
  it.each([
    ['daily', '2026-11-24 2026-11-25 2026-11-26'],
    ['weekly', '2026-11-24 2026-12-01 2026-12-08'],
    ['biweekly', '2026-11-24 2026-12-08 2026-12-22'],
    ['monthly', '2026-11-24 2026-12-24 2027-01-24'],
    ['Weekly', '2026-11-24 2026-12-01 2026-12-08'],
    ['fortnightly', '2026-11-24 2026-12-08 2026-12-22'],
    ['every other week', '2026-11-24 2026-12-08 2026-12-22'],
    ['every 3 weeks', '2026-11-24 2026-12-15 2027-01-05'],
    ['tue,thu', '2026-11-24 2026-11-26 2026-12-01'],
    ['Tuesdays and Thursdays', '2026-11-24 2026-11-26 2026-12-01'],
    ['every tue', '2026-11-24 2026-12-01 2026-12-08'],
    ['weekdays', '2026-11-24 2026-11-25 2026-11-26'],
    ['fri-tue', '2026-11-24 2026-11-27 2026-11-28'],
  ])('%s', async (rule, dates) => {
    expect(await datesOf(TUESDAY, rule, { count: 3 })).toBe(dates);
  });

  it('monthly on the 31st leaves out the months that have none', async () => {
    expect(await datesOf('2026-12-31T07:00:00', 'monthly', { count: 5 })).toBe(
      '2026-12-31 2027-01-31 2027-03-31 2027-05-31 2027-07-31',
    );
  });

  it('monthly on the 29th is in every month except a short February', async () => {
    expect(await datesOf('2028-02-29T07:00:00', 'monthly', { until: '2029-03-31' })).toBe(
      '2028-02-29 2028-03-29 2028-04-29 2028-05-29 2028-06-29 2028-07-29 2028-08-29 2028-09-29 2028-10-29 ' +
        '2028-11-29 2028-12-29 2029-01-29 2029-03-29',
    );
  });

  it('keeps the wall time with its seconds', async () => {
    expect(await planSeries('2026-11-24T18:30:15', { rule: 'daily', count: 2, until: null }, 'UTC')).toEqual([
      '2026-11-24T18:30:15',
      '2026-11-25T18:30:15',
    ]);
  });

  it('includes the last day, and ends at the first of several ends', async () => {
    expect(await datesOf(TUESDAY, 'weekly', { until: '2026-12-08' })).toBe('2026-11-24 2026-12-01 2026-12-08');
    expect(await datesOf(TUESDAY, 'weekly', { until: '2026-12-07' })).toBe('2026-11-24 2026-12-01');
    expect(await datesOf(TUESDAY, 'weekly', { until: '2026-12-31', count: 2 })).toBe('2026-11-24 2026-12-01');
    expect(await datesOf(TUESDAY, 'weekly', { until: '2026-12-01', count: 9 })).toBe('2026-11-24 2026-12-01');
  });

  it.each(['now and then', 'hourly', '', 'constructor', '__proto__', 'tostring'])('does not know %j', async (rule) => {
    await expect(datesOf(TUESDAY, rule, { count: 3 })).rejects.toThrow(refusal('bad_repeat'));
  });
});

describe('a series by an RRULE', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4', '2026-11-24 2026-11-26 2026-12-01 2026-12-03'],
    ['rrule:freq=weekly;byday=tu,th;count=3', '2026-11-24 2026-11-26 2026-12-01'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=3', '2026-11-24 2026-12-04 2026-12-14'],
    ['FREQ=MONTHLY;BYDAY=4TU;COUNT=3', '2026-11-24 2026-12-22 2027-01-26'],
    ['FREQ=MONTHLY;BYDAY=-1TU;COUNT=3', '2026-11-24 2026-12-29 2027-01-26'],
    ['FREQ=MONTHLY;BYMONTHDAY=-7;COUNT=3', '2026-11-24 2026-12-25 2027-01-25'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-5;COUNT=2', '2026-11-24 2026-12-25'],
    ['FREQ=MONTHLY;BYMONTH=1,11;COUNT=3', '2026-11-24 2027-01-24 2027-11-24'],
    ['FREQ=YEARLY;COUNT=3', '2026-11-24 2027-11-24 2028-11-24'],
    ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24,31;COUNT=3', '2026-11-24 2027-11-24 2028-11-24'],
    ['FREQ=YEARLY;BYWEEKNO=48;COUNT=3', '2026-11-24 2027-11-30 2028-11-28'],
    ['FREQ=YEARLY;BYYEARDAY=328,-1;COUNT=4', '2026-11-24 2026-12-31 2027-11-24 2027-12-31'],
    ['FREQ=YEARLY;BYDAY=TU;BYSETPOS=-6;COUNT=3', '2026-11-24 2027-11-23 2028-11-21'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=4', '2026-11-24 2026-12-06 2026-12-08 2026-12-20'],
  ])('%s', async (rule, dates) => {
    expect(await datesOf(TUESDAY, rule)).toBe(dates);
  });

  it('may have several times a day', async () => {
    const rule = 'FREQ=DAILY;BYHOUR=7,18;COUNT=3';
    expect(await planSeries('2026-11-24T07:00:00', { rule, count: null, until: null }, 'UTC')).toEqual([
      '2026-11-24T07:00:00',
      '2026-11-24T18:00:00',
      '2026-11-25T07:00:00',
    ]);
  });

  it('leaves out the months that have no 31st', async () => {
    const end = { until: '2027-05-31' };
    expect(await datesOf('2026-12-31T07:00:00', 'FREQ=MONTHLY', end)).toBe(
      '2026-12-31 2027-01-31 2027-03-31 2027-05-31',
    );
  });

  it('takes an end from the options', async () => {
    expect(await datesOf(TUESDAY, 'FREQ=WEEKLY', { count: 2 })).toBe('2026-11-24 2026-12-01');
    expect(await datesOf(TUESDAY, 'FREQ=WEEKLY', { until: '2026-12-01' })).toBe('2026-11-24 2026-12-01');
    expect(await datesOf(TUESDAY, 'FREQ=WEEKLY;COUNT=9', { count: 2 })).toBe('2026-11-24 2026-12-01');
  });

  it('UNTIL as a date includes the classes of that day', async () => {
    expect(await datesOf(TUESDAY, 'FREQ=DAILY;UNTIL=20261126')).toBe('2026-11-24 2026-11-25 2026-11-26');
  });

  it('UNTIL as a wall time or an instant includes a class that begins then, in its own zone', async () => {
    expect(await datesOf(TUESDAY, 'FREQ=DAILY;UNTIL=20261125T180000')).toBe('2026-11-24 2026-11-25');
    expect(await datesOf(TUESDAY, 'FREQ=DAILY;UNTIL=20261125T175959')).toBe('2026-11-24');
    // 18:00 on the 25th in Auckland is 05:00 UTC of that day; in New York it is 23:00 UTC.
    expect(await datesOf(TUESDAY, 'FREQ=DAILY;UNTIL=20261125T050000Z', {}, 'Pacific/Auckland')).toBe(
      '2026-11-24 2026-11-25',
    );
    expect(await datesOf(TUESDAY, 'FREQ=DAILY;UNTIL=20261125T225959Z', {}, 'America/New_York')).toBe('2026-11-24');
  });

  it('must contain the first class', async () => {
    await expect(datesOf(TUESDAY, 'FREQ=WEEKLY;BYDAY=TH;COUNT=3')).rejects.toThrow(
      expect.objectContaining({
        code: 'start_outside_rule',
        message: 'The rule does not hold the first class: it begins with 2026-11-26 18:00.',
      }),
    );
    await expect(datesOf(TUESDAY, 'FREQ=MONTHLY;BYMONTH=2;COUNT=3')).rejects.toThrow(refusal('start_outside_rule'));
  });

  it.each([
    ['FREQ=', 'bad_repeat'],
    ['FREQ=SOMETIMES', 'bad_repeat'],
    ['FREQ=HOURLY;COUNT=3', 'bad_repeat'],
    ['FREQ=WEEKLY;COUNT=0', 'bad_repeat'],
    ['FREQ=WEEKLY;COUNT=-1', 'bad_repeat'],
    ['FREQ=WEEKLY;COUNT=many', 'bad_repeat'],
    ['FREQ=WEEKLY;COUNT=3;COUNT=4', 'bad_repeat'],
    ['FREQ=WEEKLY;INTERVAL=0;COUNT=3', 'bad_repeat'],
    ['FREQ=WEEKLY;INTERVAL=1.5;COUNT=3', 'bad_repeat'],
    ['FREQ=WEEKLY;UNTIL=soon', 'bad_repeat'],
    ['FREQ=WEEKLY;UNTIL=20261301', 'bad_repeat'],
    ['FREQ=WEEKLY;BYDAY=XX;COUNT=3', 'bad_repeat'],
    ['FREQ=WEEKLY;BYDAY=1TU;COUNT=3', 'bad_repeat'],
    ['FREQ=WEEKLY;MOON=FULL;COUNT=3', 'bad_repeat'],
    ['FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3', 'bad_repeat'],
    ['FREQ=DAILY;UNTIL=20261101', 'empty_series'],
    ['FREQ=DAILY;COUNT=501', 'series_too_long'],
    ['FREQ=DAILY;UNTIL=20991231', 'series_too_long'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=0', 'bad_repeat'],
  ])('refuses %s: %s', async (rule, code) => {
    await expect(datesOf(TUESDAY, rule)).rejects.toThrow(refusal(code));
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYDAY=1MO;BYMONTHDAY=20',
    'FREQ=WEEKLY;BYWEEKNO=20',
    'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9',
    'FREQ=YEARLY;BYDAY=1MO;BYMONTHDAY=15;BYMONTH=4',
    'FREQ=DAILY;INTERVAL=99999999',
    'FREQ=YEARLY;INTERVAL=1000000',
  ])('returns from %s, which contains no date or very few', async (rule) => {
    await expect(datesOf(TUESDAY, rule, { count: 500 })).rejects.toThrow(UsageError);
  });

  it('ends with a series or a usage error for any rule', async () => {
    const part = fc.oneof(
      fc.tuple(fc.constantFrom('INTERVAL', 'COUNT', 'BYSETPOS'), fc.integer({ min: -3, max: 400 })),
      fc.tuple(fc.constantFrom('BYMONTH', 'BYMONTHDAY', 'BYHOUR', 'BYYEARDAY'), fc.integer({ min: -40, max: 40 })),
      fc.tuple(fc.constantFrom('BYDAY', 'WKST'), fc.constantFrom('MO', 'TU', '5FR', '-1SU', 'TU,TH', '')),
      fc.tuple(fc.constantFrom('UNTIL', 'X'), fc.constantFrom('20270101', '99991231T235959Z', '0', '')),
    );
    const rule = fc
      .tuple(fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'EVER'), fc.array(part, { maxLength: 4 }))
      .map(([frequency, parts]) => [`FREQ=${frequency}`, ...parts.map((words) => words.join('='))].join(';'));
    await fc.assert(
      fc.asyncProperty(rule, async (text) => {
        const repeat = { rule: text, count: 5, until: null };
        const series = await planSeries(TUESDAY, repeat, 'UTC').catch((error: unknown) => {
          expect(error).toBeInstanceOf(UsageError);
          return [TUESDAY];
        });
        expect(series[0]).toBe(TUESDAY);
        expect(series.length).toBeLessThanOrEqual(5);
        expect(series).toEqual([...new Set(series)].sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe('the end of a series', () => {
  it('is a year after the start where none is given', async () => {
    for (const rule of ['weekly', 'FREQ=WEEKLY', 'tuesdays']) {
      const dates = (await datesOf(TUESDAY, rule)).split(' ');
      expect([dates.length, dates.at(-1)]).toEqual([53, '2027-11-23']);
    }
    expect((await datesOf(TUESDAY, 'monthly')).split(' ')).toHaveLength(12);
    expect((await datesOf(TUESDAY, 'daily')).split(' ')).toHaveLength(365);
    expect(isOpenEnded({ rule: 'weekly', count: null, until: null })).toBe(true);
    for (const end of [{ count: 3 }, { until: '2027-01-01' }, { rule: 'FREQ=WEEKLY;COUNT=3' }]) {
      expect(isOpenEnded({ rule: 'weekly', count: null, until: null, ...end })).toBe(false);
    }
  });

  it('comes after its beginning', async () => {
    await expect(datesOf(TUESDAY, 'weekly', { until: '2026-11-23' })).rejects.toThrow(refusal('empty_series'));
    await expect(datesOf(TUESDAY, 'FREQ=WEEKLY', { until: '2026-11-23' })).rejects.toThrow(refusal('empty_series'));
  });

  it('comes after at most 500 classes', async () => {
    expect((await planSeries(TUESDAY, { rule: 'daily', count: 500, until: null }, 'UTC')).length).toBe(500);
    await expect(datesOf(TUESDAY, 'daily', { count: 501 })).rejects.toThrow(refusal('series_too_long'));
    await expect(datesOf(TUESDAY, 'daily', { until: '2199-12-31' })).rejects.toThrow(refusal('series_too_long'));
    await expect(datesOf(TUESDAY, 'FREQ=DAILY;UNTIL=20991231', { count: 501 })).rejects.toThrow(
      refusal('series_too_long'),
    );
  });
});
