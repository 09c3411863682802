import type { Store } from '../../db/store.ts';

/** The number of mails that wait for a decision of the person. */
export async function countWaiting(store: Store): Promise<number> {
  const { count } = await store.db
    .selectFrom('waiting_mails')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', store.userId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return count;
}

/** How many mails of each mailbox wait, by the id of its feed. */
export async function countWaitingByFeed(store: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await store.db
    .selectFrom('waiting_mails')
    .select((eb) => ['feed_id', eb.fn.countAll<number>().as('count')])
    .where('user_id', '=', store.userId)
    .where('state', '=', 'waiting')
    .groupBy('feed_id')
    .execute();
  return new Map(rows.map(({ feed_id, count }) => [feed_id, count]));
}
