import type { BookingContext } from '../../bookings/booking-context.ts';
import type { Store } from '../../db/store.ts';
import type { Taken } from '../take-in.ts';
import { takeIn } from '../take-in.ts';
import { defaultSourceOf, type Feed } from './feed.ts';
import { recallFeed } from './feed-memory.ts';
import type { FeedReading } from './read-feed.ts';

export interface SyncOptions {
  /** Believes a feed that has suddenly lost most of its classes. */
  readonly force: boolean;
  /** Brings back what was deleted here. */
  readonly revive: boolean;
  /** Decides everything and writes nothing. */
  readonly isDryRun: boolean;
  /** Nobody asked for it. */
  readonly isAutomatic: boolean;
}

/**
 * Takes in what a feed says now. What it held before and holds no more is cancelled, unless the class has begun, the
 * person has decided about it, or another feed holds it. `after` runs in the same transaction.
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
