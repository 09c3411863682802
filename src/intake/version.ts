import type { InstantText } from '../bookings/booking.ts';

/** The version of an event (RFC 5546 §2.1.5). */
export interface Version {
  /** iCalendar SEQUENCE; 0 where the source has none. */
  readonly sequence: number;
  readonly lastModified: InstantText | null;
  /** DTSTAMP: when this version was written; null or absent where the source has none. */
  readonly stamp?: InstantText | null | undefined;
}

/** The version of a source that has none. No other version is older. */
export const NO_VERSION: Version = { sequence: 0, lastModified: null, stamp: null };

/**
 * Whether `one` is older than `other`: by SEQUENCE, then by LAST-MODIFIED, then by DTSTAMP. A time counts only where
 * both have it. Versions that cannot be told apart are not older than each other.
 */
export function isOlder(one: Version, other: Version): boolean {
  if (one.sequence !== other.sequence) return one.sequence < other.sequence;
  const age = compareTimes(one.lastModified, other.lastModified) || compareTimes(one.stamp, other.stamp);
  return age < 0;
}

/**
 * Compares whole seconds. iCalendar has no fractions, and an event that numina wrote must not look older than its
 * booking.
 */
function compareTimes(one: InstantText | null | undefined, other: InstantText | null | undefined): number {
  if (one == null || other == null) return 0;
  const [a, b] = [one.slice(0, 19), other.slice(0, 19)];
  return a < b ? -1 : Number(a > b);
}

/** Only the version fields of a value. */
export function versionOf({ sequence, lastModified, stamp = null }: Version): Version {
  return { sequence, lastModified, stamp };
}
