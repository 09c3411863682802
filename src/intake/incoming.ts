import type { Booking, BookingStatus, InstantText } from '../bookings/booking.ts';
import { FailureError, NuminaError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { type Words, words } from '../words.ts';
import type { Version } from './version.ts';

/**
 * How a class is recognised when it comes in again. `uid` is the UID of iCalendar (RFC 5545 §3.8.4.7); `recurrenceId`
 * names one instance of a series and is null for a single event. `external` is the number of the booking system. Where
 * the source gives neither, the class is recognised by a fingerprint of its content.
 */
export type Identity =
  | { readonly kind: 'uid'; readonly uid: string; readonly recurrenceId: string | null }
  | { readonly kind: 'external'; readonly externalId: string }
  | { readonly kind: 'fingerprint'; readonly fingerprint: string };

/** What an outside source says of one class. Null means that the source does not say it. */
export interface IncomingBooking extends Version {
  readonly identity: Identity;
  /** The source says that the class is cancelled, or that this person does not take part. */
  readonly isCancelled: boolean;
  readonly className: string;
  readonly type: string | null;
  readonly location: string | null;
  readonly instructor: string | null;
  readonly startsLocal: LocalDateTime;
  /** IANA zone. */
  readonly zone: string;
  readonly startsAt: InstantText;
  /** The source gives only the instant. `zone` is then the home zone of the person. */
  readonly isMoment?: true | undefined;
  /** 0 where a mail does not say it. */
  readonly durationMinutes: number;
  /** Only where the source names a status. A plain calendar event says nothing about attendance. */
  readonly status: BookingStatus | null;
  readonly source: string | null;
  readonly externalId: string | null;
  /** Thousandths of the currency's unit. */
  readonly price: number | null;
  readonly lateFee: number | null;
  readonly feePaid: number | null;
  readonly currency: string | null;
  /** The last instant of free cancellation, and how long before the start that is. A source may give one or both. */
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
  /** What only numina's own export contains. Used only where the booking is new here. */
  readonly kept?: Partial<Pick<Booking, 'createdAt' | 'reminderSent24h' | 'reminderSent1h'>>;
  /**
   * Set for a mail, which says only part of a class; the rest of the booking stays as it is. A reminder mail does not
   * change a known booking. A cancellation mail does not create one.
   */
  readonly partial?: {
    readonly isReminder: boolean;
    /** The booking is recognised by its start, since the mail has no number of the provider. */
    readonly isByStart: boolean;
    /** The former start, where the mail moves the class and names it. */
    readonly movedFrom: InstantText | null;
    /** Other UIDs of the class. A cancellation that was read first may be stored under one of them. */
    readonly alsoCalled: readonly string[];
    /** The UID that the class would have by its name and this start. */
    readonly startUid: string;
    /** The same by its former start; null where the mail moves nothing. */
    readonly formerUid: string | null;
    /** The possible currencies of `feePaid` (ISO 4217); several where its sign is ambiguous. */
    readonly feeCurrencies: readonly string[];
  };
  /** The line of the source, from 1. */
  readonly line: number;
}

/** A review of a class that was attended. */
export interface IncomingReview {
  /** 1–5. */
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: InstantText | null;
}

/** Something in the source that is not taken, with the reason as a sentence. */
export interface Skip {
  readonly uid: string | null;
  readonly line: number | null;
  readonly reason: Words;
}

/** What numina's own JSON contains beside bookings. */
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
 * Says that `bookings` contains every instance of a series between two instants. Known instances there that are missing
 * from `bookings` no longer take place.
 */
export interface SeriesListing extends Version {
  readonly uid: string;
  /** As in {@link IncomingBooking}. */
  readonly source: string | null;
  readonly from: InstantText;
  readonly until: InstantText;
  /** The start of the series. The listing says nothing about earlier instances. */
  readonly begins: InstantText;
}

/**
 * A cancellation message (METHOD:CANCEL, RFC 5546 §3.2.5). It cancels a whole UID, one instance, or all from one
 * instance on.
 */
export interface Cancellation extends Version {
  readonly uid: string;
  /** As in {@link IncomingBooking}. */
  readonly source: string | null;
  /** As in {@link Identity}. Null where it names no instance: then it cancels all of them. */
  readonly recurrenceId: string | null;
  /** Whether it cancels every later instance too (RANGE=THISANDFUTURE). */
  readonly isFromThere: boolean;
  /** The class as the message describes it; null where the message has no start. */
  readonly said: IncomingBooking | null;
  readonly line: number;
}

export interface ReadResult {
  readonly bookings: readonly IncomingBooking[];
  readonly listings?: readonly SeriesListing[];
  readonly cancellations?: readonly Cancellation[];
  readonly skipped: readonly Skip[];
  /** Decisions of the reader that the person should know, in whole sentences. */
  readonly notes: readonly Words[];
  /** Set for numina's own JSON only. */
  readonly record?: IncomingRecord;
  /** The document breaks off, or was not read to its end. */
  readonly isCutOff?: true;
}

/** Says in a sentence why one event or row cannot be taken. It becomes a {@link Skip}. */
export class UnreadableError extends FailureError {
  constructor(fact: Words) {
    super('unreadable', fact);
  }
}

/** The reason in an error about bad input, as a sentence. Throws every other error again. */
export function reasonOf(error: unknown): Words {
  if (error instanceof NuminaError) return /[.!?]$/.test(error.message) ? error.fact : words`${error.fact}.`;
  throw error;
}

/** Classes begin in these years. Any other year is a mistake, or the default value of some program. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;

/** `1 class`, `12 classes`. */
export function oneOrMany(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`;
}
