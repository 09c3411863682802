import { type Booking, localDateOf } from '../bookings/booking.ts';
import { formatInstant, minutesBetween } from '../time/instant-text.ts';
import { MINUTE_MS } from '../time/units.ts';
import { isZone, offsetAt } from '../time/zones.ts';
import type { BookingJson } from './schemas/booking-schema.ts';

export type { BookingJson };

/** A booking as programs see it. New fields go to the end; no field is ever renamed. */
export function toBookingJson(booking: Booking): BookingJson {
  const { zone } = booking;
  const startsMs = Date.parse(booking.startsAt);
  const startOffset = minutesBetween(booking.startsLocal, startsMs);
  // Where Node does not know the zone, all times have the offset of the start: the instants are still right.
  const isKnown = isZone(zone);
  const inZone = (ms: number) => formatInstant(ms, isKnown ? offsetAt(ms, zone) : startOffset);
  const orNull = (instant: string | null) => (instant === null ? null : inZone(Date.parse(instant)));
  return {
    id: booking.id,
    shortId: booking.id.slice(0, 8),
    class: {
      id: booking.classId,
      name: booking.className,
      type: booking.classType,
      location: booking.location,
      instructor: booking.instructor,
    },
    startsAt: formatInstant(startsMs, startOffset),
    endsAt: inZone(startsMs + booking.durationMinutes * MINUTE_MS),
    zone,
    localDate: localDateOf(booking),
    durationMinutes: booking.durationMinutes,
    status: booking.status,
    source: booking.source,
    externalBookingId: booking.externalId,
    bookedAt: inZone(Date.parse(booking.bookedAt)),
    attendedAt: orNull(booking.attendedAt),
    cancelledAt: orNull(booking.cancelledAt),
    cancellationReason: booking.cancellationReason,
    reminderSent24h: booking.reminderSent24h,
    reminderSent1h: booking.reminderSent1h,
    cancelBy: orNull(booking.cancelBy),
    isLateCancel: booking.isLateCancel,
    price: toUnits(booking.price),
    currency: booking.currency,
    lateFee: toUnits(booking.lateFee),
    url: booking.url,
    notes: booking.notes,
    createdAt: inZone(Date.parse(booking.createdAt)),
    updatedAt: inZone(Date.parse(booking.updatedAt)),
    feePaid: toUnits(booking.feePaid),
    cancelByMinutes: booking.cancelByMinutes,
    sequence: booking.sequence,
  };
}

function toUnits(thousandths: number | null): number | null {
  return thousandths === null ? null : thousandths / 1000;
}

export function toBookingsJson(bookings: readonly Booking[]): BookingJson[] {
  return bookings.map(toBookingJson);
}
