import { describe, expect, it } from 'vitest';
import { toPerson } from '../../src/web/api/person.ts';
import { countMarks } from '../../src/web/calendar/count-marks.ts';
import { placeDay, shownHours } from '../../src/web/calendar/day-layout.ts';
import { groupByDate } from '../../src/web/calendar/group-by-date.ts';
import { dateByKey } from '../../src/web/calendar/move-in-grid.ts';
import { anchorOf, stepPeriod, titleOf } from '../../src/web/calendar/period.ts';
import { wallTimeIn } from '../../src/web/clock.ts';
import { spin, VIEW } from './booking-samples.ts';

describe('a period', () => {
  it('has a title and a first date, by which it is asked for', () => {
    expect(titleOf('month', '2026-11-24', 1)).toBe('November 2026');
    expect(titleOf('week', '2026-12-01', 1)).toBe('30 Nov – 6 Dec 2026');
    expect(titleOf('day', '2026-11-24', 1)).toBe('Tuesday, 24 Nov 2026');
    expect(anchorOf('week', '2026-11-24', 7)).toBe('2026-11-22');
    expect(anchorOf('month', '2026-11-24', 1)).toBe('2026-11-01');
  });

  it('is followed by the next, also after a month with 31 days', () => {
    expect(stepPeriod('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(stepPeriod('week', '2026-12-28', 1)).toBe('2027-01-04');
    expect(stepPeriod('day', '2026-03-01', -1)).toBe('2026-02-28');
  });

  it('is walked through by the arrow keys', () => {
    expect(dateByKey('2026-11-24', 'ArrowDown')).toBe('2026-12-01');
    expect(dateByKey('2026-11-24', 'Enter')).toBeNull();
  });
});

describe('a day', () => {
  const from = (time: string, durationMinutes: number) =>
    spin({ id: time, startsAt: `2026-11-24T${time}:00.000+01:00`, durationMinutes });

  it('lays classes that overlap beside each other, and others over the whole width', () => {
    const placed = placeDay([from('09:00', 60), from('09:30', 60), from('10:00', 60), from('11:00', 60)]);
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
  });

  it('shows a usual day, and more where a class needs it', () => {
    expect(shownHours(placeDay([from('09:00', 60)]))).toEqual({ from: 7, to: 21 });
    expect(shownHours(placeDay([from('05:30', 60), from('23:30', 90)]))).toEqual({ from: 5, to: 24 });
  });
});

describe('bookings', () => {
  it('are counted by their marks, in the order of the legend', () => {
    const marks = countMarks([spin(), spin({ status: 'attended' }), spin({ status: 'attended' })], VIEW.now);
    expect(marks).toEqual([
      { mark: 'attended', count: 2 },
      { mark: 'booked', count: 1 },
    ]);
  });

  it('are grouped by the date on which they take place', () => {
    const days = groupByDate([spin(), spin({ localDate: '2026-11-25' }), spin()]);
    expect(days.map(({ date, bookings }) => [date, bookings.length])).toEqual([
      ['2026-11-24', 2],
      ['2026-11-25', 1],
    ]);
  });
});

describe('the person', () => {
  it('lives in the home zone of the settings, not in that of the browser', () => {
    const items = [
      { key: 'zone', value: 'America/New_York' },
      { key: 'clock', value: '12' },
      { key: 'week_start', value: 'sunday' },
    ];
    expect(toPerson(items)).toEqual({ homeZone: 'America/New_York', clock: '12', weekStart: 7 });
    expect(wallTimeIn('America/New_York', new Date('2026-11-24T02:30:05Z'))).toBe('2026-11-23T21:30:05');
  });
});
