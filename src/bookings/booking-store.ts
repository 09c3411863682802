import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import { runForEach } from '../db/run-for-each.ts';
import type { BookingsTable, Flag, Schema } from '../db/schema.ts';
import { type Booking, type BookingChange, localDateOf } from './booking.ts';

export type BookingRow = Selectable<BookingsTable>;
type BookingValues = Insertable<BookingsTable>;
type Connection = Kysely<Schema> | Transaction<Schema>;

/** What {@link toBooking} reads, where there are so many rows that no other column should come along. */
export const BOOKING_COLUMNS = [
  'id',
  'class_id',
  'class_name',
  'class_type',
  'location',
  'instructor',
  'class_local',
  'zone',
  'class_datetime',
  'duration_minutes',
  'status',
  'booking_source',
  'external_booking_id',
  'booked_at',
  'attended_at',
  'cancelled_at',
  'cancellation_reason',
  'cancel_by',
  'cancel_by_minutes',
  'is_late_cancel',
  'price',
  'currency',
  'late_fee',
  'fee_paid',
  'url',
  'notes',
  'sequence',
  'reminder_sent_24h',
  'reminder_sent_1h',
  'created_at',
  'updated_at',
] as const;

/** A row as the value the rules know. */
export function toBooking(row: Pick<BookingRow, (typeof BOOKING_COLUMNS)[number]>): Booking {
  return {
    id: row.id,
    classId: row.class_id,
    className: row.class_name,
    classType: row.class_type,
    location: row.location,
    instructor: row.instructor,
    startsLocal: row.class_local,
    zone: row.zone,
    startsAt: row.class_datetime,
    durationMinutes: row.duration_minutes,
    status: row.status,
    source: row.booking_source,
    externalId: row.external_booking_id,
    bookedAt: row.booked_at,
    attendedAt: row.attended_at,
    cancelledAt: row.cancelled_at,
    cancellationReason: row.cancellation_reason,
    cancelBy: row.cancel_by,
    cancelByMinutes: row.cancel_by_minutes,
    isLateCancel: row.is_late_cancel === 1,
    price: row.price,
    currency: row.currency,
    lateFee: row.late_fee,
    feePaid: row.fee_paid,
    url: row.url,
    notes: row.notes,
    sequence: row.sequence,
    reminderSent24h: row.reminder_sent_24h === 1,
    reminderSent1h: row.reminder_sent_1h === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toRow(booking: Booking, userId: string): BookingValues {
  return {
    id: booking.id,
    user_id: userId,
    class_id: booking.classId,
    class_name: booking.className,
    class_type: booking.classType,
    location: booking.location,
    instructor: booking.instructor,
    class_local: booking.startsLocal,
    class_date: localDateOf(booking),
    zone: booking.zone,
    class_datetime: booking.startsAt,
    duration_minutes: booking.durationMinutes,
    status: booking.status,
    booking_source: booking.source,
    external_booking_id: booking.externalId,
    booked_at: booking.bookedAt,
    attended_at: booking.attendedAt,
    cancelled_at: booking.cancelledAt,
    cancellation_reason: booking.cancellationReason,
    cancel_by: booking.cancelBy,
    cancel_by_minutes: booking.cancelByMinutes,
    is_late_cancel: flag(booking.isLateCancel),
    price: booking.price,
    currency: booking.currency,
    late_fee: booking.lateFee,
    fee_paid: booking.feePaid,
    url: booking.url,
    notes: booking.notes,
    sequence: booking.sequence,
    reminder_sent_24h: flag(booking.reminderSent24h),
    reminder_sent_1h: flag(booking.reminderSent1h),
    created_at: booking.createdAt,
    updated_at: booking.updatedAt,
  };
}

function flag(value: boolean): Flag {
  return value ? 1 : 0;
}

/** Writes what changed: inserts where there was nothing, deletes where nothing is left, else updates. */
export async function saveBookingChanges(
  db: Connection,
  userId: string,
  changes: readonly BookingChange[],
): Promise<void> {
  const created: Booking[] = [];
  const removedIds: string[] = [];
  /** By the names of the columns that change. */
  const changed = new Map<string, { readonly id: string; readonly values: Partial<BookingValues> }[]>();
  for (const { before, after } of changes) {
    if (after === null) {
      removedIds.push(before?.id ?? '');
    } else if (before === null) {
      created.push(after);
    } else {
      const values = difference(toRow(before, userId), toRow(after, userId));
      const columns = Object.keys(values).join();
      const alike = changed.get(columns);
      if (alike) alike.push({ id: after.id, values });
      else if (columns !== '') changed.set(columns, [{ id: after.id, values }]);
    }
  }
  await runForEach(
    db,
    created,
    (booking) => db.insertInto('bookings').values(toRow(booking, userId)),
    (booking) => Object.values(toRow(booking, userId)),
  );
  for (const alike of changed.values()) {
    await runForEach(
      db,
      alike,
      ({ id, values }) => db.updateTable('bookings').set(values).where('id', '=', id).where('user_id', '=', userId),
      ({ id, values }) => [...Object.values(values), id, userId],
    );
  }
  await runForEach(
    db,
    removedIds,
    (id) => db.deleteFrom('bookings').where('id', '=', id).where('user_id', '=', userId),
    (id) => [id, userId],
  );
}

/** What is to be set: each column named costs, for every index it is in is written, whether or not its value changes. */
function difference(before: BookingValues, after: BookingValues): Partial<BookingValues> {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(after).filter(([column, value]) => value !== was.get(column)));
}

/** The booking with exactly this id. */
export async function findBooking(db: Connection, userId: string, id: string): Promise<Booking | null> {
  const row = await db
    .selectFrom('bookings')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row ? toBooking(row) : null;
}

/** Bookings whose id begins with `prefix` (lower-case hex and dashes), at most `limit`. */
export async function findBookingsByIdPrefix(
  db: Connection,
  userId: string,
  prefix: string,
  limit: number,
): Promise<Booking[]> {
  const rows = await db
    .selectFrom('bookings')
    .selectAll()
    .where('id', '>=', prefix)
    // 'g' sorts after every hex digit and the dash.
    .where('id', '<', `${prefix}g`)
    .orderBy('id')
    .limit(limit)
    .execute();
  // Asked in SQL, this would cost SQLite the index on the id.
  return rows.filter((row) => row.user_id === userId).map(toBooking);
}
