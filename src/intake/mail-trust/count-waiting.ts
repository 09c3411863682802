import type { Store } from '../../db/store.ts';

/** How many mails wait for the person's word. */
export async function countWaiting(store: Store): Promise<number> {
  const { count } = await store.db
    .selectFrom('waiting_mails')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', store.userId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return count;
}
