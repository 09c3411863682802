import type { Store } from '../../db/store.ts';
import { markBrought } from '../feeds/feed-memory.ts';
import { hasFeed } from '../feeds/feed-store.ts';
import type { Memory } from '../take-in.ts';

/**
 * The memory of a mailbox: that it brought a booking, and nothing else. A mail that is gone cancels no class. Null where
 * somebody removed the feed meanwhile.
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
