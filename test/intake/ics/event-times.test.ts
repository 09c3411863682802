import { describe, expect, it } from 'vitest';
import { event, readEvents, reasonFor, startsOf } from './ics-samples.ts';

const minutesOf = (...lines: readonly string[]) => readEvents([event(...lines)]).bookings[0]?.durationMinutes;
const instantsOf = (...lines: readonly string[]) =>
  readEvents([event(...lines)]).bookings.map(({ startsAt }) => startsAt.slice(0, 16));

describe('an end without a zone', () => {
  it.each([
    ['DTSTART;TZID=Europe/Berlin:20261124T180000', 'DTEND:20261124T190000'],
    ['DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20261124T180000', 'DTEND:20261124T190000'],
    ['DTSTART;TZID=GMT+1:20261124T180000', 'DTEND:20261124T190000'],
    ['DTSTART;TZID=UTC:20261124T180000', 'DTEND:20261124T190000'],
    ['DTSTART:20261124T180000Z', 'DTEND:20261124T190000'],
    ['DTSTART:20261124T180000+0100', 'DTEND:20261124T180000Z'],
    ['DTSTART:20261124T180000', 'DTEND:20261124T190000'],
    ['DTSTART;TZID=Europe/Berlin:20261124T180000', 'DTEND;TZID=Nowhere:20261124T190000'],
    ['DTSTART;TZID=Europe/Berlin:20261124T180000', 'DTEND;TZID=:20261124T190000'],
    ['DTSTART:20261124T180000+01', 'DTEND:20261124T190000+0100'],
  ])('is in the zone of the start: %s, %s', (start, end) => {
    expect(minutesOf(start, end)).toBe(60);
  });

  it('keeps its own zone where it has one', () => {
    expect(minutesOf('DTSTART;TZID=Europe/Berlin:20261124T180000', 'DTEND;TZID=America/New_York:20261124T130000')).toBe(
      60,
    );
    expect(minutesOf('DTSTART;TZID=Europe/Berlin:20261124T180000', 'DTEND:20261124T180000Z')).toBe(60);
  });

  it('may be 24:00', () => {
    expect(minutesOf('DTSTART:20261124T230000', 'DTEND:20261124T240000')).toBe(60);
  });
});

describe.each([
  ['a zone', 'DTSTART;TZID=Europe/Berlin:20261103T180000', 17],
  ['UTC', 'DTSTART:20261103T180000Z', 18],
  ['an offset', 'DTSTART;TZID=UTC-5:20261103T180000', 23],
])('in a series in %s, a time without a zone', (_, start, hour) => {
  const days = (...lines: readonly string[]) =>
    instantsOf(start, ...lines).map((at) => {
      expect(at.slice(11)).toBe(`${hour}:00`);
      return Number(at.slice(8, 10));
    });

  it('means the zone of the series: EXDATE, RDATE, UNTIL', () => {
    expect(days('RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE:20261110T180000')).toEqual([3, 17, 24]);
    expect(days('RRULE:FREQ=WEEKLY;COUNT=2', 'RDATE:20261112T180000')).toEqual([3, 10, 12]);
    expect(days('RRULE:FREQ=WEEKLY;UNTIL=20261117T180000')).toEqual([3, 10, 17]);
    expect(days('RRULE:FREQ=WEEKLY;UNTIL=20261117T175959')).toEqual([3, 10]);
  });

  it('means the zone of the series: RECURRENCE-ID, whatever zone the change has', () => {
    const series = event(start, 'RRULE:FREQ=WEEKLY;COUNT=3');
    for (const moved of ['DTSTART:20261111T120000Z', 'DTSTART;TZID=Asia/Tokyo:20261111T210000']) {
      const change = event(moved, 'RECURRENCE-ID:20261110T180000');
      const starts = readEvents([series, change]).bookings.map(({ startsAt }) => startsAt.slice(8, 13));
      expect(starts).toEqual([`03T${hour}`, '11T12', `17T${hour}`]);
    }
  });
});

describe('a series of days', () => {
  const DAYS = ['DTSTART;VALUE=DATE:20261102', 'DTEND;VALUE=DATE:20261103'];
  const days = (...lines: readonly string[]) =>
    startsOf([...DAYS, ...lines], { allDayAt: '07:00' }).map((at) => Number(at.slice(8, 10)));

  it.each([
    'EXDATE;TZID=W. Europe Standard Time:20261104T000000',
    'EXDATE;TZID=Asia/Tokyo:20261104T230000',
    'EXDATE:20261104T000000Z',
    'EXDATE:20261104T230000Z',
    'EXDATE:20261104T000000',
    'EXDATE;VALUE=DATE:20261104',
    'EXDATE;VALUE=DATE:20261104T000000',
  ])('leaves out the day written: %s', (line) => {
    expect(days('RRULE:FREQ=DAILY;COUNT=4', line)).toEqual([2, 3, 5]);
  });

  it('has the day written: RDATE, RECURRENCE-ID, UNTIL', () => {
    expect(days('RRULE:FREQ=DAILY;COUNT=2', 'RDATE:20261106T000000Z')).toEqual([2, 3, 6]);
    expect(days('RRULE:FREQ=DAILY;UNTIL=20261104T000000Z')).toEqual([2, 3, 4]);
    expect(days('RRULE:FREQ=DAILY;UNTIL=20261104T235959Z')).toEqual([2, 3, 4]);
    expect(days('RRULE:FREQ=DAILY;UNTIL=20261105T045959Z')).toEqual([2, 3, 4]);
    const changes = [
      event(...DAYS, 'RRULE:FREQ=DAILY;COUNT=3'),
      event('DTSTART;TZID=Europe/Berlin:20261103T180000', 'RECURRENCE-ID;TZID=Europe/Berlin:20261103T000000'),
    ];
    expect(readEvents(changes, { allDayAt: '07:00' }).bookings.map(({ startsLocal }) => startsLocal)).toEqual([
      '2026-11-02T07:00:00',
      '2026-11-03T18:00:00',
      '2026-11-04T07:00:00',
    ]);
  });
});

describe('an event that is all day', () => {
  const ALL_DAY = 'It is all day, without a time; --all-day HH:MM takes it.';

  it.each([
    [['DTSTART;VALUE=DATE:20261124T000000', 'DTEND;VALUE=DATE:20261125T000000']],
    [['DTSTART;VALUE=DATE:20261124T000000Z']],
    [['DTSTART;VALUE=DATE;TZID=Europe/Berlin:20261124T000000']],
    ...['X-MICROSOFT-CDO-ALLDAYEVENT', 'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT', 'X-FUNAMBOL-ALLDAY'].flatMap((mark) => [
      [[`${mark}:TRUE`, 'DTSTART:20261124T000000', 'DTEND:20261125T000000']],
      [[`${mark}:TRUE`, 'DTSTART;TZID=Europe/Berlin:20261124T000000', 'DTEND;TZID=Europe/Berlin:20261126T000000']],
      [[`${mark}:true`, 'DTSTART:20261124T050000Z', 'DTEND:20261125T050000Z']],
      [[`${mark}:TRUE`, 'DTSTART:20261124T000000Z', 'DTEND:20261125T000000Z']],
      [[`${mark}:TRUE`, 'DTSTART:20261124T000000', 'DURATION:P1D']],
      [[`${mark}:TRUE`, 'DTSTART:20261124T000000', 'DTEND:20261124T235900']],
    ]),
  ])('by whatever says so, is taken only with --all-day: %j', (lines) => {
    expect(reasonFor(lines)).toBe(ALL_DAY);
    expect(startsOf(lines, { allDayAt: '07:00' })).toEqual(['2026-11-24T07:00:00']);
  });

  it.each([
    [['DTSTART;VALUE=DATE:20261124T180000']],
    [['X-MICROSOFT-CDO-ALLDAYEVENT:TRUE', 'DTSTART:20261124T180000', 'DTEND:20261124T190000']],
    [['X-MICROSOFT-CDO-ALLDAYEVENT:FALSE', 'DTSTART:20261124T000000', 'DTEND:20261125T000000']],
    [['X-MICROSOFT-CDO-ALLDAYEVENT:TRUE', 'DTSTART:20261124T000000', 'DURATION:PT1H']],
    [['DTSTART:20261124T000000', 'DTEND:20261124T010000']],
  ])('is not one with a time: %j', (lines) => {
    expect(reasonFor(lines)).toBeUndefined();
  });

  it('by a mark may be a series, with the days that its zone has', () => {
    const lines = [
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      'DTSTART:20261102T050000Z',
      'DTEND:20261103T050000Z',
      'RRULE:FREQ=DAILY;COUNT=3',
      'EXDATE:20261103T050000Z',
    ];
    expect(startsOf(lines, { allDayAt: '07:00' })).toEqual(['2026-11-02T07:00:00', '2026-11-04T07:00:00']);
  });
});
