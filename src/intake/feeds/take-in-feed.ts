import type { BookingContext } from '../../bookings/booking-context.ts';
import type { Store } from '../../db/store.ts';
import type { Taken } from '../take-in.ts';
import { takeIn } from '../take-in.ts';
import { defaultSourceOf, type Feed } from './feed.ts';
import { recallFeed } from './feed-memory.ts';
import type { FeedReading } from './read-feed.ts';

export interface SyncOptions {
  /** Accepts that a feed has suddenly lost most of its classes. */
  readonly force: boolean;
  /** Takes classes again that the person deleted. */
  readonly revive: boolean;
  /** Plans everything and writes nothing. */
  readonly isDryRun: boolean;
  /** Whether the daemon does it, and not the person. */
  readonly isAutomatic: boolean;
}

/**
 * Takes in what a feed says. Events that it held before and no longer holds are cancelled, unless the class has begun,
 * the person has decided about it, or another feed holds it. `after` runs in the same transaction.
 */
export async function takeInFeed(
  context: BookingContext,
  feed: Feed,
  { incoming, listings, cancellations, skipped, coverage }: FeedReading,
  { force, revive, isDryRun, isAutomatic }: SyncOptions,
  after: (store: Store, taken: Taken) => Promise<void>,
): Promise<Taken> {
  const now = context.clock.now();
  return takeIn(context, {
    said: { bookings: incoming, ...(listings && { listings }), ...(cancellations && { cancellations }) },
    ...{ skipped, revive, isDryRun },
    defaultSource: defaultSourceOf(feed),
    what: `synced ${feed.name}`,
    feed: { name: feed.name, isAutomatic },
    recall: (store) => recallFeed(store, feed, { coverage, force, now, after }),
  });
}
