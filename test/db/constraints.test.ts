import type { Insertable, Updateable } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { classIdentity } from '../../src/bookings/class-identity.ts';
import type { BookingsTable, FitnessClassesTable } from '../../src/db/schema.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleClass } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const BOOKING = sampleBooking();
/** In the words of either engine. */
const REFUSALS = /constraint|invalid input syntax for type integer|row-level security/i;

beforeEach(() => db.store(BOOKING));

/** What the database says of a change of the one booking: nothing where it is taken. */
async function change(values: Updateable<BookingsTable>): Promise<string> {
  try {
    await db.database.store.db.updateTable('bookings').set(values).where('id', '=', BOOKING.id).execute();
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the database takes of a booking', () => {
  it.each<[string, Updateable<BookingsTable>]>([
    ['a minute', { duration_minutes: 1 }],
    ['a week', { duration_minutes: 10_080 }],
    ['a price of nothing', { price: 0 }],
    ['a limit at the start', { cancel_by_minutes: 0 }],
    ['an attended class with its time', { status: 'attended', attended_at: '2026-11-24T23:10:00.000Z' }],
    [
      'a cancellation with its time, reason and lateness',
      { status: 'cancelled', cancelled_at: '2026-11-24T12:00:00.000Z', cancellation_reason: 'ill', is_late_cancel: 1 },
    ],
    ['a no-show', { status: 'no_show' }],
    ['a place on the waitlist', { status: 'waitlisted' }],
  ])('%s', async (_what, values) => {
    expect(await change(values)).toBe('taken');
  });
});

describe('the database refuses of a booking', () => {
  it.each<[string, Updateable<BookingsTable>]>([
    ['a status it does not know', { status: 'maybe' as never }],
    ['no status', { status: null as never }],
    ['no duration', { duration_minutes: 0 }],
    ['a negative duration', { duration_minutes: -5 }],
    ['a duration beyond a week', { duration_minutes: 10_081 }],
    ['a duration that is no number', { duration_minutes: 'long' as never }],
    ['an attended class without its time', { status: 'attended' }],
    ['a time of attending without the status', { attended_at: '2026-11-24T23:10:00.000Z' }],
    ['a cancellation without its time', { status: 'cancelled' }],
    ['a time of cancelling without the status', { cancelled_at: '2026-11-24T12:00:00.000Z' }],
    ['a reason without a cancellation', { cancellation_reason: 'ill' }],
    ['lateness without a cancellation', { is_late_cancel: 1 }],
    ['an empty name', { class_name: '' }],
    ['a name beyond 1,000 characters', { class_name: 'x'.repeat(1001) }],
    ['an empty source', { booking_source: '' }],
    ['an instant without milliseconds', { class_datetime: '2026-11-24T23:00:00Z' }],
    ['an instant with an offset', { class_datetime: '2026-11-24T23:00:00.000+00:00' }],
    ['a wall time without seconds', { class_local: '2026-11-24T18:00' }],
    ['a wall time with a zone', { class_local: '2026-11-24T18:00:00Z' }],
    ['a negative price', { price: -1 }],
    ['a negative fee', { late_fee: -1 }],
    ['a negative fee paid', { fee_paid: -1 }],
    ['a limit after the start', { cancel_by_minutes: -1 }],
    ['a negative sequence', { sequence: -1 }],
    ['a flag that is neither 0 nor 1', { reminder_sent_24h: 2 as never }],
    ['a class that is not there', { class_id: 'nothing' }],
    ['a user who is not there', { user_id: 'nobody' }],
  ])('%s', async (_what, values) => {
    expect(await change(values)).toMatch(REFUSALS);
    expect(await db.all()).toEqual([BOOKING]);
  });
});

describe('the local date and time of a booking', () => {
  it('are those of its wall time, whatever the instant', async () => {
    expect(await change({ class_local: '2026-12-31T23:30:15', class_date: '2026-12-31', class_time: '23:30' })).toBe(
      'taken',
    );
    const row = await db.database.store.db
      .selectFrom('bookings')
      .select(['class_date', 'class_time'])
      .executeTakeFirst();
    expect(row).toEqual({ class_date: '2026-12-31', class_time: '23:30' });
    expect(await change({ class_date: '2027-01-01' })).toMatch(/CHECK constraint/i);
    expect(await change({ class_time: '23:31' })).toMatch(/CHECK constraint/i);
  });
});

describe('the catalogue', () => {
  function insert(fields: Partial<Insertable<FitnessClassesTable>>) {
    const { id, name, zone, source, createdAt, updatedAt } = sampleClass();
    const row = { id, name, zone, source, created_at: createdAt, updated_at: updatedAt, duration_minutes: 60 };
    const identity = classIdentity({ name, location: null, ...fields });
    const values = { ...row, user_id: db.database.store.userId, identity, ...fields };
    return db.database.store.db.insertInto('fitness_classes').values(values).execute();
  }

  it('holds one class of a name and place, no place being one', async () => {
    await insert({ id: 'north', name: 'Spin', location: 'North' });
    await insert({ id: 'nowhere', name: 'Spin' });
    await insert({ id: 'case', name: 'spin' });
    await expect(insert({ id: 'again', name: 'Spin', location: 'North' })).rejects.toThrow(/UNIQUE/i);
    await expect(insert({ id: 'again', name: 'Spin' })).rejects.toThrow(/UNIQUE/i);
  });

  it('keeps a class that has bookings', async () => {
    await expect(db.database.store.db.deleteFrom('fitness_classes').execute()).rejects.toThrow(/FOREIGN KEY/i);
  });
});
