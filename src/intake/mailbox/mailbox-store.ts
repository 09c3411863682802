import type { Store } from '../../db/store.ts';

/** The stored state of a mailbox after its last run. */
export interface MailboxState {
  /** The position up to which the mailbox was read; null for the start. */
  readonly cursor: string | null;
  /** A fingerprint of the rules and formats with which it was read. */
  readonly readWith: string | null;
  /** The server that seems to check the senders of its mails. It is only proposed to the person. */
  readonly authServer: string | null;
  readonly progress: MailboxProgress;
}

export interface MailboxProgress {
  /** The number of mails read in all runs. */
  readonly mails: number;
  /** The number of mails done in the last run, out of `total`. */
  readonly done: number;
  readonly total: number;
}

export const NEW_MAILBOX: MailboxState = {
  ...{ cursor: null, readWith: null, authServer: null },
  progress: { mails: 0, done: 0, total: 0 },
};

export async function readMailbox(store: Store, feedId: string): Promise<MailboxState> {
  const row = await store.db
    .selectFrom('mailboxes')
    .selectAll()
    .where('feed_id', '=', feedId)
    .where('user_id', '=', store.userId)
    .executeTakeFirst();
  if (!row) return NEW_MAILBOX;
  const { cursor, read_with: readWith, auth_server: authServer, mails, done, total } = row;
  return { cursor, readWith, authServer, progress: { mails, done, total } };
}

export async function saveMailbox(store: Store, feedId: string, state: MailboxState): Promise<void> {
  const values = {
    ...{ user_id: store.userId, cursor: state.cursor, read_with: state.readWith, auth_server: state.authServer },
    ...state.progress,
  };
  await store.db
    .insertInto('mailboxes')
    .values({ feed_id: feedId, ...values })
    .onConflict((conflict) => conflict.columns(['user_id', 'feed_id']).doUpdateSet(values))
    .execute();
}

/** The progress of each mailbox, by the id of its feed. */
export async function listProgress(store: Store): Promise<ReadonlyMap<string, MailboxProgress>> {
  const rows = await store.db
    .selectFrom('mailboxes')
    .select(['feed_id', 'mails', 'done', 'total'])
    .where('user_id', '=', store.userId)
    .execute();
  return new Map(rows.map(({ feed_id, ...progress }) => [feed_id, progress]));
}
