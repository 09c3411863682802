import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { buildCsv } from '../../src/calendar/csv-export.ts';
import { buildCalendar } from '../../src/calendar/ics-export.ts';
import { readTable } from '../../src/intake/csv/csv-import.ts';
import { readCalendar } from '../../src/intake/ics/ics-import.ts';
import type { IncomingBooking } from '../../src/intake/incoming.ts';
import { anyBooking, joined } from '../calendar/ics-bookings.ts';

// The home zone of the reader is not the writer's: nothing may depend on it.
const HOME = { homeZone: 'Pacific/Chatham' };
const CALENDAR = { ...HOME, since: '2025-01-01', horizon: '2027-01-01' };

const someBookings = fc.uniqueArray(anyBooking(1972, 2150), { maxLength: 12, selector: ({ id }) => id });

/** What a booking says that any of its exports keeps. */
function content(booking: Booking) {
  const { className, location, instructor, startsLocal, zone, startsAt, durationMinutes, status, source } = booking;
  const { externalId, price, lateFee, currency, url, bookedAt, attendedAt, cancelledAt } = booking;
  const { cancellationReason, classType: type } = booking;
  // No notes are none, and no empty text: the samples hold both.
  const notes = booking.notes || null;
  const when = { startsLocal, zone, startsAt, durationMinutes, bookedAt, attendedAt, cancelledAt };
  const what = { className, type, location, instructor, status, source, externalId, url, notes, cancellationReason };
  return { ...when, ...what, price, lateFee, currency };
}

/** Readers written in Python break a calendar at U+2028 and U+2029, so that the export makes them line breaks. */
function withPlainLines<T extends { readonly notes: string | null }>(said: T): T {
  return { ...said, notes: said.notes?.replace(/[\u2028\u2029]/g, '\n').trim() ?? null };
}

/** The same of what came in. */
function read(incoming: IncomingBooking) {
  const { identity, sequence, lastModified, isCancelled, feePaid, cancelBy, cancelByMinutes, isLateCancel, ...rest } =
    incoming;
  const { review, line, ...said } = rest;
  return said;
}

describe("numina's own calendar", () => {
  it.each([
    { localZones: [] },
    { localZones: ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca'] },
  ])('is read back without a loss (wall times for $localZones)', async ({ localZones }) => {
    await fc.assert(
      fc.asyncProperty(someBookings, async (bookings) => {
        const text = await joined(buildCalendar(bookings, { name: 'Classes', omitCancelled: false, localZones }));
        const result = readCalendar(text, CALENDAR);
        expect(result.skipped).toEqual([]);
        expect(result.notes).toEqual([]);
        expect(result.bookings.map(read)).toEqual(bookings.map(content).map(withPlainLines));
        expect(
          result.bookings.map(({ identity, sequence, isCancelled }) => ({ identity, sequence, isCancelled })),
        ).toEqual(
          bookings.map(({ id, sequence, status }) => ({
            identity: { kind: 'uid', uid: `${id}@numina`, recurrenceId: null },
            sequence,
            isCancelled: status === 'cancelled',
          })),
        );
        expect(
          result.bookings.map(({ feePaid, cancelBy, cancelByMinutes, isLateCancel, lastModified }) => [
            feePaid,
            cancelBy,
            cancelByMinutes,
            isLateCancel,
            // Calendars count seconds.
            lastModified,
          ]),
        ).toEqual(
          bookings.map((booking) => [
            booking.feePaid,
            booking.cancelBy,
            booking.cancelByMinutes,
            booking.isLateCancel,
            `${booking.updatedAt.slice(0, 19)}.000Z`,
          ]),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe("numina's own table", () => {
  it('is read back without a loss', async () => {
    await fc.assert(
      fc.asyncProperty(someBookings, async (bookings) => {
        const reviewOf = (booking: Booking) =>
          booking.sequence % 2 === 0
            ? { rating: (booking.sequence % 5) + 1, text: booking.notes || null, createdAt: booking.updatedAt }
            : null;
        const text = await joined(buildCsv(bookings, { reviewOf }));
        const { bookings: incoming, skipped } = readTable(text, HOME);
        // Two bookings of one number at one source are one booking; the samples may hold such a pair.
        const first = bookings.filter(
          (booking, index) =>
            booking.externalId === null ||
            bookings.findIndex(
              ({ source, externalId }) => source === booking.source && externalId === booking.externalId,
            ) === index,
        );
        expect(skipped.length).toBe(bookings.length - first.length);
        expect(incoming.map(read)).toEqual(first.map(content));
        expect(incoming.map(({ review }) => review)).toEqual(first.map(reviewOf));
        expect(incoming.map(({ cancelBy, cancelByMinutes }) => cancelByMinutes ?? cancelBy)).toEqual(
          first.map(({ cancelBy, cancelByMinutes }) => cancelByMinutes || cancelBy),
        );
      }),
      { numRuns: 150 },
    );
  });
});
