import type { InstantText } from '../bookings/booking.ts';

/** Which version of an event a source speaks of (RFC 5546 §2.1.5). */
export interface Version {
  /** iCalendar SEQUENCE; 0 where the source has none. */
  readonly sequence: number;
  readonly lastModified: InstantText | null;
  /** DTSTAMP: when this version was written; absent where the source has none. */
  readonly stamp?: InstantText | null | undefined;
}

/** Of what no version is known: no other is older. */
export const NO_VERSION: Version = { sequence: 0, lastModified: null, stamp: null };

/**
 * Whether `one` is an older version than `other`: by SEQUENCE, then by LAST-MODIFIED and by DTSTAMP where both have
 * them. Versions that nothing tells apart are not older than each other.
 */
export function isOlder(one: Version, other: Version): boolean {
  if (one.sequence !== other.sequence) return one.sequence < other.sequence;
  const age = compareTimes(one.lastModified, other.lastModified) || compareTimes(one.stamp, other.stamp);
  return age < 0;
}

/** iCalendar knows no fractions of a second: what numina wrote must not look older than the booking it wrote. */
function compareTimes(one: InstantText | null | undefined, other: InstantText | null | undefined): number {
  if (one == null || other == null) return 0;
  const [a, b] = [one.slice(0, 19), other.slice(0, 19)];
  return a < b ? -1 : Number(a > b);
}

/** The version alone, of whatever has one. */
export function versionOf({ sequence, lastModified, stamp = null }: Version): Version {
  return { sequence, lastModified, stamp };
}
