import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeStats, type StatsInput, timeOfDay } from '../../../src/attendance/stats/stats.ts';
import type { Streaks } from '../../../src/attendance/streak/streak.ts';
import { STATUSES } from '../../../src/bookings/booking.ts';
import { toStatsJson } from '../../../src/contract/stats-json.ts';
import { addDays, WEEKDAYS, weekdayOf } from '../../../src/time/civil.ts';
import { NO_TALLIES, tallyDates } from '../../support/tally-samples.ts';

const streak = { current: 3, longest: 8, state: 'safe', deadline: null, lastOn: null, target: 1 } as const;
const streaks: Streaks = { day: streak, week: { ...streak, current: 10, longest: 14 } };
const nothing: StatsInput = {
  tallies: NO_TALLIES,
  streaks,
  weekStart: 1,
  period: null,
  before: null,
};

/** A class as a person would count it on paper. */
const paperBooking = fc.record({
  type: fc.constantFrom('yoga', 'spin', null),
  location: fc.constantFrom('North', 'Velo', null),
  source: fc.constantFrom('manual', 'classpass'),
  instructor: fc.constantFrom('Ana', null),
  date: fc.integer({ min: 0, max: 500 }).map((days) => addDays('2025-12-01', days)),
  hour: fc.nat(23),
  status: fc.constantFrom(...STATUSES),
});
type PaperBooking = typeof paperBooking extends fc.Arbitrary<infer Value> ? Value : never;

function statsOf(bookings: readonly PaperBooking[], more: Partial<StatsInput> = {}) {
  const tallies = {
    facets: bookings.map((booking) => ({ ...booking, count: 1 })),
    ...tallyDates(bookings.map((booking) => ({ ...booking, count: 1 }))),
    hours: bookings.map((booking) => ({ ...booking, count: 1 })),
    prices: [],
  };
  return computeStats({ ...nothing, tallies, ...more });
}

describe('the statistics', () => {
  it('have exactly the public fields, in their order', () => {
    expect(Object.keys(computeStats(nothing))).toEqual([
      'totalBooked',
      'totalAttended',
      'totalCancelled',
      'totalNoShow',
      'attendanceRate',
      'currentStreak',
      'longestStreak',
      'currentWeekStreak',
      'longestWeekStreak',
      'lastAttendedDate',
      'byType',
      'byLocation',
      'bySource',
      'byInstructor',
      'byWeekday',
      'byMonth',
      'byTimeOfDay',
      'byHour',
      'money',
      'period',
      'previous',
    ]);
  });

  it('without bookings are zeros, without a rate', () => {
    expect(computeStats(nothing)).toMatchObject({
      totalBooked: 0,
      attendanceRate: null,
      currentStreak: 3,
      longestStreak: 8,
      currentWeekStreak: 10,
      longestWeekStreak: 14,
      lastAttendedDate: null,
      byType: [],
      byMonth: [],
      money: [],
      previous: null,
    });
  });

  it('count as a person would on paper, with any grouping of the store', () => {
    fc.assert(
      fc.property(fc.array(paperBooking, { maxLength: 60 }), (bookings) => {
        const stats = statsOf(bookings);
        const counted = bookings.filter(({ status }) => status !== 'waitlisted');
        const withStatus = (status: string) => counted.filter((booking) => booking.status === status);
        const [attended, noShow] = [withStatus('attended').length, withStatus('no_show').length];
        expect(stats.totalBooked).toBe(counted.length);
        expect(stats.totalAttended).toBe(attended);
        expect(stats.totalCancelled).toBe(withStatus('cancelled').length);
        expect(stats.totalNoShow).toBe(noShow);
        expect(stats.attendanceRate).toBe(attended + noShow === 0 ? null : attended / (attended + noShow));
        const dates = withStatus('attended').map(({ date }) => date);
        expect(stats.lastAttendedDate).toBe(dates.sort().at(-1) ?? null);
        const breakdowns = [
          [stats.byType, (booking: PaperBooking) => booking.type],
          [stats.byLocation, (booking: PaperBooking) => booking.location],
          [stats.bySource, (booking: PaperBooking) => booking.source],
          [stats.byInstructor, (booking: PaperBooking) => booking.instructor],
          [stats.byWeekday, (booking: PaperBooking) => WEEKDAYS[weekdayOf(booking.date) - 1]],
          [stats.byMonth, (booking: PaperBooking) => booking.date.slice(0, 7)],
          [stats.byTimeOfDay, (booking: PaperBooking) => timeOfDay(booking.hour)],
          [stats.byHour, (booking: PaperBooking) => String(booking.hour).padStart(2, '0')],
        ] as const;
        for (const [lines, keyOf] of breakdowns) {
          expect(new Set(lines.map(({ key }) => key))).toEqual(new Set(counted.map(keyOf)));
          for (const line of lines) {
            const alike = counted.filter((booking) => keyOf(booking) === line.key);
            expect(line).toEqual({
              key: line.key,
              booked: alike.length,
              attended: alike.filter(({ status }) => status === 'attended').length,
              cancelled: alike.filter(({ status }) => status === 'cancelled').length,
              noShow: alike.filter(({ status }) => status === 'no_show').length,
            });
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('do not count waitlisted bookings in any number', () => {
    const stats = computeStats({
      ...nothing,
      tallies: {
        facets: [{ type: 'yoga', location: null, source: 'manual', instructor: null, status: 'waitlisted', count: 4 }],
        ...tallyDates([{ date: '2026-11-24', status: 'waitlisted', count: 4 }]),
        hours: [{ hour: 18, status: 'waitlisted', count: 4 }],
        prices: [],
      },
    });
    expect(stats).toEqual(computeStats(nothing));
  });

  it('list the most booked first, then by name, and those without a name last', () => {
    const facet = { location: null, source: 'manual', instructor: null, status: 'booked' } as const;
    const facets = [
      { ...facet, type: null, count: 9 },
      { ...facet, type: 'spin', count: 2 },
      { ...facet, type: 'boxing', count: 2 },
      { ...facet, type: 'yoga', count: 5 },
    ];
    const { byType } = computeStats({ ...nothing, tallies: { ...nothing.tallies, facets } });
    expect(byType.map(({ key }) => key)).toEqual(['yoga', 'boxing', 'spin', null]);
  });

  it('list weekdays in the order of the person’s week, and months in order', () => {
    const dates = ['2026-11-22', '2026-11-23', '2026-10-31'];
    const tallies = {
      ...NO_TALLIES,
      ...tallyDates(dates.map((date) => ({ date, status: 'booked', count: 1 }))),
    };
    const weekdays = (weekStart: 1 | 6 | 7) =>
      computeStats({ ...nothing, weekStart, tallies }).byWeekday.map(({ key }) => key);
    expect(weekdays(1)).toEqual(['monday', 'saturday', 'sunday']);
    expect(weekdays(7)).toEqual(['sunday', 'monday', 'saturday']);
    expect(weekdays(6)).toEqual(['saturday', 'sunday', 'monday']);
    const { byMonth } = computeStats({ ...nothing, tallies });
    expect(byMonth.map(({ key }) => key)).toEqual(['2026-10', '2026-11']);
  });

  it('divide the day as filters do', () => {
    expect([4, 5, 11, 12, 16, 17, 23, 0].map(timeOfDay)).toEqual([
      'evening',
      'morning',
      'morning',
      'afternoon',
      'afternoon',
      'evening',
      'evening',
      'evening',
    ]);
  });

  it('have the totals of the earlier period beside those of the period', () => {
    const period = { from: '2026-11-01', to: '2026-11-30' };
    const before = {
      period: { from: '2026-10-01', to: '2026-10-24' },
      tallies: [
        { status: 'attended', count: 3 },
        { status: 'no_show', count: 1 },
      ],
    } as const;
    const stats = computeStats({ ...nothing, period, before });
    expect(stats.period).toEqual(period);
    expect(stats.previous).toEqual({
      from: '2026-10-01',
      to: '2026-10-24',
      totalBooked: 4,
      totalAttended: 3,
      totalCancelled: 0,
      totalNoShow: 1,
      attendanceRate: 0.75,
    });
  });

  it('give money in units of the currency in JSON', () => {
    const price = { currency: 'EUR', isLateCancel: false, price: 12_500, lateFee: null, feePaid: null, count: 2 };
    const stats = computeStats({
      ...nothing,
      tallies: { ...nothing.tallies, prices: [{ ...price, status: 'attended' }] },
    });
    expect(stats.money[0]).toMatchObject({ spent: 25_000, costPerAttended: 12_500 });
    expect(toStatsJson({ all: stats, ahead: 0 }).money[0]).toEqual({
      currency: 'EUR',
      spent: 25,
      costPerAttended: 12.5,
      lostToNoShows: 0,
      lostToLateCancels: 0,
    });
  });
});
