import { describe, expect, test } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import { EXIT_CODES } from '../../src/errors.ts';
import { isSqlite } from '../support/engine.ts';
import { namesOf, SEASON, useHomes } from '../support/home.ts';

const homes = useHomes();

// What scripts rely on: fields are added at the end, never renamed, moved or removed.
const BOOKING = [
  'id',
  'shortId',
  'class',
  'startsAt',
  'endsAt',
  'zone',
  'localDate',
  'durationMinutes',
  'status',
  'source',
  'externalBookingId',
  'bookedAt',
  'attendedAt',
  'cancelledAt',
  'cancellationReason',
  'reminderSent24h',
  'reminderSent1h',
  'cancelBy',
  'isLateCancel',
  'price',
  'currency',
  'lateFee',
  'url',
  'notes',
  'createdAt',
  'updatedAt',
  'feePaid',
  'cancelByMinutes',
  'sequence',
];
const CLASS = ['id', 'name', 'type', 'location', 'instructor'];
const CATALOGUE = [
  'id',
  'name',
  'type',
  'location',
  'instructor',
  'durationMinutes',
  'zone',
  'bookings',
  'lastAt',
  'rating',
  'instructorRating',
  'locationRating',
];

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/;
const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

function expectBooking(booking: BookingJson): void {
  expect(Object.keys(booking)).toEqual(BOOKING);
  expect(Object.keys(booking.class)).toEqual(CLASS);
  expect(booking.id).toMatch(UUID_V4);
  expect(booking.class.id).toMatch(UUID_V4);
  expect(booking.shortId).toBe(booking.id.slice(0, 8));
  for (const instant of [booking.startsAt, booking.endsAt, booking.bookedAt, booking.createdAt, booking.updatedAt]) {
    expect(instant).toMatch(INSTANT);
  }
  for (const instant of [booking.attendedAt, booking.cancelledAt, booking.cancelBy]) {
    if (instant !== null) expect(instant).toMatch(INSTANT);
  }
  expect(Date.parse(booking.endsAt) - Date.parse(booking.startsAt)).toBe(booking.durationMinutes * 60_000);
}

describe('JSON shapes', () => {
  test('book, show and edit print a Booking', async () => {
    const home = homes.empty();
    const words =
      'book Vinyasa --at 2026-11-25T18:00 --duration 75 --type yoga --location North --instructor Ana ' +
      '--source classpass --external-id CP-7 --price 14.5 --currency EUR --cancel-by 12h --late-fee 12 ' +
      '--url https://studio.example/v --notes towel';
    const booked = await home.json<BookingJson>(words);
    expectBooking(booked);
    expect(booked).toMatchObject({
      class: { name: 'Vinyasa', type: 'yoga', location: 'North', instructor: 'Ana' },
      startsAt: '2026-11-25T18:00:00.000-05:00',
      endsAt: '2026-11-25T19:15:00.000-05:00',
      zone: 'America/New_York',
      localDate: '2026-11-25',
      durationMinutes: 75,
      status: 'booked',
      source: 'classpass',
      externalBookingId: 'CP-7',
      bookedAt: '2026-11-24T09:12:00.000-05:00',
      attendedAt: null,
      cancelledAt: null,
      cancellationReason: null,
      reminderSent24h: false,
      reminderSent1h: false,
      cancelBy: '2026-11-25T06:00:00.000-05:00',
      isLateCancel: false,
      price: 14.5,
      currency: 'EUR',
      lateFee: 12,
      url: 'https://studio.example/v',
      notes: 'towel',
    });
    expect(await home.json('show next')).toEqual(booked);
    const edited = await home.json<BookingJson>(['edit', booked.id, '--at', '2026-11-26T18:00', '--notes', '']);
    expectBooking(edited);
    expect(edited).toMatchObject({ id: booked.id, localDate: '2026-11-26', notes: null });
    expect(edited.cancelBy).toBe('2026-11-26T06:00:00.000-05:00');
  });

  test('absent values are null, never missing', async () => {
    const booked = await homes.empty().json<BookingJson>('book Yoga --at 2026-11-25T18:00');
    expectBooking(booked);
    const absent = Object.entries(booked).filter(([, value]) => value === null);
    expect(absent.map(([key]) => key)).toEqual([
      'externalBookingId',
      'attendedAt',
      'cancelledAt',
      'cancellationReason',
      'cancelBy',
      'price',
      'currency',
      'lateFee',
      'url',
      'notes',
      'feePaid',
      'cancelByMinutes',
    ]);
    expect(booked).toMatchObject({ class: { type: null, location: null, instructor: null }, source: 'manual' });
    expect(booked.durationMinutes).toBe(60);
  });

  test('book --repeat prints an array, all or none', async () => {
    const home = homes.empty();
    const series = await home.json<BookingJson[]>('book Boxing --at 2026-12-01T19:00 --repeat weekly --count 3');
    series.forEach(expectBooking);
    expect(series.map((booking) => booking.localDate)).toEqual(['2026-12-01', '2026-12-08', '2026-12-15']);
    expect(new Set(series.map((booking) => booking.shortId)).size).toBe(3);
    const again = await home.run('book Boxing --at 2026-12-08T19:00 --repeat weekly --count 9');
    expect(again.exitCode).toBe(EXIT_CODES.refused);
    expect(await home.bookings()).toHaveLength(3);
  });

  test('list and upcoming print arrays of Bookings by start', async () => {
    const home = homes.season();
    const all = await home.bookings();
    all.forEach(expectBooking);
    expect(namesOf(all)).toEqual(SEASON);
    const starts = all.map((booking) => Date.parse(booking.startsAt));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    const upcoming = await home.json<BookingJson[]>('upcoming');
    upcoming.forEach(expectBooking);
    expect(namesOf(upcoming)).toEqual(['Spin 45', 'Vinyasa Flow', 'Yin', 'Morgenyoga']);
    expect(await home.json('upcoming --days 1')).toHaveLength(1);
    expect(await homes.empty().bookings()).toEqual([]);
    expect(await homes.empty().json('upcoming')).toEqual([]);
  });

  test('a class in another zone keeps its own time', async () => {
    const all = await homes.season().bookings();
    const abroad = all.find((booking) => booking.class.name === 'Morgenyoga');
    expect(abroad).toMatchObject({
      startsAt: '2026-12-01T07:00:00.000+01:00',
      zone: 'Europe/Berlin',
      localDate: '2026-12-01',
    });
  });

  test.each([
    ['calendar', 'month', '2026-11-01', '2026-11-30', 30, 6],
    ['calendar month 2028-02', 'month', '2028-02-01', '2028-02-29', 29, 5],
    ['calendar week', 'week', '2026-11-23', '2026-11-29', 7, 1],
    ['calendar day', 'day', '2026-11-24', '2026-11-24', 1, 1],
  ])('%s prints every day of the period, and the weeks around it', async (words, view, from, to, count, weeks) => {
    const calendar = await homes.season().json<{
      days: { date: string; bookings: BookingJson[] }[];
      weeks: { startsOn: string; attendedDays: number; target: number }[];
    }>(words);
    expect(Object.keys(calendar)).toEqual([
      ...['view', 'from', 'to', 'zone', 'weekStart', 'days'],
      ...['weeks', 'pausedDates'],
    ]);
    expect(calendar.weeks).toHaveLength(weeks);
    expect(calendar).toMatchObject({ view, from, to, zone: 'America/New_York', weekStart: 'monday' });
    expect(calendar.days).toHaveLength(count);
    expect(calendar.days[0]?.date).toBe(from);
    expect(calendar.days.at(-1)?.date).toBe(to);
    for (const day of calendar.days) {
      expect(Object.keys(day)).toEqual(['date', 'bookings']);
      for (const booking of day.bookings) {
        expectBooking(booking);
        expect(booking.localDate).toBe(day.date);
      }
    }
  });

  test('next prints a Booking, or null', async () => {
    const home = homes.season();
    const next = await home.json<BookingJson>('next');
    expectBooking(next);
    expect(next).toMatchObject({ class: { name: 'Spin 45' }, localDate: '2026-11-24' });
    expect((await homes.empty().run('next --json')).stdout).toBe('null\n');
  });

  test('again prints the new Booking', async () => {
    const home = homes.season();
    const again = await home.json<BookingJson>(['again', 'vinyasa']);
    expectBooking(again);
    expect(again).toMatchObject({ class: { name: 'Vinyasa Flow' }, localDate: '2026-12-03', status: 'booked' });
    expect(again.class).toMatchObject({ location: 'Studio North', instructor: 'Ana' });
    expect(again.notes).toBeNull();
  });

  test('classes prints the catalogue', async () => {
    const home = homes.season();
    const classes = await home.json<Record<string, unknown>[]>('classes');
    for (const each of classes) expect(Object.keys(each)).toEqual(CATALOGUE);
    for (const words of ['classes rename Yin Yoga', 'classes merge Barre Yoga --everywhere']) {
      const changed = await home.json<object>(words);
      expect(Object.keys(changed)).toEqual([...CATALOGUE, 'movedBookings', 'rewrittenBookings']);
    }
    expect(classes.find((each) => each['name'] === 'Spin 45')).toMatchObject({
      type: 'spin',
      location: 'Velo',
      instructor: 'Max',
      durationMinutes: 45,
      zone: 'America/New_York',
      bookings: 2,
      lastAt: '2026-11-24T18:00:00.000-05:00',
      rating: null,
    });
  });

  test('attend, no-show, cancel and delete print what they changed, as arrays', async () => {
    const home = homes.season();
    const attended = await home.json<BookingJson[]>('attend boxing');
    attended.forEach(expectBooking);
    expect(attended).toMatchObject([{ status: 'attended', attendedAt: '2026-11-24T09:12:00.000-05:00' }]);
    expect(await home.json('attend last')).toEqual([]);
    expect(await home.json('no-show last --fee 10')).toMatchObject([
      { status: 'no_show', attendedAt: null, feePaid: 10 },
    ]);
    const cancelled = await home.json<BookingJson[]>(['cancel', 'next', 'thu vinyasa', '--reason', 'flu']);
    cancelled.forEach(expectBooking);
    expect(cancelled).toMatchObject([
      { status: 'cancelled', cancellationReason: 'flu', isLateCancel: true },
      { status: 'cancelled', cancellationReason: 'flu', isLateCancel: false },
    ]);
    expect(await home.json('cancel barre')).toHaveLength(1);
    const deleted = await home.json<BookingJson[]>(['delete', 'mon barre', 'sat yin', '--yes']);
    deleted.forEach(expectBooking);
    expect(namesOf(deleted)).toEqual(['Barre', 'Yin']);
    expect(await home.bookings()).toHaveLength(SEASON.length - 2);
  });

  test('several bookings are changed all or none', async () => {
    const home = homes.season();
    const before = await home.bookings();
    for (const [words, code] of [
      [['attend', 'mon boxing', 'next'], EXIT_CODES.refused],
      [['cancel', 'next', 'thu nothing-like-it'], EXIT_CODES.not_found],
      [['delete', 'next', 'thu nothing-like-it', '--yes'], EXIT_CODES.not_found],
    ] as const) {
      expect((await home.run(words)).exitCode, words.join(' ')).toBe(code);
    }
    expect(await home.bookings()).toEqual(before);
  });

  test('the settings', async () => {
    const home = homes.empty();
    const list = await home.json<Record<string, unknown>[]>('config list');
    for (const setting of list) expect(Object.keys(setting)).toEqual(['key', 'value', 'source']);
    expect(list.map(({ key }) => key)).toEqual(expect.arrayContaining(['zone', 'week_start', 'clock']));
    expect(list[0]).toEqual({ key: 'zone', value: 'America/New_York', source: 'environment' });
    expect(await home.json('config get clock')).toEqual({ key: 'clock', value: '24', source: 'default' });
    const set = { key: 'week_start', value: 'sunday', source: isSqlite ? 'config' : 'account' };
    expect(await home.json('config set week_start sunday')).toEqual(set);
    expect(await home.json('config get week_start')).toEqual(set);
    expect(await home.json('config unset week_start')).toEqual({ ...set, value: 'monday', source: 'default' });
    expect(await home.json('config path')).toEqual({ path: home.path('.config', 'numina', 'config.toml') });
  });

  test('export writes a file, or a link, and says so', async () => {
    const home = homes.season();
    expect(await home.json('export -o all.ics')).toEqual({ file: 'all.ics', link: null, bookings: SEASON.length });
    const { link } = await home.json<{ link: string }>('export --google next');
    expect(new URL(link).host).toBe('calendar.google.com');
  });
});

describe('errors with --json', () => {
  test.each([
    ['usage', 'book Yoga --at 2026-02-30T18:00'],
    ['usage', 'list --sort colour'],
    ['usage', 'frobnicate'],
    ['usage', 'list --frobnicate'],
    ['not_found', 'show 00000000-0000-4000-8000-000000000000'],
    ['refused', 'attend next'],
    ['storage', 'list --db /'],
    ['failure', 'export -o missing/all.ics'],
  ] as const)('%s: %s', async (kind, words) => {
    const { stdout, stderr, exitCode } = await homes.season().run(`${words} --json`);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: EXIT_CODES[kind] });
    const { error, ...rest } = JSON.parse(stderr);
    expect(rest).toEqual({});
    expect(Object.keys(error)).toEqual(['code', 'message', 'hint']);
    expect(error.code).toMatch(/^[a-z][a-z_]+$/);
    expect(error.message).toMatch(/\S/);
  });
});

test('the exit codes', () => {
  expect(EXIT_CODES).toEqual({ failure: 1, usage: 2, not_found: 3, refused: 4, storage: 5, interrupted: 130 });
});
