import type { Store } from '../../db/store.ts';
import { RefusedError, UsageError } from '../../errors.ts';
import { digestOf } from '../../secrets/access-secret.ts';
import { DAY_MS, MINUTE_MS } from '../../time/units.ts';
import type { AccessContext } from './access-context.ts';

/** How long a key and its answer are kept. */
const KEPT_MS = 7 * DAY_MS;
/** A server that claimed a key and was killed will not finish. No request takes as long. */
const CLAIM_MS = 2 * MINUTE_MS;
const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** What was answered, to be answered again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for an answer without a body. */
  readonly body: string | null;
}

/** A request under an `Idempotency-Key`. */
export interface KeyedRequest {
  readonly key: string;
  /** Everything that makes it this request: method, path and body. */
  readonly content: string;
}

/**
 * Does `work` once for a key, and answers the same again for the same request within 7 days. The answer is stored in the
 * transaction of the work, so that a server that is killed has done both or neither. Where the work throws, the key is
 * free again. Throws UsageError for a key that is none or was another request's, RefusedError while the first is at work.
 */
export async function onceForKey(
  { store, clock, newId }: Omit<AccessContext, 'newSecret'>,
  { key, content }: KeyedRequest,
  work: (store: Store) => Promise<KeptAnswer>,
): Promise<KeptAnswer & { readonly isRepeated: boolean }> {
  if (!KEY.test(key)) {
    throw new UsageError('bad_idempotency_key', 'The Idempotency-Key is none.', 'Give 1 to 255 ASCII characters.');
  }
  const request = { key, hash: digestOf(content), claim: newId() };
  const known = await claim(store, request, clock.now());
  if (known) return { ...known, isRepeated: true };
  try {
    return await store.transaction(async (inside) => {
      const answer = await work(inside);
      await settle(inside, request, answer);
      return { ...answer, isRepeated: false };
    });
  } catch (error) {
    // What went wrong matters more; the claim ends by itself.
    await release(store, request).catch(() => undefined);
    throw error;
  }
}

interface Claim {
  readonly key: string;
  readonly hash: string;
  readonly claim: string;
}

/** Claims a key for this request; gives the answer where there is one. */
function claim(store: Store, { key, hash, claim: own }: Claim, now: Date): Promise<KeptAnswer | null> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  return store.transaction(async ({ db, userId }) => {
    await db
      .deleteFrom('idempotency_keys')
      .where('user_id', '=', userId)
      .where('claimed_at', '<=', before(KEPT_MS))
      .execute();
    const found = await db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .executeTakeFirst();
    if (found && found.request_hash !== hash) {
      throw new UsageError(
        'idempotency_key_reused',
        'The Idempotency-Key was that of another request.',
        'Give each request a key of its own.',
      );
    }
    if (found?.status && found.answer !== null) return { status: found.status, ...JSON.parse(found.answer) };
    if (found && found.claimed_at > before(CLAIM_MS)) {
      throw new RefusedError(
        'request_running',
        'The request with this key is still at work.',
        'Ask again in a moment.',
      );
    }
    const row = { request_hash: hash, claim: own, claimed_at: now.toISOString(), status: null, answer: null };
    await db
      .insertInto('idempotency_keys')
      .values({ user_id: userId, key, ...row })
      .onConflict((conflict) => conflict.columns(['user_id', 'key']).doUpdateSet(row))
      .execute();
    return null;
  });
}

/** Stores the answer. Throws where another has claimed the key meanwhile, which takes the work back. */
async function settle({ db, userId }: Store, { key, claim: own }: Claim, answer: KeptAnswer): Promise<void> {
  const { status, headers, body } = answer;
  const { numUpdatedRows } = await db
    .updateTable('idempotency_keys')
    .set({ status, answer: JSON.stringify({ headers, body }) })
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .where('claim', '=', own)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 1) return;
  throw new RefusedError('request_running', 'The request took so long that another began.', 'Ask again in a moment.');
}

async function release({ db, userId }: Store, { key, claim: own }: Claim): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .where('claim', '=', own)
    .execute();
}
