import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookAgain } from '../../src/bookings/book-service.ts';
import { type Booking, STATUSES } from '../../src/bookings/booking.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { deleteBookings, markBookings } from '../../src/bookings/mark-service.ts';
import type { ChangeSet } from '../../src/bookings/record-changes.ts';
import { NuminaError } from '../../src/errors.ts';
import { wallTimeAt } from '../../src/time/zones.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

const db = useBookingDatabase();

type Operation = (context: BookingContext) => Promise<unknown>;

const name = fc.constantFrom('Yoga', 'yoga', 'Spin 45', 'Yo', 'Box');
const when = fc
  .tuple(fc.integer({ min: 16, max: 28 }), fc.constantFrom('07:00', '18:00', '18:30'))
  .map(([day, time]) => `2026-11-${day}T${time}`);
const reference = fc.constantFrom('next', 'last', 'yoga', 'spin', 'tue', 'box', 'today');
const fields = fc.record(
  {
    location: fc.constantFrom('North', 'South', null),
    durationMinutes: fc.constantFrom(30, 60, 600),
    zone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York'),
    source: fc.constantFrom('manual', 'classpass'),
    instructor: fc.constantFrom('Ana', null),
  },
  { requiredKeys: [] },
);
const cancelBy = fc.constantFrom(undefined, null, '12h', '2026-11-20 12:00');
const flag = fc.boolean();
const status = fc.constantFrom(...STATUSES);

const bookOne: fc.Arbitrary<Operation> = fc
  .record({
    name,
    when,
    fields,
    cancelBy,
    isForced: flag,
    isNewClass: flag,
    status: fc.constantFrom('booked', 'waitlisted', 'attended'),
  })
  .map((asked) => (context: BookingContext) => book(context, asked.name, asked.when, asked as never));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: bookOne },
  fc
    .record({ name, when, count: fc.integer({ min: 1, max: 4 }) })
    .map(
      (asked) => (context: BookingContext) =>
        book(context, asked.name, asked.when, { repeat: { rule: 'daily', count: asked.count, until: null } }),
    ),
  fc
    .record({ reference, when: fc.option(when, { nil: undefined }), isForced: flag })
    .map((asked) => (context: BookingContext) => bookAgain(context, asked.reference, asked.when, asked.isForced)),
  fc
    .record({
      reference,
      edit: fc.record(
        { name, when, fields, status, cancelBy, isForced: flag },
        { requiredKeys: ['fields', 'isForced'] },
      ),
    })
    .map((asked) => (context: BookingContext) => editBooking(context, asked.reference, asked.edit as never)),
  fc
    .record({ references: fc.array(reference, { minLength: 1, maxLength: 3 }), to: status })
    .map(
      (asked) => (context: BookingContext) => markBookings(context, asked.references, SCOPES.show, { to: asked.to }),
    ),
  reference.map((each) => (context: BookingContext) => deleteBookings(context, [each], SCOPES.any)),
);

function expectSound(booking: Booking, now: string): void {
  const { status: is, startsAt, startsLocal, zone, cancelBy: limit, cancelByMinutes } = booking;
  expect(wallTimeAt(new Date(startsAt), zone)).toBe(startsLocal);
  expect(booking.attendedAt !== null).toBe(is === 'attended');
  expect(booking.cancelledAt !== null).toBe(is === 'cancelled');
  expect(booking.isLateCancel).toBe(is === 'cancelled' && limit !== null && (booking.cancelledAt ?? '') > limit);
  if (is !== 'cancelled') expect(booking.cancellationReason).toBeNull();
  if (limit !== null) expect(limit <= startsAt).toBe(true);
  if (cancelByMinutes !== null) expect(Date.parse(startsAt) - Date.parse(limit ?? '')).toBe(cancelByMinutes * 60_000);
  expect(booking.createdAt <= booking.updatedAt && booking.updatedAt <= now).toBe(true);
}

describe('any sequence of commands', () => {
  it('keeps every booking valid, tells listeners every change, and fails only with errors in words', async () => {
    const steps = fc.array(fc.tuple(operation, fc.integer({ min: 0, max: 1500 })), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const { store } = db.database;
        await store.db.deleteFrom('bookings').execute();
        await store.db.deleteFrom('fitness_classes').execute();
        let nowMs = Date.parse('2026-11-18T12:00:00.000Z');
        let before: Booking[] = [];
        for (const [run, minutes] of sequence) {
          nowMs += minutes * 60_000;
          const now = new Date(nowMs).toISOString();
          const heard: ChangeSet[] = [];
          const failure = await run(
            db.at(now, { listeners: [async (_trx, changes) => void heard.push(changes)] }),
          ).then(
            () => null,
            (error: unknown) => error,
          );
          const after = await db.all();
          if (failure !== null) {
            expect(failure).toBeInstanceOf(NuminaError);
            expect(after).toEqual(before);
          }
          for (const booking of after) expectSound(booking, now);
          expectRevised(before, after);
          expect(replay(before, heard)).toEqual(new Map(after.map((booking) => [booking.id, booking])));
          before = after;
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** A booking that differs in a calendar has a higher SEQUENCE; `updatedAt` never goes back. */
function expectRevised(before: readonly Booking[], after: readonly Booking[]): void {
  for (const now of after) {
    const then = before.find(({ id }) => id === now.id);
    if (!then || JSON.stringify(then) === JSON.stringify(now)) continue;
    expect(now.createdAt).toBe(then.createdAt);
    expect(now.sequence - then.sequence).toBeGreaterThanOrEqual(0);
    expect(now.sequence - then.sequence).toBeLessThanOrEqual(1);
    if (then.startsAt !== now.startsAt || then.status !== now.status) expect(now.sequence).toBe(then.sequence + 1);
  }
}

/** The changes that the listeners got, applied to the state before: this must give the state after. */
function replay(before: readonly Booking[], heard: readonly ChangeSet[]): Map<string, Booking> {
  const bookings = new Map(before.map((booking) => [booking.id, booking]));
  for (const { before: was, after } of heard.flatMap((changes) => changes.bookings)) {
    if (was) expect(bookings.get(was.id)).toEqual(was);
    if (after) bookings.set(after.id, after);
    else if (was) bookings.delete(was.id);
  }
  return bookings;
}
