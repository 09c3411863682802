import type { LocalDate, LocalDateTime } from '../time/civil.ts';

export const STATUSES = ['booked', 'attended', 'cancelled', 'no_show', 'waitlisted'] as const;
export type BookingStatus = (typeof STATUSES)[number];

/** An instant as ISO 8601 text in UTC with milliseconds (`2026-11-24T23:00:00.000Z`): text order is time order. */
export type InstantText = string;

/**
 * One booking as stored. `className`, `classType`, `location` and `instructor` are copies from the time of booking: a
 * rename of the class does not change them.
 */
export interface Booking {
  readonly id: string;
  readonly classId: string;
  readonly className: string;
  readonly classType: string | null;
  readonly location: string | null;
  readonly instructor: string | null;
  /** The wall time at which the class begins in `zone`. The studio promises this time; `startsAt` follows from it. */
  readonly startsLocal: LocalDateTime;
  /** IANA zone of the class. */
  readonly zone: string;
  /** `startsLocal` in `zone`, as an instant. */
  readonly startsAt: InstantText;
  readonly durationMinutes: number;
  readonly status: BookingStatus;
  readonly source: string;
  readonly externalId: string | null;
  readonly bookedAt: InstantText;
  readonly attendedAt: InstantText | null;
  readonly cancelledAt: InstantText | null;
  readonly cancellationReason: string | null;
  /** Last instant of free cancellation. */
  readonly cancelBy: InstantText | null;
  /** The same limit in minutes before the start, where it was given so: then the limit moves with the class. */
  readonly cancelByMinutes: number | null;
  readonly isLateCancel: boolean;
  /** Money in thousandths of `currency`'s unit, exact. */
  readonly price: number | null;
  readonly currency: string | null;
  readonly lateFee: number | null;
  /** The fee that the person really paid for the cancellation or the no-show; null where not known. */
  readonly feePaid: number | null;
  readonly url: string | null;
  readonly notes: string | null;
  /** iCalendar SEQUENCE: rises with every change that a calendar would show. */
  readonly sequence: number;
  readonly reminderSent24h: boolean;
  readonly reminderSent1h: boolean;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
}

/** A class of the catalogue: its name and place, and the values that its next booking takes. */
export interface FitnessClass {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly location: string | null;
  readonly instructor: string | null;
  readonly durationMinutes: number;
  readonly zone: string;
  readonly source: string;
  readonly price: number | null;
  readonly currency: string | null;
  readonly lateFee: number | null;
  /** Free cancellation ends this many minutes before the start. */
  readonly cancelByMinutes: number | null;
  readonly url: string | null;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
}

/** The local date on which a class counts, in the zone of the class: it never changes when the person travels. */
export function localDateOf(booking: Pick<Booking, 'startsLocal'>): LocalDate {
  return booking.startsLocal.slice(0, 10);
}

/** When a class ends, as an instant. */
export function endsAt(booking: Pick<Booking, 'startsAt' | 'durationMinutes'>): Date {
  return new Date(Date.parse(booking.startsAt) + booking.durationMinutes * 60_000);
}

/** A change of one booking: `before` is null for a new one, `after` for one removed. */
export interface BookingChange {
  readonly before: Booking | null;
  readonly after: Booking | null;
}
