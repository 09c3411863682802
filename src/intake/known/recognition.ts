import type { Booking } from '../../bookings/booking.ts';
import type { Cancellation, IncomingBooking, SeriesListing } from '../incoming.ts';
import type { Arrival } from './arrival.ts';
import type { KnownIdentity } from './known-identity.ts';
import type { KnownSeries } from './series.ts';

/** What a source says, as its reader gives it. */
export interface Said {
  readonly bookings: readonly IncomingBooking[];
  readonly listings?: readonly SeriesListing[];
  readonly cancellations?: readonly Cancellation[];
}

/** What is stored under the names that a source gives. */
export interface KnownNames {
  /** By keyText. */
  readonly identities: ReadonlyMap<string, KnownIdentity>;
  /** By seriesText. */
  readonly series: ReadonlyMap<string, KnownSeries>;
  /** Those of the identities, by id. */
  readonly bookings: ReadonlyMap<string, Booking>;
  /** Keys under which the same feed held events when it was last read. */
  readonly held: ReadonlySet<string>;
}

/** An event with what is known of it. */
export interface RecognisedArrival extends Arrival {
  /** Under which it was taken in before; null where it never was. Its key may be another. */
  readonly identity: KnownIdentity | null;
  /** It belongs to a version that a newer one has replaced, and takes place no more. */
  readonly isOutdated: boolean;
}

/** A message of cancellation for what is known, or for what came in with it. */
export interface KnownCancellation {
  readonly said: Cancellation;
  readonly source: string;
  /** As in IdentityKey. */
  readonly uid: string;
  readonly edition: string;
}

export interface Recognition {
  readonly arrivals: readonly RecognisedArrival[];
  /** What the source says a second time; the first time counts. */
  readonly twice: readonly Arrival[];
  /** Instances of series that are listed no more. */
  readonly fellOut: readonly KnownIdentity[];
  readonly cancellations: readonly KnownCancellation[];
  /** Messages about what is not known at all. */
  readonly unknown: readonly Cancellation[];
  /** What is to be known of series from now on, where that has changed. */
  readonly series: readonly KnownSeries[];
}
