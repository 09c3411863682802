import type { LocalDate } from '../time/civil.ts';
import type { BookingStatus, InstantText } from './booking.ts';

/** Field names that `--exclude FIELD=VALUE` knows. */
export const FILTER_FIELDS = ['type', 'location', 'source', 'status', 'instructor', 'class'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Which bookings a command speaks about. Absent parts do not narrow; values of one field are alternatives. */
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
  /** Only what begins after this instant. */
  readonly startsAfter?: InstantText;
  /** Only what begins by this instant. */
  readonly startsBy?: InstantText;
  /** Wall-clock starts, `HH:MM`: from ≤ start < to; a range whose end is not after its start wraps past midnight. */
  readonly startsBetween?: { readonly from: string; readonly to: string };
  /** Part of the name, type, place, instructor, source or notes. */
  readonly search?: string;
}
