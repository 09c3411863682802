import type { InstantText } from '../../bookings/booking.ts';
import { type IdentityKey, keyText } from '../known/identity-key.ts';

/** An event that a feed held: its key, and the start of its class. */
export interface Sighting extends IdentityKey {
  readonly startsAt: InstantText;
}

/** What a reading of a feed covers. */
export interface Coverage {
  /** Series are computed up to this instant. */
  readonly seriesUntil: InstantText;
  /** The source was asked for events up to this instant; null where it was asked for all. */
  readonly until: InstantText | null;
  /** Stored UIDs that the feed still has, but that could not be read this time or were left out by a rule. */
  readonly unread: ReadonlySet<string>;
}

export interface Absence {
  /** Missing, although the reading covers them: the source withdrew them. */
  readonly gone: readonly Sighting[];
  /** Not in the reading, but not covered by it either. */
  readonly unseen: readonly Sighting[];
}

/**
 * Which earlier sightings are missing from a reading, and which it does not cover. A class that has begun is not
 * expected any more, since many feeds leave out the past.
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
 * Whether it is plausible that `lost` classes of a feed are cancelled while `kept` of its earlier events remain. An
 * empty answer, or another calendar at the address, is more likely an error of the feed.
 */
export function isBelievable(lost: number, kept: number): boolean {
  return lost <= kept;
}
