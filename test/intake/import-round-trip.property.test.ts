import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { buildCsv } from '../../src/calendar/csv-export.ts';
import { buildCalendar } from '../../src/calendar/ics-export.ts';
import { buildJson } from '../../src/calendar/json-export.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { readSource } from '../../src/intake/read-source.ts';
import { anyBooking, joined } from '../calendar/ics-bookings.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { importBookings } from '../support/take-in.ts';

const db = useBookingDatabase();
const NOW = '2026-11-24T12:00:00Z';
const COUNT = 1000;

/** Bookings as the database takes them, no two at the same time: a table knows rows without a number by their time. */
function sampleBookings(): Booking[] {
  const drawn = fc.sample(anyBooking(1990, 2080).map(storable), COUNT * 1.5);
  const apart = uniqueBy(drawn, ({ startsAt }) => startsAt);
  const known = uniqueBy(apart, ({ id, source, externalId }) => (externalId === null ? id : [source, externalId]));
  expect(known.length).toBeGreaterThan(COUNT);
  return known.slice(0, COUNT);
}

function storable(booking: Booking): Booking {
  const { status, bookedAt } = booking;
  const isCancelled = status === 'cancelled';
  return {
    ...booking,
    // The rarer line breaks leave as the common one: other readers would break the file at them.
    notes: booking.notes?.replace(/[\u2028\u2029]/g, '\n') || null,
    attendedAt: status === 'attended' ? (booking.attendedAt ?? bookedAt) : null,
    cancelledAt: isCancelled ? (booking.cancelledAt ?? bookedAt) : null,
    cancellationReason: isCancelled ? booking.cancellationReason : null,
    isLateCancel: isCancelled && booking.isLateCancel,
    cancelByMinutes: booking.cancelBy === null ? null : booking.cancelByMinutes,
    feePaid: isCancelled || status === 'no_show' ? booking.feePaid : null,
    reminderSent24h: false,
    reminderSent1h: false,
    createdAt: bookedAt,
    // iCalendar knows no fractions of a second.
    updatedAt: booking.updatedAt.replace(/\d{3}Z$/, '000Z'),
  };
}

function uniqueBy<T>(all: readonly T[], keyOf: (one: T) => unknown): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(keyOf(one)), one])).values()];
}

async function importText(text: string, name: string) {
  await db.database.store.db.deleteFrom('intake_identities').execute();
  await db.database.store.db.deleteFrom('bookings').execute();
  await db.database.store.db.deleteFrom('fitness_classes').execute();
  const read = await readSource(Buffer.from(text), name, {
    homeZone: 'America/New_York',
    since: '2025-11-24',
    horizon: '2027-11-24',
  });
  expect(read.skipped).toEqual([]);
  const request = { incoming: read.bookings, defaultSource: read.defaultSource, name, revive: false, isDryRun: false };
  const first = await importBookings(db.at(NOW), request);
  const again = await importBookings(db.at(NOW), request);
  return { created: first.created, unchanged: again.unchanged };
}

function byId(all: readonly Booking[]): Booking[] {
  return [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function byStart(all: readonly Booking[]): Booking[] {
  return [...all].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

describe('1,000 bookings, exported and read into an empty database, are the same bookings', () => {
  let bookings: readonly Booking[];
  beforeAll(() => {
    bookings = sampleBookings();
  });

  test.each(['UTC', 'local'])('by a calendar in %s times, with their ids', async (times) => {
    const localZones = times === 'local' ? [...new Set(bookings.map(({ zone }) => zone))] : [];
    const text = await joined(buildCalendar(bookings, { name: 'Classes', localZones, omitCancelled: false }));
    expect(await importText(text, 'classes.ics')).toEqual({ created: COUNT, unchanged: COUNT });
    const stored = byId(await db.all());
    expectSame(stored.map(withoutClass), byId(bookings).map(withoutClass));
    expect(await joined(buildCalendar(stored, { name: 'Classes', omitCancelled: false }))).toBe(
      await joined(buildCalendar(byId(bookings), { name: 'Classes', omitCancelled: false })),
    );
  });

  test('by JSON, with their ids and all else', async () => {
    const all = bookings.map((booking, index) => ({
      ...booking,
      createdAt: '2026-01-02T03:04:05.678Z',
      updatedAt: booking.updatedAt.replace('000Z', '123Z'),
      reminderSent24h: index % 2 === 0,
      reminderSent1h: index % 3 === 0,
    }));
    const text = await joined(buildJson(all, toBookingJson));
    expect(await importText(text, 'classes.json')).toEqual({ created: COUNT, unchanged: COUNT });
    expectSame(byId(await db.all()).map(withoutClass), byId(all).map(withoutClass));
  });

  test('by a table', async () => {
    const all = bookings.map(inTable);
    const text = await joined(buildCsv(all));
    expect(await importText(text, 'classes.csv')).toEqual({ created: COUNT, unchanged: COUNT });
    expectSame(byStart(await db.all()).map(withoutNames), byStart(all).map(withoutNames));
  });
});

test('a table keeps a class that was cancelled and booked again', async () => {
  const again = sampleBooking({ id: sampleId(2), bookedAt: '2026-10-02T08:00:00.000Z' });
  const cancelled = sampleBooking({ id: sampleId(1), status: 'cancelled' });
  for (const both of [
    [again, cancelled],
    [cancelled, again],
  ]) {
    expect(await importText(await joined(buildCsv(both)), 'classes.csv')).toEqual({ created: 2, unchanged: 2 });
  }
});

/** Thousands are too many to look at: the first that differ will do. */
function expectSame<T>(found: readonly T[], expected: readonly T[]): void {
  expect(found).toHaveLength(expected.length);
  const indexes = expected.flatMap((one, index) => (isDeepStrictEqual(one, found[index]) ? [] : [index])).slice(0, 3);
  expect(indexes.map((index) => found[index])).toEqual(indexes.map((index) => expected[index]));
}

/** A table has one column for the limit and judges by it who was late. */
function inTable(booking: Booking): Booking {
  const { startsAt, cancelledAt } = booking;
  const cancelByMinutes = booking.cancelByMinutes || null;
  const relative = new Date(Date.parse(startsAt) - (cancelByMinutes ?? 0) * 60_000).toISOString();
  const cancelBy = cancelByMinutes === null ? booking.cancelBy : relative;
  return {
    ...booking,
    cancelBy,
    cancelByMinutes,
    isLateCancel: cancelledAt !== null && cancelBy !== null && cancelledAt > cancelBy,
  };
}

/** Classes are learnt anew. */
function withoutClass({ classId: _, ...said }: Booking) {
  return said;
}

/** What a table has no columns for. */
function withoutNames({ id: _, classId: _c, sequence: _s, createdAt: _r, updatedAt: _u, ...said }: Booking) {
  return said;
}
