import type { LocalDate } from '../time/civil.ts';
import { formatInstant, minutesBetween } from '../time/instant-text.ts';
import { MINUTE_MS } from '../time/units.ts';
import { isZone, offsetAt } from '../time/zones.ts';
import type { Booking, BookingStatus } from './booking.ts';
import { localDateOf } from './booking.ts';

/** A booking as scripts see it: public interface, fields may be added at the end and never renamed. */
export interface BookingJson {
  readonly id: string;
  /** The first eight characters of the id. */
  readonly shortId: string;
  readonly class: {
    readonly id: string;
    readonly name: string;
    readonly type: string | null;
    readonly location: string | null;
    readonly instructor: string | null;
  };
  /** This and every other `…At` and `cancelBy`: ISO 8601 with the offset of the class's zone at that instant. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly zone: string;
  readonly localDate: LocalDate;
  readonly durationMinutes: number;
  readonly status: BookingStatus;
  readonly source: string;
  readonly externalBookingId: string | null;
  readonly bookedAt: string;
  readonly attendedAt: string | null;
  readonly cancelledAt: string | null;
  readonly cancellationReason: string | null;
  readonly reminderSent24h: boolean;
  readonly reminderSent1h: boolean;
  readonly cancelBy: string | null;
  readonly isLateCancel: boolean;
  /** Money in units of `currency`, at most three decimals. */
  readonly price: number | null;
  readonly currency: string | null;
  readonly lateFee: number | null;
  readonly url: string | null;
  readonly notes: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly feePaid: number | null;
  /** How long before the start `cancelBy` is, where it moves with the class. */
  readonly cancelByMinutes: number | null;
  /** iCalendar SEQUENCE. */
  readonly sequence: number;
}

/** The public JSON shape of a booking. */
export function toBookingJson(booking: Booking): BookingJson {
  const { zone } = booking;
  const startsMs = Date.parse(booking.startsAt);
  const startOffset = minutesBetween(booking.startsLocal, startsMs);
  // In a zone this Node does not know, the start's offset names the right instant all the same.
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
