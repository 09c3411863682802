import { describe, expect, it } from 'vitest';
import { expandRule, holdsStart } from '../../src/time/recurrence-expansion.ts';
import { parseRecurrenceRule } from '../../src/time/recurrence-rule.ts';

const EVER = { from: '1900-01-01', to: '2199-12-31', limit: 10_000 };

function expand(text: string, start: string, window: Partial<typeof EVER> = {}): string[] | null {
  const parsed = parseRecurrenceRule(text);
  if (!parsed) throw new Error(`${text} cannot be followed`);
  const { from, to, limit } = { ...EVER, ...window };
  const effort = { left: 500_000 };
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T23:59:59Z`)];
  const walls = expandRule(parsed.rule, Date.parse(`${start}Z`), { from: first, to: last, limit }, effort);
  return walls?.map((wall) => new Date(wall).toISOString().slice(0, 16)) ?? null;
}

/** Only the dates, without the year they are all of. */
function dates(text: string, start: string, window: Partial<typeof EVER> = {}): string[] | undefined {
  return expand(text, start, window)?.map((wall) => wall.slice(5, 10));
}

describe('a rule', () => {
  // The examples of RFC 5545 §3.8.5.3, as far as they differ.
  it.each([
    ['FREQ=DAILY;COUNT=4', '1997-09-02T09:00:00', ['09-02', '09-03', '09-04', '09-05']],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02T09:00:00', ['09-02', '09-12', '09-22', '10-02', '10-12']],
    ['FREQ=WEEKLY;COUNT=3', '1997-09-02T09:00:00', ['09-02', '09-09', '09-16']],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH', '1997-09-02T09:00:00', ['09-02', '09-04', '09-16', '09-18']],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05T09:00:00', ['08-05', '08-10', '08-19', '08-24']],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08-05T09:00:00', ['08-05', '08-17', '08-19', '08-31']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=1FR', '1997-09-05T09:00:00', ['09-05', '10-03', '11-07']],
    ['FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU', '1997-09-07T09:00:00', ['09-07', '09-28', '11-02', '11-30']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', '1997-09-22T09:00:00', ['09-22', '10-20', '11-17']],
    ['FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3', '1997-09-28T09:00:00', ['09-28', '10-29', '11-28']],
    ['FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1', '1997-09-30T09:00:00', ['09-30', '10-01', '10-31', '11-01']],
    ['FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3', '1997-09-13T09:00:00', ['09-13', '10-11', '11-08']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04T09:00:00', ['09-04', '10-07', '11-06']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3', '1997-09-29T09:00:00', ['09-29', '10-30', '11-27']],
    ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '2007-01-15T09:00:00', ['01-15', '01-30', '02-15', '03-15', '03-30']],
    ['FREQ=MONTHLY;COUNT=3', '2026-01-31T09:00:00', ['01-31', '03-31', '05-31']],
    ['FREQ=YEARLY;COUNT=4;BYMONTH=6,7', '1997-06-10T09:00:00', ['06-10', '07-10', '06-10', '07-10']],
    ['FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200', '1997-01-01T09:00:00', ['01-01', '04-10', '07-19', '01-01']],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=3', '1997-05-19T09:00:00', ['05-19', '05-18', '05-17']],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3', '1997-05-12T09:00:00', ['05-12', '05-11', '05-17']],
    ['FREQ=YEARLY;BYWEEKNO=20;COUNT=3', '1997-05-12T09:00:00', ['05-12', '05-11', '05-17']],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=3', '1997-03-13T09:00:00', ['03-13', '03-20', '03-27']],
    ['FREQ=YEARLY;COUNT=2', '2024-02-29T09:00:00', ['02-29', '02-29']],
    [
      'FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;INTERVAL=4;COUNT=2',
      '1996-11-05T09:00:00',
      ['11-05', '11-07'],
    ],
  ])('%s from %s', (text, start, expected) => {
    expect(dates(text, start)).toEqual(expected);
  });

  it('of hours and minutes gives several starts a day', () => {
    expect(expand('FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;COUNT=5', '2026-11-24T09:00:00')).toEqual([
      '2026-11-24T09:00',
      '2026-11-24T09:30',
      '2026-11-24T17:00',
      '2026-11-24T17:30',
      '2026-11-25T09:00',
    ]);
    expect(expand('FREQ=HOURLY;INTERVAL=36;COUNT=3', '2026-11-24T09:00:00')).toEqual([
      '2026-11-24T09:00',
      '2026-11-25T21:00',
      '2026-11-27T09:00',
    ]);
    expect(expand('FREQ=MINUTELY;INTERVAL=90;BYHOUR=9,10,11,12;COUNT=4', '2026-11-24T09:00:00')).toEqual([
      '2026-11-24T09:00',
      '2026-11-24T10:30',
      '2026-11-24T12:00',
      '2026-11-25T09:00',
    ]);
  });

  it('counts its start although it does not hold it', () => {
    expect(dates('FREQ=WEEKLY;BYDAY=WE;COUNT=3', '2026-11-24T18:00:00')).toEqual(['11-24', '11-25', '12-02']);
  });

  it('is followed within a window only, and counted from its beginning all the same', () => {
    const window = { from: '2026-11-24', to: '2026-12-08' };
    expect(dates('FREQ=WEEKLY', '1999-11-23T18:00:00', window)).toEqual(['11-24', '12-01', '12-08']);
    expect(dates('FREQ=WEEKLY;COUNT=4', '2026-11-10T18:00:00', window)).toEqual(['11-24', '12-01']);
    expect(dates('FREQ=MONTHLY;INTERVAL=7', '1999-11-23T18:00:00', { from: '2026-01-01', to: '2027-06-30' })).toEqual([
      '02-23',
      '09-23',
      '04-23',
    ]);
  });
});

describe('the start of a rule', () => {
  it.each([
    ['FREQ=YEARLY', true],
    ['FREQ=WEEKLY;BYDAY=TU,TH', true],
    ['FREQ=WEEKLY;BYDAY=TH', false],
    ['FREQ=DAILY;BYHOUR=7,18', true],
    ['FREQ=DAILY;BYHOUR=7', false],
    ['FREQ=MONTHLY;BYDAY=4TU', true],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-5', true],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-4', false],
    ['FREQ=YEARLY;BYWEEKNO=48', true],
    ['FREQ=YEARLY;BYWEEKNO=47', false],
    ['FREQ=HOURLY;BYHOUR=18', true],
    ['FREQ=HOURLY;BYHOUR=17', false],
  ])('%s holds 18:00 on Tuesday 24 November 2026: %s', (text, expected) => {
    const parsed = parseRecurrenceRule(text);
    expect(parsed && holdsStart(parsed.rule, Date.parse('2026-11-24T18:00:00Z'))).toBe(expected);
  });
});

describe('the text of a rule', () => {
  it('may have spaces, small letters, a trailing semicolon and parts nobody knows', () => {
    expect(dates('freq=weekly;byday=MO, TU;X-THING=1;count=3;', '2026-11-24T18:00:00')).toEqual([
      '11-24',
      '11-30',
      '12-01',
    ]);
  });

  it('gives its end as it stands', () => {
    expect(parseRecurrenceRule('FREQ=DAILY;UNTIL=20261201T000000Z')?.until).toBe('20261201T000000Z');
  });

  it.each([
    '',
    'W1 MO TU #0',
    'FREQ=OFTEN',
    'COUNT=3',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=-3',
    'FREQ=DAILY;COUNT=many',
    'FREQ=DAILY;BYDAY=XX',
    'FREQ=DAILY;BYHOUR=24',
    'FREQ=MONTHLY;BYMONTHDAY=40',
    'FREQ=DAILY;BYMONTH',
    'RSCALE=CHINESE;FREQ=YEARLY',
    'RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD',
  ])('%j cannot be followed', (text) => {
    expect(parseRecurrenceRule(text)).toBeNull();
  });
});

describe('a rule that would never end', () => {
  it.each([
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MINUTELY;BYHOUR=3;BYMINUTE=3;BYMONTH=2;BYMONTHDAY=30',
    `FREQ=YEARLY;BYHOUR=${[...Array(24).keys()]};BYMINUTE=${[...Array(60).keys()]};BYSECOND=${[...Array(60).keys()]}`,
  ])('%s is given up', (text) => {
    expect(expand(text, '2026-11-24T18:00:00', { to: '2036-01-01' })).toBeNull();
  });

  it.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=200',
    'FREQ=DAILY;INTERVAL=999999999999999999999999',
    'FREQ=SECONDLY;INTERVAL=999999999999999999999999',
  ])('%s has its start only', (text) => {
    expect(dates(text, '2026-11-24T18:00:00', { to: '2036-01-01' })).toEqual(['11-24']);
  });
});
