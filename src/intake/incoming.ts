import type { Booking, BookingStatus, InstantText } from '../bookings/booking.ts';
import { NuminaError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import type { Version } from './version.ts';

/**
 * By what a class is known again at the next reading. `uid` is iCalendar's (RFC 5545 §3.8.4.7); `recurrenceId`
 * names one instance of a series and is null for a single event. `external` is the booking system's own number.
 * A source that gives neither is known by a fingerprint of what it says.
 */
export type Identity =
  | { readonly kind: 'uid'; readonly uid: string; readonly recurrenceId: string | null }
  | { readonly kind: 'external'; readonly externalId: string }
  | { readonly kind: 'fingerprint'; readonly fingerprint: string };

/** What an outside source says of one class. Absent is null: the source says nothing about it. */
export interface IncomingBooking extends Version {
  readonly identity: Identity;
  /** The source says that the class does not take place, or not for this person. */
  readonly isCancelled: boolean;
  readonly className: string;
  readonly type: string | null;
  readonly location: string | null;
  readonly instructor: string | null;
  readonly startsLocal: LocalDateTime;
  /** IANA zone. */
  readonly zone: string;
  readonly startsAt: InstantText;
  /** The source knows the instant only: `zone` is where the person is at home. */
  readonly isMoment?: true | undefined;
  /** 0 where a mail says none. */
  readonly durationMinutes: number;
  /** Only where the source says it in so many words; a calendar event by itself has no attendance. */
  readonly status: BookingStatus | null;
  readonly source: string | null;
  readonly externalId: string | null;
  /** Thousandths of the currency's unit. */
  readonly price: number | null;
  readonly lateFee: number | null;
  readonly feePaid: number | null;
  readonly currency: string | null;
  /** Last instant of free cancellation, or how long before the start it is; both where the source gives both. */
  readonly cancelBy: InstantText | null;
  readonly cancelByMinutes: number | null;
  readonly isLateCancel: boolean | null;
  readonly url: string | null;
  readonly notes: string | null;
  readonly bookedAt: InstantText | null;
  readonly attendedAt: InstantText | null;
  readonly cancelledAt: InstantText | null;
  readonly cancellationReason: string | null;
  readonly review: IncomingReview | null;
  /** What only numina's own export knows, for a booking that is not here yet. */
  readonly kept?: Partial<Pick<Booking, 'createdAt' | 'reminderSent24h' | 'reminderSent1h'>>;
  /**
   * A mail, which says only part of a class: what it is silent about stays as it was said before. A reminder tells
   * nothing new of what is known, and a cancellation makes nothing of what is not.
   */
  readonly partial?: {
    readonly isReminder: boolean;
    /** Known by its start, and not by a number of the provider. */
    readonly isByStart: boolean;
  };
  /** Where in the source it stands, counted from 1. */
  readonly line: number;
}

/** What a person thought of a class that was attended. */
export interface IncomingReview {
  /** 1–5. */
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: InstantText | null;
}

/** Something the source holds that does not come in, and why, in words for a person. */
export interface Skip {
  readonly uid: string | null;
  readonly line: number | null;
  readonly reason: string;
}

/** What numina's own JSON holds beside bookings. */
export interface IncomingRecord {
  readonly pauses: readonly { id: string; from: string; to: string; reason: string | null }[];
  readonly reviews: readonly {
    bookingId: string;
    rating: number;
    text: string | null;
    createdAt: string;
    updatedAt: string;
  }[];
}

/**
 * That a source lists a whole series in `bookings`, as far as it lies between two instants: what is known of the
 * series there and is not listed takes place no more.
 */
export interface SeriesListing extends Version {
  readonly uid: string;
  /** As in {@link IncomingBooking}. */
  readonly source: string | null;
  readonly from: InstantText;
  readonly until: InstantText;
  /** The start of the series; of what took place before it the listing says nothing. */
  readonly begins: InstantText;
}

/** A message that cancels (METHOD:CANCEL, RFC 5546 §3.2.5): all of a UID, one instance of it, or all from there on. */
export interface Cancellation extends Version {
  readonly uid: string;
  /** As in {@link IncomingBooking}. */
  readonly source: string | null;
  /** As in {@link Identity}; null where it names no instance, and so means all of them. */
  readonly recurrenceId: string | null;
  /** Whether it means every later instance too (RANGE=THISANDFUTURE). */
  readonly isFromThere: boolean;
  /** The class as the message describes it; null where it gives no start. */
  readonly said: IncomingBooking | null;
  readonly line: number;
}

export interface ReadResult {
  readonly bookings: readonly IncomingBooking[];
  readonly listings?: readonly SeriesListing[];
  readonly cancellations?: readonly Cancellation[];
  readonly skipped: readonly Skip[];
  /** Decisions the reader took that a person may want to know of: whole sentences. */
  readonly notes: readonly string[];
  /** What came beside bookings, in numina's own JSON. */
  readonly record?: IncomingRecord;
  /** The document breaks off, or was not read to its end: there was more of it. */
  readonly isCutOff?: true;
}

/** Why one event or row cannot be taken, in a sentence for a person; becomes a {@link Skip}. */
export class UnreadableError extends Error {}

/** The reason in an error that a reader expects of bad input; rethrows every other. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnreadableError || error instanceof NuminaError) return error.message.replace(/[^.!?]$/, '$&.');
  throw error;
}

/** Classes begin in these years; anything else is a slip or a default of some program. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;

/** `1 class`, `12 classes`. */
export function oneOrMany(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`;
}
