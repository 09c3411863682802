import type { LocalDate } from '../time/civil.ts';
import type { BookingStatus, InstantText } from './booking.ts';

/** The fields that `--exclude FIELD=VALUE` takes. */
export const FILTER_FIELDS = ['type', 'location', 'source', 'status', 'instructor', 'class'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** The bookings that a command is about. A booking must match every field given, and one of the values of each. */
export interface BookingFilter {
  readonly types?: readonly string[];
  readonly locations?: readonly string[];
  readonly sources?: readonly string[];
  readonly statuses?: readonly BookingStatus[];
  readonly instructors?: readonly string[];
  readonly exclude?: readonly { readonly field: FilterField; readonly value: string }[];
  /** Local dates of the class, both included. */
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  /** Only classes that begin after this instant. */
  readonly startsAfter?: InstantText;
  /** Only classes that begin at this instant or before. */
  readonly startsBy?: InstantText;
  /** Wall times `HH:MM`: from ≤ start < to. A range that does not end after its start goes past midnight. */
  readonly startsBetween?: { readonly from: string; readonly to: string };
  /** A part of the name, type, place, instructor, source or notes. */
  readonly search?: string;
}
