import type { InstantText } from '../../bookings/booking.ts';
import { type IdentityKey, keyText } from '../known/identity-key.ts';

/** An event that a feed held, by what it is known, and when its class begins. */
export interface Sighting extends IdentityKey {
  readonly startsAt: InstantText;
}

/** What a reading of a feed can speak of. */
export interface Coverage {
  /** Instances of series are followed up to this instant. */
  readonly seriesUntil: InstantText;
  /** Nothing beyond this instant was asked for; null where everything was. */
  readonly until: InstantText | null;
  /** Stored UIDs that are there all the same: not readable this time, or left out by a rule. */
  readonly unread: ReadonlySet<string>;
}

export interface Absence {
  /** Gone although it would be there: the source has withdrawn it. */
  readonly gone: readonly Sighting[];
  /** Not seen this time, and not gone either. */
  readonly unseen: readonly Sighting[];
}

/**
 * What of the earlier sightings is missing from a reading, told from what the reading does not speak of. A class that
 * has begun is no longer expected: feeds forget the past.
 */
export function findAbsence(
  earlier: readonly Sighting[],
  present: ReadonlySet<string>,
  { seriesUntil, until, unread }: Coverage,
  now: Date,
): Absence {
  const gone: Sighting[] = [];
  const unseen: Sighting[] = [];
  const nowText = now.toISOString();
  for (const sighting of earlier) {
    const { uid, recurrenceId, startsAt } = sighting;
    if (present.has(keyText(sighting)) || startsAt <= nowText) continue;
    const isBeyond = (until !== null && startsAt > until) || (recurrenceId !== '' && startsAt > seriesUntil);
    if (isBeyond || unread.has(uid)) unseen.push(sighting);
    else gone.push(sighting);
  }
  return { gone, unseen };
}

/**
 * Whether a feed may be believed that `lost` of its classes are cancelled, when `kept` of its earlier events are still
 * there. An empty answer, or another calendar in its place, is rather a fault of the feed.
 */
export function isBelievable(lost: number, kept: number): boolean {
  return lost <= kept;
}
