import type { Booking, BookingChange, FitnessClass } from '../../bookings/booking.ts';
import type { ClassChange } from '../../bookings/record-changes.ts';
import type { Skip } from '../incoming.ts';
import type { IdentityKey } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import type { KnownSeries } from '../known/series.ts';

/** What is stored that the import may have to match. */
export interface Known {
  /** By keyText. */
  readonly identities: ReadonlyMap<string, KnownIdentity>;
  /**
   * By id: the bookings of the identities, those of numina's own events, and all that start at the start of a new
   * event.
   */
  readonly bookings: ReadonlyMap<string, Booking>;
  /** The sources that know a booking, by booking id. */
  readonly boundSources: ReadonlyMap<string, ReadonlySet<string>>;
  /** For mails: all identities of the bookings that a mail may mean. */
  readonly bound: readonly KnownIdentity[];
  readonly classes: readonly FitnessClass[];
}

export interface ImportRules {
  /** The `source` of bookings that name none. */
  readonly defaultSource: string;
  readonly homeZone: string;
  /** Takes classes again that the person deleted. */
  readonly revive: boolean;
  /** A feed gives the current state, so its versions are not compared. */
  readonly isFeed?: boolean;
  readonly now: Date;
  readonly newId: () => string;
}

/** What a feed held before and no longer holds. */
export interface Withdrawal {
  readonly events: readonly KnownIdentity[];
  /** The cancellation reason of their bookings. */
  readonly reason: string;
  /** Bookings that another feed holds. They stay. */
  readonly heldElsewhere: ReadonlySet<string>;
}

/** Everything that an import writes, and its report. */
export interface ImportPlan {
  readonly bookings: readonly BookingChange[];
  readonly classes: readonly ClassChange[];
  readonly identities: readonly KnownIdentity[];
  /** Identities that the source replaced by others. */
  readonly outdated: readonly IdentityKey[];
  /** Changed facts about series. */
  readonly series: readonly KnownSeries[];
  /** The number of bookings that are cancelled because the source no longer holds them. */
  readonly withdrawn: number;
  readonly report: ImportReport;
}

/** The outcome of each event or row of a source. Each is counted once. */
export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  readonly cancelled: number;
  /** Bookings that a person entered and that the source turned out to contain. */
  readonly adopted: number;
  readonly unchanged: number;
  readonly skipped: readonly Skip[];
}

/** The possible outcomes of an event that is taken. */
export type Outcome = Exclude<keyof ImportReport, 'skipped'>;

/** `12 new, 3 changed`, for the journal. `rows` is the number of pauses and reviews. */
export function describeReport({ created, updated, cancelled, adopted }: ImportReport, rows = 0): string {
  const counts = [
    [created, 'new'],
    [updated, 'changed'],
    [cancelled, 'cancelled'],
    [adopted, 'recognised'],
    [rows, 'pauses and reviews'],
  ] as const;
  return counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(', ') || 'nothing new';
}

/** Adds several reports. */
export function sumReports(reports: readonly ImportReport[]): ImportReport {
  const sum = (key: Outcome) => reports.reduce((total, report) => total + report[key], 0);
  return {
    created: sum('created'),
    updated: sum('updated'),
    cancelled: sum('cancelled'),
    adopted: sum('adopted'),
    unchanged: sum('unchanged'),
    skipped: reports.flatMap(({ skipped }) => skipped),
  };
}
