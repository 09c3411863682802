import type { Selectable } from 'kysely';
import { chunksOf } from '../../db/chunks.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { WaitingMailsTable, WaitingState } from '../../db/schema-intake.ts';
import type { Store } from '../../db/store.ts';
import { MAIL_KINDS } from '../mail/mail-words.ts';
import { type KeptReading, LONGEST_KEPT, MOST_WAITING, type NewWaitingMail, type WaitingMail } from './waiting-mail.ts';

export type WaitingRow = Selectable<WaitingMailsTable>;

/** The result of {@link keepWaiting}. */
export interface Kept {
  readonly kept: number;
  /** The number of mails that were left out, since too many wait. */
  readonly left: number;
}

/**
 * Stores mails that have to wait, in the transaction of their batch. A mail that already waits, in any mailbox, only gets
 * the new reason. A mail that the person has decided about stays as it is. The journal gets no step, since the person
 * did nothing.
 */
export async function keepWaiting(
  store: Store,
  feedId: string,
  mails: readonly NewWaitingMail[],
  newId: () => string,
): Promise<Kept> {
  let [kept, left] = [0, 0];
  for (const mail of mails) {
    const known = await findState(store, mail.key);
    if (known === 'waiting') await saveReason(store, mail);
    if (known !== null) continue;
    const content = JSON.stringify({ said: mail.said, defaultSource: mail.defaultSource } satisfies KeptReading);
    if (content.length > LONGEST_KEPT || (await countOfProvider(store, mail.provider)) >= MOST_WAITING) {
      left += 1;
      continue;
    }
    const { key, provider, from, subject, receivedAt, kind, why } = mail;
    await store.db
      .insertInto('waiting_mails')
      .values({
        ...{ id: newId(), user_id: store.userId, feed_id: feedId, mail_key: key, provider },
        ...{ from_address: from, subject, received_at: receivedAt, kind, why, content, state: 'waiting' },
      })
      .execute();
    kept += 1;
  }
  return { kept, left };
}

async function findState(store: Store, key: string): Promise<WaitingState | null> {
  const row = await store.db
    .selectFrom('waiting_mails')
    .select('state')
    .where('user_id', '=', store.userId)
    .where('mail_key', '=', key)
    .executeTakeFirst();
  return row?.state ?? null;
}

/** It may wait for another reason since a server is named. */
async function saveReason(store: Store, { key, why }: NewWaitingMail): Promise<void> {
  await store.db
    .updateTable('waiting_mails')
    .set({ why })
    .where('user_id', '=', store.userId)
    .where('mail_key', '=', key)
    .where('state', '=', 'waiting')
    .execute();
}

/** The rows of those of these mails that wait. */
export async function findWaitingByKey(store: Store, keys: readonly string[]): Promise<WaitingRow[]> {
  const found: WaitingRow[] = [];
  for (const chunk of chunksOf(keys)) {
    const rows = await store.db
      .selectFrom('waiting_mails')
      .selectAll()
      .where('user_id', '=', store.userId)
      .where('mail_key', 'in', chunk)
      .where('state', '=', 'waiting')
      .execute();
    found.push(...rows);
  }
  return found;
}

/** By their keys, the mails that the person has refused. */
export async function listRefused(store: Store): Promise<ReadonlySet<string>> {
  const rows = await store.db
    .selectFrom('waiting_mails')
    .select('mail_key')
    .where('user_id', '=', store.userId)
    .where('state', '=', 'refused')
    .execute();
  return new Set(rows.map((row) => row.mail_key));
}

async function countOfProvider(store: Store, provider: string | null): Promise<number> {
  const { count } = await store.db
    .selectFrom('waiting_mails')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', store.userId)
    .where('state', '=', 'waiting')
    .where('provider', provider === null ? 'is' : '=', provider)
    .executeTakeFirstOrThrow();
  return count;
}

/** The rows of all waiting mails, the oldest first. */
export async function listWaitingRows(store: Store): Promise<WaitingRow[]> {
  return store.db
    .selectFrom('waiting_mails')
    .selectAll()
    .where('user_id', '=', store.userId)
    .where('state', '=', 'waiting')
    .orderBy('received_at', (time) => time.asc().nullsFirst())
    .orderBy('id')
    .execute();
}

/** The decisions of the person about mails whose id begins with `prefix`. */
export async function findDecisions(store: Store, prefix: string): Promise<Pick<WaitingRow, 'id' | 'state'>[]> {
  return store.db
    .selectFrom('waiting_mails')
    .select(['id', 'state'])
    .where('user_id', '=', store.userId)
    .where('state', '<>', 'waiting')
    .where((eb) => eb.and([eb('id', '>=', prefix), eb('id', '<', `${prefix}g`)]))
    .execute();
}

export function toWaitingMail(row: WaitingRow): WaitingMail {
  const { id, feed_id: feedId, from_address: from, subject, received_at: receivedAt, why } = row;
  const kind = MAIL_KINDS.find((each) => each === row.kind) ?? 'confirmed';
  return { id, feedId, from, subject, receivedAt, kind, why, ...(JSON.parse(row.content) as KeptReading) };
}

/** The change for a decision. The mail stays known, and its content is deleted. */
export function decisionOf(row: WaitingRow, state: Exclude<WaitingState, 'waiting'>): RowChange {
  const key = { id: row.id };
  return { table: 'waiting_mails', key, before: { ...row }, after: { ...row, state, content: '' } };
}

/** The change that forgets a mail, as if it had never come. */
export function removalOf(row: WaitingRow): RowChange {
  return { table: 'waiting_mails', key: { id: row.id }, before: { ...row }, after: null };
}
