import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCalendarView, planPeriod } from '../../src/calendar/calendar-grid.ts';
import type { CalendarPeriod } from '../../src/calendar/calendar-view.ts';
import { addDays, datesBetween, isoWeekOf, type Weekday, weekdayOf } from '../../src/time/civil.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const MONDAY: Weekday = 1;
const SATURDAY: Weekday = 6;
const SUNDAY: Weekday = 7;

describe('a period', () => {
  it.each<[CalendarPeriod, string, Weekday, string]>([
    ['day', '2026-11-24', MONDAY, '2026-11-24 … 2026-11-24 in 2026-11-23 … 2026-11-29'],
    ['week', '2026-11-24', MONDAY, '2026-11-23 … 2026-11-29 in 2026-11-23 … 2026-11-29'],
    ['week', '2026-11-24', SUNDAY, '2026-11-22 … 2026-11-28 in 2026-11-22 … 2026-11-28'],
    ['week', '2026-11-24', SATURDAY, '2026-11-21 … 2026-11-27 in 2026-11-21 … 2026-11-27'],
    ['week', '2026-11-22', SUNDAY, '2026-11-22 … 2026-11-28 in 2026-11-22 … 2026-11-28'],
    ['week', '2027-01-01', MONDAY, '2026-12-28 … 2027-01-03 in 2026-12-28 … 2027-01-03'],
    ['month', '2026-11-24', MONDAY, '2026-11-01 … 2026-11-30 in 2026-10-26 … 2026-12-06'],
    ['month', '2026-11-24', SUNDAY, '2026-11-01 … 2026-11-30 in 2026-11-01 … 2026-12-05'],
    ['month', '2027-02-14', MONDAY, '2027-02-01 … 2027-02-28 in 2027-02-01 … 2027-02-28'],
    ['month', '2028-02-14', MONDAY, '2028-02-01 … 2028-02-29 in 2028-01-31 … 2028-03-05'],
  ])('%s of %s, weeks from weekday %i: %s', (view, date, weekStart, expected) => {
    const { from, to, gridFrom, gridTo } = planPeriod(view, date, weekStart);
    expect(`${from} … ${to} in ${gridFrom} … ${gridTo}`).toBe(expected);
  });

  it('holds its date, in whole weeks', () => {
    const date = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days));
    const view = fc.constantFrom<CalendarPeriod>('day', 'week', 'month');
    fc.assert(
      fc.property(view, date, fc.constantFrom(MONDAY, SATURDAY, SUNDAY), (period, on, weekStart) => {
        const { from, to, gridFrom, gridTo } = planPeriod(period, on, weekStart);
        expect([gridFrom, from, on, to, gridTo]).toEqual([gridFrom, from, on, to, gridTo].sort());
        expect(weekdayOf(gridFrom)).toBe(weekStart);
        expect(datesBetween(gridFrom, gridTo).length % 7).toBe(0);
        expect(planPeriod(period, from, weekStart)).toEqual(planPeriod(period, to, weekStart));
      }),
    );
  });
});

/** A view of November 2026, or what a test says. */
function view(fields: Partial<Parameters<typeof buildCalendarView>[0]> = {}) {
  const weekStart = fields.weekStart ?? MONDAY;
  return buildCalendarView({
    view: 'month',
    dates: planPeriod('month', '2026-11-24', weekStart),
    zone: 'America/New_York',
    weekStart,
    daysNeeded: () => 2,
    bookings: [],
    attendedDates: new Set(),
    ...fields,
  });
}

describe('the days of a view', () => {
  it('are every day of the period, empty ones too', () => {
    const { from, to, days } = view();
    expect([from, to, days.length]).toEqual(['2026-11-01', '2026-11-30', 30]);
    expect(days.every(({ bookings }) => bookings.length === 0)).toBe(true);
    expect(days.map(({ date }) => date)).toEqual(datesBetween('2026-11-01', '2026-11-30'));
  });

  it('hold their classes by wall time, as the day was lived, whatever the instants', () => {
    const at = (id: number, startsLocal: string, zone: string) =>
      sampleBooking({ id: sampleId(id), startsLocal, zone });
    const tokyo = at(1, '2026-11-24T19:00:00', 'Asia/Tokyo');
    const newYork = at(2, '2026-11-24T07:00:00', 'America/New_York');
    const late = at(3, '2026-11-24T23:59:59', 'America/New_York');
    expect(tokyo.startsAt < newYork.startsAt).toBe(true);
    const { days } = view({ bookings: [tokyo, newYork, late] });
    expect(days.find(({ date }) => date === '2026-11-24')?.bookings).toEqual([newYork, tokyo, late]);
    expect(days.filter(({ bookings }) => bookings.length > 0)).toHaveLength(1);
  });

  it('keep the order they came in where two begin together', () => {
    const [first, second] = [sampleBooking({ id: sampleId(9) }), sampleBooking({ id: sampleId(1) })];
    expect(view({ bookings: [first, second] }).days[23]?.bookings).toEqual([first, second]);
  });
});

describe('the weeks of a view', () => {
  it('are whole, and count the attended days of their edges', () => {
    const attendedDates = new Set(['2026-10-26', '2026-10-31', '2026-11-01', '2026-11-24', '2026-12-06', '2026-12-07']);
    const { weeks } = view({ attendedDates });
    expect(weeks.map(({ startsOn, attendedDays }) => `${startsOn} ${attendedDays}`)).toEqual([
      '2026-10-26 3',
      '2026-11-02 0',
      '2026-11-09 0',
      '2026-11-16 0',
      '2026-11-23 1',
      '2026-11-30 1',
    ]);
  });

  it('ask for as many days as they need, and are paused where that is none', () => {
    const { weeks } = view({ daysNeeded: (startsOn) => (startsOn === '2026-11-16' ? 0 : 2) });
    expect(weeks.map(({ target }) => target)).toEqual([2, 2, 2, 0, 2, 2]);
    expect(weeks.map(({ isPaused }) => isPaused)).toEqual([false, false, false, true, false, false]);
  });

  it.each([MONDAY, SATURDAY, SUNDAY])('have the ISO number of their Thursday, begun on weekday %i', (weekStart) => {
    for (const date of ['2026-01-15', '2026-12-31', '2027-01-01', '2020-12-31', '2021-01-02', '1969-12-31']) {
      const { weeks } = view({ weekStart, dates: planPeriod('month', date, weekStart) });
      for (const { startsOn, week } of weeks) {
        const thursday = datesBetween(startsOn, addDays(startsOn, 6)).find((day) => weekdayOf(day) === 4) ?? '';
        expect([startsOn, week]).toEqual([startsOn, isoWeekOf(thursday)]);
      }
    }
  });
});
