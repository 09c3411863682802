import { beforeEach, describe, expect, it } from 'vitest';
import { keepStats, verifyStats } from '../../src/attendance/attendance-stats-service.ts';
import type { Judgement } from '../../src/attendance/judgement.ts';
import { readStats, readStatsNow } from '../../src/attendance/stats/stats-service.ts';
import { readHeatMap, readYearReview } from '../../src/attendance/stats/year-service.ts';
import { readStreaks } from '../../src/attendance/streak/streak-service.ts';
import { readWeekStanding } from '../../src/attendance/streak/week-standing.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { markBookings } from '../../src/bookings/mark-service.ts';
import { readCalendar } from '../../src/calendar/calendar-service.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

// A class at 18:00 is marked at 17:40. It counts from 18:00 on, everywhere.

const db = useBookingDatabase();
const TODAY = '2026-11-24';
const MARKED_AT = '2026-11-24T17:40:00.000Z';
const STARTS_LOCAL = `${TODAY}T18:00:00`;

const judgementAt = (now: string): Judgement => ({
  now: new Date(now),
  today: TODAY,
  rules: { restDays: [], weekStart: 1, weeklyTarget: 1, pauses: [] },
});

/** As of its marking, with the listener that keeps the statistics. */
function withStats(now: string) {
  const settings = { restDays: [], weekStart: 1, weeklyTarget: 1 } as const;
  const keeper = { now: () => new Date(now), today: () => TODAY, settings: () => settings, onEarned: () => undefined };
  return db.at(now, { homeZone: 'UTC', listeners: [keepStats(keeper)] });
}

const storedTotal = async () =>
  (await db.database.store.db.selectFrom('attendance_stats').select('total_attended').executeTakeFirstOrThrow())
    .total_attended;

beforeEach(async () => {
  await book(withStats(MARKED_AT), 'Yoga', `${TODAY}T18:00`, { fields: { type: 'yoga' } });
  await markBookings(withStats(MARKED_AT), ['yoga'], SCOPES.any, { to: 'attended' });
});

describe.each([
  ['20 minutes before it begins', MARKED_AT, 0],
  ['a millisecond before it begins', '2026-11-24T17:59:59.999Z', 0],
  ['when it begins', '2026-11-24T18:00:00.000Z', 1],
])('a class that was marked early, %s', (_, now, count) => {
  const judgement = judgementAt(now);

  it(`counts ${count} in the streak and in the week that the inbox reports`, async () => {
    const { view } = await readStreaks(db.database.store, judgement, new Map(), false);
    expect(view.explanation.streaks).toMatchObject({ day: { current: count }, week: { current: count } });
    const standing = await readWeekStanding(db.database.store, { startsLocal: STARTS_LOCAL }, judgement);
    expect(standing).toEqual({ attendedDays: count, needed: 1 });
  });

  it(`counts ${count} in its week of the calendar`, async () => {
    const { weeks } = await readCalendar(db.database.store, {
      view: 'week',
      date: TODAY,
      filter: {},
      zone: 'UTC',
      now: judgement.now,
      weekStart: 1,
      daysNeeded: () => 1,
    });
    expect(weeks.map(({ attendedDays }) => attendedDays)).toEqual([count]);
  });

  it(`counts ${count} in the heat map and in the picture of the year`, async () => {
    const { classesOn } = await readHeatMap(db.database.store, {}, { from: TODAY, to: TODAY }, judgement);
    expect(classesOn.get(TODAY) ?? 0).toBe(count);
    const { attended, minutes } = await readYearReview(db.database.store, {}, 2026, judgement);
    expect({ attended, minutes }).toEqual({ attended: count, minutes: count * 60 });
  });

  it(`counts ${count} in the tallies, and otherwise as a class ahead`, async () => {
    const { all, soFar, ahead } = await readStatsNow(db.database.store, {}, judgement);
    expect(all).toMatchObject({ totalBooked: 1, totalAttended: count });
    expect(all.byType).toEqual([{ key: 'yoga', booked: 1, attended: count, cancelled: 0, noShow: 0 }]);
    expect(all.byWeekday[0]).toMatchObject({ key: 'tuesday', booked: 1, attended: count });
    expect(all.lastAttendedDate).toBe(count === 1 ? TODAY : null);
    expect(ahead).toBe(1 - count);
    expect(soFar).toMatchObject({ totalBooked: count, totalAttended: count });
  });

  it(`counts ${count} with a filter for attended, and ${1 - count} with one for booked`, async () => {
    const attended = await readStats(db.database.store, { statuses: ['attended'] }, judgement);
    expect(attended).toMatchObject({ totalBooked: count, totalAttended: count });
    const booked = await readStats(db.database.store, { statuses: ['booked'] }, judgement);
    expect(booked).toMatchObject({ totalBooked: 1 - count, totalAttended: 0 });
  });

  it(`counts ${count} in the stored statistics after another change, as in the history`, async () => {
    expect(await storedTotal()).toBe(0);
    await book(withStats(now), 'Spin', '2026-12-24T18:00');
    expect(await storedTotal()).toBe(count);
    expect(await verifyStats(db.database.store, judgement)).toMatchObject({ ok: true });
  });
});
