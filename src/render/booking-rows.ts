import type { Booking } from '../bookings/booking.ts';
import { singleLine } from './printable.ts';

/**
 * The columns of `--plain`, in order. Scripts count them: add new ones at the end, and never move, rename or remove
 * one. `start` is the wall time in `zone`; `price` is a decimal number; a missing value is empty.
 */
export const BOOKING_ROW_COLUMNS = [
  'id',
  'start',
  'zone',
  'minutes',
  'status',
  'class',
  'type',
  'place',
  'instructor',
  'source',
  'external_id',
  'price',
  'currency',
] as const;

/** A booking as a row of {@link BOOKING_ROW_COLUMNS}. No field contains a tab or a line break. */
export function bookingRow(booking: Booking): string[] {
  return [
    booking.id,
    booking.startsLocal.slice(0, 16),
    booking.zone,
    String(booking.durationMinutes),
    booking.status,
    booking.className,
    booking.classType ?? '',
    booking.location ?? '',
    booking.instructor ?? '',
    booking.source,
    booking.externalId ?? '',
    booking.price === null ? '' : String(booking.price / 1000),
    booking.currency ?? '',
  ].map(singleLine);
}
