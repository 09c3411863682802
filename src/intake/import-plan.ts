import type { Booking, BookingChange, FitnessClass, InstantText } from '../bookings/booking.ts';
import type { ClassChange } from '../bookings/record-changes.ts';
import type { IdentityKey } from './identity-key.ts';
import type { Skip } from './incoming.ts';

/** Which event of a source is which booking, and what the source said when it was last taken in. */
export interface KnownIdentity extends IdentityKey {
  /** Of a booking that may be gone: then its deletion keeps the event away. */
  readonly bookingId: string;
  readonly sequence: number;
  readonly lastModified: InstantText | null;
  /** As formatContent writes it. */
  readonly content: string;
  /** When the source's own word cancelled the booking. */
  readonly cancelledAt: InstantText | null;
}

/** What is here already, as far as an import can meet it. */
export interface Known {
  /** By keyText. */
  readonly identities: ReadonlyMap<string, KnownIdentity>;
  /** By id: those of the identities, those that own events name, and all that start when something new starts. */
  readonly bookings: ReadonlyMap<string, Booking>;
  /** Sources that know a booking, by its id. */
  readonly boundSources: ReadonlyMap<string, ReadonlySet<string>>;
  readonly classes: readonly FitnessClass[];
}

export interface ImportRules {
  /** The source of what names none. */
  readonly defaultSource: string;
  readonly homeZone: string;
  /** Brings back what was deleted here. */
  readonly revive: boolean;
  readonly now: Date;
  readonly newId: () => string;
}

/** Everything an import writes, and what it tells. */
export interface ImportPlan {
  readonly bookings: readonly BookingChange[];
  readonly classes: readonly ClassChange[];
  readonly identities: readonly KnownIdentity[];
  readonly report: ImportReport;
}

/** What became of every event or row of a source; each is counted once. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly cancelled: number;
  /** Bookings typed in before that the source turned out to know. */
  readonly adopted: number;
  readonly unchanged: number;
  readonly skipped: readonly Skip[];
}

/** What can become of an event that is taken. */
export type Outcome = Exclude<keyof ImportReport, 'skipped'>;
