import type { Booking } from '../../bookings/booking.ts';
import type { Cancellation, IncomingBooking, SeriesListing } from '../incoming.ts';
import type { Arrival } from './arrival.ts';
import type { KnownIdentity } from './known-identity.ts';
import type { KnownSeries } from './series.ts';

/** What the reader of a source returns. */
export interface Said {
  readonly bookings: readonly IncomingBooking[];
  readonly listings?: readonly SeriesListing[];
  readonly cancellations?: readonly Cancellation[];
}

/** What is stored under the identities that a source gives. */
export interface KnownNames {
  /** By keyText. */
  readonly identities: ReadonlyMap<string, KnownIdentity>;
  /** By seriesText. */
  readonly series: ReadonlyMap<string, KnownSeries>;
  /** The bookings of the identities, by id. */
  readonly bookings: ReadonlyMap<string, Booking>;
  /** The keys (keyText) of the events that the same feed held when it was last read. */
  readonly held: ReadonlySet<string>;
}

/** An incoming event with its stored identity. */
export interface RecognisedArrival extends Arrival {
  /** The stored identity; null for a new event. Its key may differ from that of the event. */
  readonly identity: KnownIdentity | null;
  /** A newer version of the series replaced it: it does not take place. */
  readonly isOutdated: boolean;
  /** For a mail: the identity by which the class is known since a newer mail moved it away from this start. */
  readonly movedOn?: KnownIdentity | null;
}

/** A cancellation message about a known event, or about one of the same document. */
export interface KnownCancellation {
  readonly said: Cancellation;
  readonly source: string;
  /** As in IdentityKey. */
  readonly uid: string;
  readonly edition: string;
}

export interface Recognition {
  readonly arrivals: readonly RecognisedArrival[];
  /** Events that come a second time. The first one counts. */
  readonly twice: readonly Arrival[];
  /** Instances that their series no longer lists. */
  readonly fellOut: readonly KnownIdentity[];
  readonly cancellations: readonly KnownCancellation[];
  /** Messages about unknown events. */
  readonly unknown: readonly Cancellation[];
  /** Changed facts about series, to be stored. */
  readonly series: readonly KnownSeries[];
}
