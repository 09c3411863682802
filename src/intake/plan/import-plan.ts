import type { Booking, BookingChange, FitnessClass } from '../../bookings/booking.ts';
import type { ClassChange } from '../../bookings/record-changes.ts';
import type { Skip } from '../incoming.ts';
import type { IdentityKey } from '../known/identity-key.ts';
import type { KnownIdentity } from '../known/known-identity.ts';
import type { KnownSeries } from '../known/series.ts';

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
  /** What the source says now counts, whatever version it calls it. */
  readonly isFeed?: boolean;
  readonly now: Date;
  readonly newId: () => string;
}

/** What a source held before and holds no more. */
export interface Withdrawal {
  readonly events: readonly KnownIdentity[];
  /** For the bookings that are cancelled with it. */
  readonly reason: string;
  /** Bookings that somebody else holds: they stay. */
  readonly heldElsewhere: ReadonlySet<string>;
}

/** Everything an import writes, and what it tells. */
export interface ImportPlan {
  readonly bookings: readonly BookingChange[];
  readonly classes: readonly ClassChange[];
  readonly identities: readonly KnownIdentity[];
  /** Names that the source has given up for others. */
  readonly outdated: readonly IdentityKey[];
  /** What is known of series from now on, where that has changed. */
  readonly series: readonly KnownSeries[];
  /** How many bookings are cancelled because the source holds them no more. */
  readonly withdrawn: number;
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

/** `12 new, 3 changed`, for the journal; `rows` is what came along with the bookings. */
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

/** Several reports as one. */
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
