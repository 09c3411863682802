import type { Insertable, Selectable } from 'kysely';
import type { Flag } from '../db/flag.ts';
import type { BookingsTable } from '../db/schema.ts';
import { type Booking, localDateOf } from './booking.ts';
import { searchKeyOf } from './search-key.ts';

export type BookingRow = Selectable<BookingsTable>;
/** A whole row to write. */
export type BookingValues = Insertable<BookingsTable>;

/** The columns that {@link toBooking} reads. Queries select these and no others: the search key is long. */
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

export function toRow(booking: Booking, userId: string): BookingValues {
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
    class_time: booking.startsLocal.slice(11, 16),
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
    search_key: searchKeyOf(booking),
  };
}

function flag(value: boolean): Flag {
  return value ? 1 : 0;
}
