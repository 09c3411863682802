import type { Store } from '../../db/store.ts';
import { markBrought } from '../feeds/feed-memory.ts';
import { hasFeed } from '../feeds/feed-store.ts';
import type { Memory } from '../take-in.ts';

/**
 * The memory of a mailbox. It holds only which bookings came from it, since a deleted mail cancels no class. Null where
 * the feed was removed in the meantime.
 */
export async function recallMailbox(store: Store, feedId: string): Promise<Memory | null> {
  if (!(await hasFeed(store, feedId))) return null;
  return {
    held: [],
    findWithdrawal: async () => ({ events: [], reason: '', heldElsewhere: new Set() }),
    believes: () => true,
    mark: (plan) => markBrought(plan, feedId),
    keep: async () => undefined,
  };
}
