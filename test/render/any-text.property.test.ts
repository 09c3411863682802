import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { computeRatings } from '../../src/attendance/reviews/ratings.ts';
import { type Booking, STATUSES } from '../../src/bookings/booking.ts';
import { renderAgenda } from '../../src/render/agenda.ts';
import { renderBooking, renderRecorded } from '../../src/render/booking-card.ts';
import { BOOKING_ROW_COLUMNS, bookingRow } from '../../src/render/booking-rows.ts';
import { renderBookingTable } from '../../src/render/booking-table.ts';
import { renderClasses } from '../../src/render/class-table.ts';
import { renderDay } from '../../src/render/day-timeline.ts';
import { renderMonth } from '../../src/render/month-grid.ts';
import type { Style } from '../../src/render/style.ts';
import { renderWeek } from '../../src/render/week-grid.ts';
import { addWallMinutes } from '../../src/time/civil.ts';
import { bookingAt, catalogueOf, styleOf, viewOf, wallTimeAt } from './samples.ts';

// Whatever stands in the database, no screen is disturbed by it.

const foreign = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'Spin 45',
    'x'.repeat(1000),
    '瑜伽'.repeat(200),
    'יוגה בוקר ארוכה מאוד',
    '👨‍👩‍👧‍👦🏋️‍♀️🇦🇹 Family',
    'Z̷̡̧a̸͜͠l̵g̶o̴'.repeat(9),
    '\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J',
    'two\nlines\tand\rmore',
    '\u202ereversed\u202c',
    'Reform\u200ber',
    '',
  ),
);
const optional = fc.option(foreign);

const someBooking = fc
  .record({
    minute: fc.integer({ min: 0, max: 30 * 1440 - 1 }),
    className: foreign,
    location: optional,
    instructor: optional,
    classType: optional,
    source: foreign,
    externalId: optional,
    notes: optional,
    url: optional,
    cancellationReason: optional,
    status: fc.constantFrom(...STATUSES),
    durationMinutes: fc.integer({ min: 1, max: 3000 }),
    zone: fc.constantFrom('America/New_York', 'America/New_York', 'Asia/Seoul'),
    lateFee: fc.option(fc.nat(1e9)),
    isLateCancel: fc.boolean(),
  })
  .map(({ minute, ...changes }): Booking => {
    const booking = bookingAt(addWallMinutes('2026-11-01T00:00:00', minute), changes);
    return { ...booking, cancelBy: booking.startsAt, cancelledAt: booking.startsAt };
  });

const someBookings = fc.array(someBooking, { maxLength: 12 }).map((bookings) => bookings.sort(byStart));

function byStart(a: Booking, b: Booking): number {
  return a.startsAt < b.startsAt ? -1 : 1;
}

const idLabels = new Map<string, string>();

const screens: Record<string, (bookings: Booking[], style: Style) => string> = {
  month: (bookings, style) => renderMonth(viewOf('month', '2026-11-24', bookings), style),
  week: (bookings, style) => renderWeek(viewOf('week', '2026-11-24', bookings), style),
  day: (bookings, style) => {
    const today = bookings.map(({ startsAt, startsLocal, ...rest }) =>
      bookingAt(`2026-11-24T${startsLocal.slice(11, 16)}`, rest),
    );
    return renderDay(viewOf('day', '2026-11-24', today.sort(byStart)), style);
  },
  agenda: (bookings, style) => renderAgenda(bookings, { idLabels, wallTimeAt, unmarkedCount: 3 }, style),
  list: (bookings, style) => renderBookingTable(bookings, { idLabels }, style),
  show: (bookings, style) => bookings.map((each) => renderBooking(each, { idLabels, wallTimeAt }, style)).join('\n'),
  recorded: (bookings, style) =>
    renderRecorded(bookings, { verb: 'Recorded', idLabels, wallTimeAt, isNew: true, namesZone: true }, style),
  classes: (bookings, style) =>
    renderClasses(catalogueOf(bookings), computeRatings(bookings.map((each) => ({ ...each, rating: 4 }))), style),
};

const someStyle = fc
  .record({
    width: fc.oneof(fc.constantFrom(40, 80, 160), fc.integer({ min: 30, max: 230 })),
    unicode: fc.boolean(),
    clock: fc.constantFrom('12' as const, '24' as const),
  })
  .map(({ width, ...changes }) => styleOf(width, changes));

describe.each(Object.entries(screens))('%s', (_, render) => {
  test('no line is wider than the terminal, nothing but line breaks controls it', () => {
    fc.assert(
      fc.property(someBookings, someStyle, (bookings, style) => {
        const text = render(bookings, style);
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066\u2067]/u);
        for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(style.width);
      }),
      { numRuns: 60 },
    );
  });
});

test('a plain row has its fields, none of which holds a tab or a line break', () => {
  fc.assert(
    fc.property(someBooking, (booking) => {
      const row = bookingRow(booking);
      expect(row).toHaveLength(BOOKING_ROW_COLUMNS.length);
      expect(row.join('')).not.toMatch(/\p{Cc}/u);
    }),
  );
});
