import type { LocalDate } from '../time/civil.ts';
import { wallTimeAt } from '../time/zones.ts';
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

/**
 * The public JSON shape of a booking. `systemZone`, where given, is the zone that `Date` itself keeps (never
 * just a home zone from the settings): bookings in it are then written without Intl, whose first use costs a
 * short run some 10 ms.
 */
export function toBookingJson(booking: Booking, systemZone: string | null = null): BookingJson {
  const { zone } = booking;
  const startsMs = Date.parse(booking.startsAt);
  const startOffset = Math.round((Date.parse(`${booking.startsLocal}Z`) - startsMs) / MINUTE_MS);
  // A zone this Node does not know: the start's offset names the right instant all the same.
  const offset = (ms: number) => {
    if (zone === 'UTC') return 0;
    return zone === systemZone ? systemOffsetAt(ms) : (offsetAt(ms, zone) ?? startOffset);
  };
  const inZone = (ms: number) => formatInstant(ms, ms === startsMs ? startOffset : offset(ms));
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

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function toUnits(thousandths: number | null): number | null {
  return thousandths === null ? null : thousandths / 1000;
}

function formatInstant(ms: number, offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  const [hours, minutes] = [String(Math.floor(size / 60)).padStart(2, '0'), String(size % 60).padStart(2, '0')];
  const local = new Date(ms + offsetMinutes * MINUTE_MS).toISOString().slice(0, -1);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}

function systemOffsetAt(ms: number): number {
  return Math.round(-new Date(ms).getTimezoneOffset());
}

/** By zone, then by UTC day: the offset that holds all day, or null for a day on which it changes. */
const knownOffsets = new Map<string, Map<number, number | null>>();

/**
 * Minutes that `zone` is ahead of UTC at an instant; null for a zone this Node does not know. Asking Intl
 * takes microseconds, ten thousand bookings have sixty thousand instants and few days: a day whose two ends
 * agree is asked twice and remembered. No zone changes and changes back within one UTC day.
 */
function offsetAt(ms: number, zone: string): number | null {
  const day = Math.floor(ms / DAY_MS);
  const days = knownOffsets.get(zone) ?? new Map<number, number | null>();
  knownOffsets.set(zone, days);
  let offset = days.get(day);
  if (offset === undefined) {
    const [first, last] = [askOffset(day * DAY_MS, zone), askOffset((day + 1) * DAY_MS - 1, zone)];
    offset = first === last ? first : null;
    days.set(day, offset);
  }
  return offset ?? askOffset(ms, zone);
}

function askOffset(ms: number, zone: string): number | null {
  try {
    return Math.round((Date.parse(`${wallTimeAt(new Date(ms), zone)}Z`) - Math.floor(ms / 1000) * 1000) / MINUTE_MS);
  } catch {
    return null;
  }
}
