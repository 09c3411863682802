import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { pastEndsOn, reachesPast } from '../../src/attendance/attendance-past.ts';
import { keepStats, verifyStats } from '../../src/attendance/attendance-stats-service.ts';
import type { StreakSettings } from '../../src/attendance/attendance-stats-store.ts';
import { findWrongParts, renewPast } from '../../src/attendance/past-store.ts';
import { readStats } from '../../src/attendance/stats/stats-service.ts';
import { addPause } from '../../src/attendance/streak/pause-service.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { markBookings } from '../../src/bookings/mark-service.ts';
import { addDays, endOfMonth, startOfWeek, toDayNumber, type Weekday } from '../../src/time/civil.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { withoutDisk } from '../support/engine.ts';
import { expectSameWithoutPast, judgementAt } from './looks.ts';

const NOW = '2026-11-24T23:30:00.000Z';
/** A Sunday: the last day of the past on the day of `NOW`. */
const THROUGH = '2026-03-29';
const SETTINGS = { restDays: [], weekStart: 1, weeklyTarget: 1 } as const;

describe('the past', () => {
  it('ends with a week in the month eight months ago, before the last days of that month', () => {
    expect(pastEndsOn('2026-11-24', 1)).toBe(THROUGH);
    expect(pastEndsOn('2026-11-24', 7)).toBe('2026-03-28');
    // The 31st is a Monday: across the date line, a class may begin on it at the same instant as one on the 29th.
    expect(pastEndsOn('2026-04-01', 1)).toBe('2025-08-24');
  });

  it('leaves half a year of whole weeks for the streak screen, on any day', () => {
    const weekStart = fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday);
    fc.assert(
      fc.property(fc.nat(1500), weekStart, (days, first) => {
        const today = addDays('2024-01-01', days);
        const through = pastEndsOn(today, first);
        expect(startOfWeek(addDays(through, 1), first)).toBe(addDays(through, 1));
        expect(addDays(through, 2) <= endOfMonth(through)).toBe(true);
        const weeks = (toDayNumber(startOfWeek(today, first)) - toDayNumber(through) - 1) / 7;
        expect(weeks).toBeGreaterThanOrEqual(26);
        expect(weeks).toBeLessThan(37);
      }),
    );
  });

  describe('is affected by a change', () => {
    const past = sampleBooking({ startsLocal: '2026-03-30T18:00:00', status: 'attended' });
    const later = sampleBooking({ startsLocal: '2026-04-01T18:00:00', status: 'attended' });
    const change = (before: Booking | null, after: Booking | null) =>
      reachesPast({ what: '', bookings: [{ before, after }], classes: [] }, THROUGH);

    it('of any booking that counts, up to the end of its last month', () => {
      expect(change(null, past)).toBe(true);
      expect(change(past, null)).toBe(true);
      expect(change(past, later)).toBe(true);
      expect(change(past, { ...past, instructor: 'Ben' })).toBe(true);
      expect(change(past, { ...past, status: 'no_show' })).toBe(true);
    });

    it.each<[field: string, change: Partial<Booking>]>([
      ['the start', { startsLocal: '2026-03-30T19:00:00' }],
      ['the instant', { startsAt: '2026-03-30T22:00:00.001Z' }],
      ['the type', { classType: 'boxing' }],
      ['the place', { location: 'Velo' }],
      ['the source', { source: 'mindbody' }],
      ['the currency', { currency: 'USD' }],
      ['the price', { price: 12_000 }],
      ['the late fee', { lateFee: 5000 }],
      ['what was paid', { feePaid: 5000 }],
      ['whether it was cancelled late', { isLateCancel: true }],
    ])('of %s alone', (_, fields) => {
      expect(change(past, { ...past, ...fields })).toBe(true);
    });

    it('of no other field or booking', () => {
      expect(change(null, later)).toBe(false);
      expect(change(later, { ...later, status: 'no_show' })).toBe(false);
      expect(change(past, { ...past, notes: 'towel' })).toBe(false);
    });
  });
});

describe('the kept past', () => {
  const db = useBookingDatabase();
  beforeAll(() => withoutDisk(db.database.store.db));

  const keep = async (now: string, settings: StreakSettings = SETTINGS) => {
    const judgement = await judgementAt(db.database.store, new Date(now), settings);
    await db.database.store.transaction((store) => renewPast(store, judgement));
  };
  const withStats = (now = NOW) => {
    const keeper = {
      now: () => new Date(now),
      today: () => now.slice(0, 10),
      settings: () => SETTINGS,
      onEarned: () => undefined,
    };
    return db.at(now, { listeners: [keepStats(keeper)] });
  };
  const past = () => db.database.store.db.selectFrom('attendance_past').selectAll().executeTakeFirst();
  const verify = () => verifyStats(db.database.store, { now: new Date(NOW), today: NOW.slice(0, 10) });

  it('gives the same results as the whole history, across zones, months and missed classes', async () => {
    const history = fc.array(
      fc.record({
        day: fc.integer({ min: -25, max: 25 }).map((days) => addDays(THROUGH, days)),
        time: fc.constantFrom('00:30', '07:00', '18:00', '23:30'),
        zone: fc.constantFrom('America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'),
        status: fc.constantFrom('attended', 'attended', 'attended', 'attended', 'no_show', 'booked', 'waitlisted'),
        classType: fc.constantFrom('yoga', 'spin', 'boxing', 'aqua', 'pilates', null),
        location: fc.constantFrom('North', 'Velo', null),
        price: fc.constantFrom(12_000, null),
      }),
      { minLength: 20, maxLength: 90 },
    );
    const settings = fc.constantFrom(
      SETTINGS,
      { restDays: [6, 7], weekStart: 7, weeklyTarget: 3 } as const,
      { restDays: [2], weekStart: 4, weeklyTarget: 4 } as const,
    );
    const play = async (
      rows: typeof history extends fc.Arbitrary<infer Rows> ? Rows : never,
      rules: StreakSettings,
    ) => {
      for (const table of ['attendance_past', 'bookings', 'fitness_classes'] as const) {
        await db.database.store.db.deleteFrom(table).execute();
      }
      const bookings = rows.map(({ day, time, ...fields }, index) =>
        sampleBooking({ ...fields, id: sampleId(0x10000 * (index + 1)), startsLocal: `${day}T${time}:00` }),
      );
      await db.store(...bookings);
      await keep(NOW, rules);
      const wrong = await findWrongParts(db.database.store);
      expect(wrong).toEqual([]);
      await expectSameWithoutPast(
        db.database,
        rules,
        [NOW, '2026-12-02T12:00:00Z', '2027-06-01T12:00:00Z'].map((at) => new Date(at)),
      );
    };
    await fc.assert(fc.asyncProperty(history, settings, play), { numRuns: 100 });
  });

  it('includes a date that began across the date line before the date before it began at home', async () => {
    const starts = [
      ['2026-03-29T18:00:00', 'America/New_York'],
      ['2026-03-30T18:00:00', 'America/New_York'],
      ['2026-03-31T00:30:00', 'Pacific/Kiritimati'],
    ] as const;
    const classes = starts.map(([startsLocal, zone], index) =>
      sampleBooking({ id: sampleId(0x10000 * (index + 1)), startsLocal, zone, status: 'attended' }),
    );
    await db.store(...classes);
    await keep(NOW);
    await expectSameWithoutPast(db.database, SETTINGS, [new Date(NOW)]);
  });

  it('stays while only later bookings change, and is computed again in a new month', async () => {
    await book(withStats(), 'Yoga', '2025-12-02T18:00', { status: 'attended' });
    const first = await past();
    expect(first).toMatchObject({ through_date: THROUGH });
    await book(withStats(), 'Spin', '2026-11-23T18:00', { status: 'attended' });
    await markBookings(withStats(), ['spin'], SCOPES.any, { to: 'no_show' });
    await editBooking(withStats(), 'yoga', { fields: { notes: 'towel' }, isForced: false });
    expect(await past()).toEqual(first);
    await book(withStats('2026-12-01T12:00:00Z'), 'Barre', '2026-12-24T18:00');
    expect(await past()).toMatchObject({ through_date: '2026-04-26' });
  });

  it('is computed again after a change in it, and after a new pause', async () => {
    await book(withStats(), 'Yoga', '2025-12-02T18:00', { status: 'attended' });
    const first = await past();
    await markBookings(withStats(), ['yoga'], SCOPES.any, { to: 'no_show' });
    const second = await past();
    expect(second?.tallies).not.toEqual(first?.tallies);
    await addPause(withStats(), { from: '2025-01-01', to: '2025-01-05' }, null);
    expect((await past())?.rules).not.toEqual(second?.rules);
    expect((await verify()).ok).toBe(true);
  });

  it('is computed again after a change of a price, so that old costs are right', async () => {
    const paid = { status: 'attended', fields: { price: '12', currency: 'EUR' } } as const;
    await book(withStats(), 'Yoga', '2025-12-02T18:00', paid);
    const spent = async () => {
      const { money } = await readStats(
        db.database.store,
        {},
        await judgementAt(db.database.store, new Date(NOW), SETTINGS),
      );
      return money.map((each) => [each.currency, each.spent]);
    };
    expect(await spent()).toEqual([['EUR', 12_000]]);
    await editBooking(withStats(), 'yoga', { fields: { price: '15' } });
    expect(await spent()).toEqual([['EUR', 15_000]]);
    expect((await verify()).ok).toBe(true);
  });

  it('is not used after the clock was set back, or with other rules', async () => {
    await db.store(sampleBooking({ status: 'attended', startsLocal: '2026-03-02T18:00:00' }));
    await keep(NOW);
    await expectSameWithoutPast(db.database, SETTINGS, [new Date('2026-03-01T12:00:00Z')]);
    await keep(NOW);
    await expectSameWithoutPast(db.database, { ...SETTINGS, weeklyTarget: 2 }, [new Date(NOW)]);
  });

  it('is computed again by a program of another edition', async () => {
    await book(withStats(), 'Yoga', '2025-12-02T18:00', { status: 'attended' });
    const first = await past();
    await sql`update attendance_past set edition = 0, tallies = '', standing = ''`.execute(db.database.store.db);
    const judgement = await judgementAt(db.database.store, new Date(NOW), SETTINGS);
    expect(await readStats(db.database.store, {}, judgement)).toMatchObject({ totalAttended: 1, longestStreak: 1 });
    expect((await verify()).ok).toBe(true);
    await book(withStats(), 'Yoga', '2026-12-02T18:00');
    expect(await past()).toEqual(first);
  });

  it('is computed again where another program has written bookings without the listeners', async () => {
    await book(withStats(), 'Yoga', '2025-12-02T18:00', { status: 'attended' });
    await db.store(sampleBooking({ status: 'attended', startsLocal: '2025-11-02T18:00:00' }));
    await book(withStats(), 'Yoga', '2026-12-02T18:00');
    expect((await verify()).ok).toBe(true);
    const judgement = await judgementAt(db.database.store, new Date(NOW), SETTINGS);
    expect(await readStats(db.database.store, {}, judgement)).toMatchObject({ totalBooked: 3, totalAttended: 2 });
  });

  it('is detected and deleted where it is wrong', async () => {
    await book(withStats(), 'Yoga', '2025-12-02T18:00', { status: 'attended' });
    await sql`update bookings set class_type = 'boxing', class_local = '2025-12-02T07:00:00', class_time = '07:00'`.execute(
      db.database.store.db,
    );
    expect(await verify()).toMatchObject({
      ok: false,
      differences: [{ field: 'past.achievements' }, { field: 'past.tallies' }],
    });
    expect(await verify()).toMatchObject({ ok: true });
    await book(withStats(), 'Yoga', '2026-12-02T18:00');
    expect(await past()).toBeDefined();
    expect(await verify()).toMatchObject({ ok: true });
  });
});
