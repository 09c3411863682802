import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Booking, STATUSES } from '../../src/bookings/booking.ts';
import type { BookingFilter } from '../../src/bookings/booking-filter.ts';
import {
  countBookings,
  countClassRecord,
  listZones,
  type QueryOptions,
  queryBookings,
  queryBookingsAround,
  queryOverlapping,
  queryUnmarked,
  queryUpcoming,
  streamBookings,
} from '../../src/bookings/booking-query.ts';
import { addDays, addWallMinutes } from '../../src/time/civil.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();

/** The names of the bookings that match, in the order of the answer. */
async function names(filter: BookingFilter, options: QueryOptions = {}): Promise<string> {
  const { store } = db.database;
  const found = await queryBookings(store, filter, options);
  expect(await countBookings(store, filter)).toBeGreaterThanOrEqual(found.length);
  return found.map(({ className }) => className).join(' ');
}

/** Bookings called a, b, c …, one a day from 20 November on, each a class of its own. */
async function storeEach(...all: readonly Partial<Booking>[]): Promise<void> {
  const bookings = all.map((fields, index) =>
    sampleBooking({
      id: sampleId(index),
      classId: sampleId(1000 + index),
      className: String.fromCharCode(97 + index),
      startsLocal: `${addDays('2026-11-20', index)}T18:00:00`,
      ...fields,
    }),
  );
  await db.store(...bookings);
}

describe('a filter', () => {
  it('without fields matches every booking, by start', async () => {
    await storeEach({ startsLocal: '2026-11-22T18:00:00' }, { startsLocal: '2026-11-20T18:00:00' }, {});
    expect(await names({})).toBe('b a c');
  });

  it.each<[BookingFilter, string]>([
    [{ types: ['yoga'] }, 'a'],
    [{ types: ['YOGA', 'spin'] }, 'a b'],
    [{ locations: ['studio north'] }, 'a c'],
    [{ sources: ['ClassPass'] }, 'b'],
    [{ instructors: ['ana'] }, 'a'],
    [{ statuses: ['attended', 'cancelled'] }, 'b c'],
    [{ types: ['yoga'], locations: ['South'] }, ''],
    [{ types: ['spin'], locations: ['South'], sources: ['classpass'], statuses: ['attended'] }, 'b'],
    [{ types: ['pilates'] }, ''],
  ])('%j finds %j', async (filter, found) => {
    await storeEach(
      { classType: 'Yoga', location: 'Studio North', source: 'manual', instructor: 'Ana' },
      { classType: 'spin', location: 'South', source: 'classpass', instructor: 'Ben', status: 'attended' },
      { classType: null, location: 'STUDIO NORTH', instructor: null, status: 'cancelled' },
    );
    expect(await names(filter)).toBe(found);
  });

  it('compares names without case in every script, composed or not', async () => {
    await storeEach(
      { instructor: 'ÉLODIE' },
      { instructor: 'E\u0301lodie' },
      { instructor: 'Ольга' },
      { instructor: 'İpek' },
    );
    expect(await names({ instructors: ['élodie'] })).toBe('a b');
    expect(await names({ instructors: ['e\u0301LODIE'] })).toBe('a b');
    expect(await names({ instructors: ['ОЛЬГА'] })).toBe('c');
    expect(await names({ instructors: ['İpek'] })).toBe('d');
    expect(await names({ instructors: ['ipek'] })).toBe('d');
    expect(await names({ search: 'ÉLOD' })).toBe('a b');
    expect(await names({ search: 'IPE' })).toBe('d');
    expect(await names({ exclude: [{ field: 'instructor', value: 'élodie' }] })).toBe('c d');
  });

  it('excludes a value, but never bookings without a value', async () => {
    await storeEach({ classType: 'yoga' }, { classType: 'Spin' }, { classType: null });
    expect(await names({ exclude: [{ field: 'type', value: 'YOGA' }] })).toBe('b c');
    expect(
      await names({
        exclude: [
          { field: 'type', value: 'yoga' },
          { field: 'type', value: 'spin' },
        ],
      }),
    ).toBe('c');
    expect(await names({ types: ['yoga', 'spin'], exclude: [{ field: 'type', value: 'spin' }] })).toBe('a');
  });

  it.each([
    ['type', 'yoga'],
    ['location', 'Studio North'],
    ['source', 'manual'],
    ['status', 'booked'],
    ['instructor', 'Ana'],
    ['class', 'A'],
  ] as const)('excludes by %s', async (field, value) => {
    const other = { classType: 'spin', location: 'South', source: 'classpass', instructor: 'Ben' };
    await storeEach({}, { ...other, status: 'attended' });
    expect(await names({ exclude: [{ field, value }] })).toBe('b');
  });

  it('takes dates as local dates of the class, both included, in every zone', async () => {
    await storeEach(
      { startsLocal: '2026-11-24T00:00:00', zone: 'Pacific/Kiritimati' },
      { startsLocal: '2026-11-24T23:59:59', zone: 'Pacific/Pago_Pago' },
      { startsLocal: '2026-11-23T23:59:59', zone: 'Pacific/Pago_Pago' },
      { startsLocal: '2026-11-25T00:00:00', zone: 'Pacific/Kiritimati' },
    );
    expect(await names({ from: '2026-11-24', to: '2026-11-24' })).toBe('a b');
    expect(await names({ from: '2026-11-24' })).toBe('a d b');
    expect(await names({ to: '2026-11-24' })).toBe('a c b');
    expect(await names({ from: '2026-11-25', to: '2026-11-24' })).toBe('');
  });

  it.each<[string, string, string]>([
    ['05:00', '12:00', 'b'],
    ['12:00', '17:00', 'c'],
    ['17:00', '05:00', 'a d e'],
    ['23:30', '00:30', 'a e'],
    ['18:00', '18:01', 'd'],
    ['18:01', '18:00', 'a b c e'],
    ['12:00', '12:00', 'a b c d e'],
  ])('takes starts from %s to before %s, past midnight where it must', async (from, to, found) => {
    const times = ['00:00:00', '11:59:59', '12:00:00', '18:00:30', '23:59:00'];
    await storeEach(...times.map((time, index) => ({ startsLocal: `2026-11-2${index}T${time}` })));
    expect(await names({ startsBetween: { from, to } })).toBe(found);
  });

  it('searches for a part of name, type, place, instructor, source and notes', async () => {
    await storeEach(
      { classType: 'xylo' },
      { location: 'The Xylo' },
      { instructor: 'maxylo' },
      { source: 'xylopass' },
      { notes: 'bring\nXYLO' },
      { className: 'Xylo' },
      { url: 'https://xylo.example/', cancellationReason: null },
    );
    expect(await names({ search: 'xylo' })).toBe('a b c d e Xylo');
  });

  it.each([
    ['100%', 'a'],
    ['%', 'a'],
    ['_', 'b'],
    ['\\', 'c'],
    ["'", 'd'],
    ['%%', ''],
    ['', 'a b c d e'],
  ])('searches for %j as it is', async (search, found) => {
    await storeEach({ notes: 'give 100% today' }, { notes: 'a_b' }, { notes: 'C:\\gym' }, { notes: "it's on" }, {});
    expect(await names({ search })).toBe(found);
  });
});

describe('a list', () => {
  it('is sorted by the given field, then by start', async () => {
    await storeEach({ location: 'B' }, { location: 'A' }, { location: 'B' }, { location: 'A' });
    expect(await names({}, { sort: 'location' })).toBe('b d a c');
    expect(await names({}, { sort: 'location', isDescending: true })).toBe('c a d b');
    expect(await names({}, { isDescending: true })).toBe('d c b a');
    expect(await names({}, { sort: 'class', isDescending: true, limit: 2 })).toBe('d c');
  });

  it('orders equal bookings too, so that two pages never show one booking twice', async () => {
    await storeEach(...[5, 3, 4].map((id) => ({ id: sampleId(id), startsLocal: '2026-11-20T18:00:00' })));
    expect(await names({})).toBe('b c a');
    expect(await names({}, { isDescending: true })).toBe('a c b');
  });

  it('is empty in an empty database', async () => {
    expect(await names({}, { limit: 0 })).toBe('');
  });
});

describe('fifty around today', () => {
  async function around(today: string, limit: number, filter: BookingFilter = {}): Promise<string> {
    const { store } = db.database;
    const found = await queryBookingsAround(store, filter, today, limit);
    return found.map(({ className }) => className).join(' ');
  }

  it('are half before it and half from it on', async () => {
    await storeEach({}, {}, {}, {}, {}, {});
    expect(await around('2026-11-23', 2)).toBe('c d');
    expect(await around('2026-11-23', 4)).toBe('b c d e');
    expect(await around('2026-11-23', 3)).toBe('c d e');
  });

  it('are fifty also where one side has fewer than half', async () => {
    await storeEach({}, {}, {}, {}, {}, {});
    expect(await around('2026-11-21', 4)).toBe('a b c d');
    expect(await around('2026-11-25', 4)).toBe('c d e f');
    expect(await around('2026-12-31', 2)).toBe('e f');
    expect(await around('2026-01-01', 2)).toBe('a b');
    expect(await around('2026-11-23', 50)).toBe('a b c d e f');
  });

  it('match the filter', async () => {
    await storeEach({}, {}, {}, {}, {}, {});
    expect(await around('2026-11-23', 4, { from: '2026-11-24' })).toBe('e f');
    expect(await around('2026-11-23', 4, { to: '2026-11-21' })).toBe('a b');
    expect(await around('2026-11-23', 4, { from: '2026-11-22', to: '2026-11-23' })).toBe('c d');
  });
});

describe('the bookings in pages', () => {
  it('are the bookings of the list, whatever the filter and the size of a page', async () => {
    const booking = fc.record({
      day: fc.integer({ min: 0, max: 5 }),
      minutes: fc.constantFrom(0, 0, 30, 60),
      zone: fc.constantFrom('UTC', 'Pacific/Auckland', 'America/New_York'),
      status: fc.constantFrom(...STATUSES),
    });
    const filter = fc.record(
      {
        from: fc.constantFrom('2026-11-20', '2026-11-22'),
        to: fc.constantFrom('2026-11-21', '2026-11-25'),
        statuses: fc.subarray([...STATUSES], { minLength: 1 }),
      },
      { requiredKeys: [] },
    );
    const { store } = db.database;
    await fc.assert(
      fc.asyncProperty(
        fc.array(booking, { maxLength: 12 }),
        filter,
        fc.integer({ min: 1, max: 5 }),
        async (all, asked, size) => {
          await store.db.deleteFrom('bookings').execute();
          const bookings = all.map(({ day, minutes, zone, status }, index) =>
            sampleBooking({
              id: sampleId(index),
              startsLocal: addWallMinutes(`${addDays('2026-11-20', day)}T23:30:00`, minutes),
              zone,
              status,
            }),
          );
          await db.store(...bookings);
          const pages: Booking[][] = [];
          for await (const page of streamBookings(store, asked, size)) pages.push([...page]);
          expect(pages.flat()).toEqual(await queryBookings(store, asked));
          expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true);
          expect(pages.every((page) => page.length > 0)).toBe(true);
          expect(await countBookings(store, asked)).toBe(pages.flat().length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the bookings that overlap a time', () => {
  const lunch = sampleBooking({ startsLocal: '2026-11-24T12:00:00', zone: 'UTC', durationMinutes: 60 });
  const overlapping = async (from: string, to: string) => {
    const { store } = db.database;
    const [startsAt, endsAt] = [`2026-11-24T${from}:00.000Z`, new Date(`2026-11-24T${to}:00.000Z`)];
    return (await queryOverlapping(store, startsAt, endsAt, 10_080)).length;
  };

  it.each([
    ['11:00', '12:00', 0],
    ['11:00', '12:01', 1],
    ['12:30', '12:40', 1],
    ['12:59', '14:00', 1],
    ['13:00', '14:00', 0],
    ['11:00', '14:00', 1],
  ])('from %s to %s, ends being free', async (from, to, count) => {
    await db.store(lunch);
    expect(await overlapping(from, to)).toBe(count);
  });

  it('include a retreat that began days before', async () => {
    await db.store({
      ...lunch,
      startsLocal: '2026-11-18T12:00:00',
      startsAt: '2026-11-18T12:00:00.000Z',
      durationMinutes: 10_080,
    });
    expect(await overlapping('12:00', '12:01')).toBe(1);
  });
});

describe('the bookings ahead', () => {
  it('are those whose class has not ended', async () => {
    await storeEach(
      { startsLocal: '2026-11-24T18:00:00', zone: 'UTC' },
      { startsLocal: '2026-11-24T20:00:00', zone: 'UTC' },
    );
    const { store } = db.database;
    const at = async (now: string) =>
      (await queryUpcoming(store, {}, new Date(now))).map(({ className }) => className).join(' ');
    expect(await at('2026-11-24T18:59:59Z')).toBe('a b');
    expect(await at('2026-11-24T19:00:00Z')).toBe('b');
    expect(await at('2026-11-24T21:00:00Z')).toBe('');
  });
});

describe('the unmarked bookings', () => {
  it('are booked or waitlisted, and their class has ended', async () => {
    await storeEach(...STATUSES.map((status) => ({ status, zone: 'UTC' })), {
      startsLocal: '2026-11-28T18:00:00',
      zone: 'UTC',
    });
    const { store } = db.database;
    const at = async (now: string) =>
      (await queryUnmarked(store, new Date(now))).map(({ className }) => className).join(' ');
    expect(await at('2026-11-28T18:59:00Z')).toBe('a e');
    expect(await at('2026-11-28T19:00:00Z')).toBe('a e f');
    expect(await at('2026-11-20T18:30:00Z')).toBe('');
  });
});

describe('the record of a class', () => {
  it('counts attended classes, and attended and missed ones together', async () => {
    const one = { classId: sampleId(1), className: 'Yoga' };
    await storeEach(
      ...STATUSES.map((status) => ({ ...one, status })),
      { ...one, status: 'attended' },
      { status: 'attended' },
    );
    const { store } = db.database;
    expect(await countClassRecord(store, sampleId(1))).toEqual({ attended: 2, total: 3 });
    expect(await countClassRecord(store, 'none')).toEqual({ attended: 0, total: 0 });
    expect(await countClassRecord({ ...store, userId: 'nobody' }, sampleId(1))).toEqual({ attended: 0, total: 0 });
  });
});

describe('the zones of a list', () => {
  it('are each named once', async () => {
    await storeEach(
      { zone: 'UTC' },
      { zone: 'Europe/Berlin' },
      { zone: 'UTC' },
      { zone: 'Asia/Tokyo', status: 'cancelled' },
    );
    const { store } = db.database;
    expect(await listZones(store, { statuses: ['booked'] })).toEqual(['Europe/Berlin', 'UTC']);
  });
});
