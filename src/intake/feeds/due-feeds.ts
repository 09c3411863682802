import type { BookingContext } from '../../bookings/booking-context.ts';
import type { Feed } from './feed.ts';
import { type FeedState, listFeedRows, readFeedStates, toFeed } from './feed-store.ts';

/** The feeds to ask now: those never asked, those whose pause is over, and all where the clock was set back. */
export async function findDueFeeds({ store, clock }: Pick<BookingContext, 'store' | 'clock'>): Promise<Feed[]> {
  const rows = await listFeedRows(store);
  if (rows.length === 0) return [];
  const now = clock.now().toISOString();
  const states = await readFeedStates(store);
  const isDue = (state: FeedState | undefined) => !state || state.nextAt <= now || state.triedAt > now;
  return rows.map(toFeed).filter(({ id }) => isDue(states.get(id)));
}
