import { domainToASCII } from 'node:url';
import type { InstantText } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import { saidText } from '../../bookings/said-values.ts';
import type { RowChange } from '../../db/row-change.ts';
import type { Store } from '../../db/store.ts';
import { NotFoundError, UsageError } from '../../errors.ts';
import { command, words } from '../../words.ts';
import { oneOrMany } from '../incoming.ts';
import { isBlocked } from './judge-mail.ts';
import { listWaitingRows, removalOf } from './waiting-store.ts';

/** An address, or a domain with its subdomains, whose mails are not taken. */
export interface BlockedSender {
  readonly sender: string;
  readonly createdAt: InstantText;
}

/** A change of what is blocked. */
export interface BlockChange extends BlockedSender {
  /** Whether it is blocked now. */
  readonly isBlocked: boolean;
  /** The number of waiting mails of the sender that were removed. */
  readonly mails: number;
}

/** Every blocked sender, by name. */
export async function listBlocked(store: Store): Promise<BlockedSender[]> {
  const rows = await store.db
    .selectFrom('blocked_senders')
    .select(['sender', 'created_at'])
    .where('user_id', '=', store.userId)
    .orderBy('sender')
    .execute();
  return rows.map(({ sender, created_at: createdAt }) => ({ sender, createdAt }));
}

/**
 * Blocks a sender: a mailbox takes none of its mails, and none waits. Removes the mails that wait. An import by hand
 * still takes them. A blocked sender stays blocked. Throws UsageError where the text is not a sender.
 */
export async function blockSender(context: BookingContext, said: string): Promise<BlockChange> {
  const sender = parseSender(said);
  return context.store.transaction(async (store) => {
    const known = (await listBlocked(store)).find((each) => each.sender === sender);
    const createdAt = known?.createdAt ?? context.clock.now().toISOString();
    const waiting = (await listWaitingRows(store)).filter((row) => isBlocked(row.from_address, [sender]));
    const mails =
      waiting.length === 0 ? '' : `: ${oneOrMany(waiting.length, 'mail no longer waits', 'mails no longer wait')}`;
    const rows = [...(known ? [] : [blockOf(store, { sender, createdAt })]), ...waiting.map(removalOf)];
    const what = `blocked ${sender}${mails}`;
    await recordChanges(store, { what, bookings: [], classes: [], rows }, context.listeners);
    return { sender, createdAt, isBlocked: true, mails: waiting.length };
  });
}

/** Unblocks a sender. Throws UsageError, NotFoundError. */
export async function unblockSender(context: BookingContext, said: string): Promise<BlockChange> {
  const sender = parseSender(said);
  return context.store.transaction(async (store) => {
    const all = await listBlocked(store);
    const known = all.find((each) => each.sender === sender);
    if (!known) {
      const names = all.map((each) => each.sender).join(', ');
      const hint = names === '' ? 'Nobody is blocked.' : `Blocked: ${names}.`;
      throw new NotFoundError('sender_not_found', `“${sender}” is not blocked.`, hint);
    }
    const { table, key, after } = blockOf(store, known);
    const rows: RowChange[] = [{ table, key, before: after, after: null }];
    const what = `unblocked ${sender}`;
    await recordChanges(store, { what, bookings: [], classes: [], rows }, context.listeners);
    return { ...known, isBlocked: false, mails: 0 };
  });
}

function blockOf({ userId }: Store, { sender, createdAt }: BlockedSender): RowChange {
  const key = { user_id: userId, sender };
  return { table: 'blocked_senders', key, before: null, after: { ...key, created_at: createdAt } };
}

/** The sender in small letters, with its domain in ASCII, for comparisons. Throws UsageError. */
function parseSender(said: string): string {
  const text = saidText(said, 'The sender').trim().toLowerCase().replace(/^@/, '');
  const at = text.lastIndexOf('@');
  const domain = domainToASCII(text.slice(at + 1).replace(/\.$/, ''));
  const isSender = /^[^\s@<>"(),;:\\]*$/.test(text.slice(0, Math.max(at, 0))) && at !== 0;
  if (isSender && text.length <= 320 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(domain)) {
    return at < 0 ? domain : `${text.slice(0, at)}@${domain}`;
  }
  throw new UsageError(
    'bad_sender',
    `“${text.slice(0, 100)}” is neither an address nor a domain.`,
    words`For example: ${command('mail block', 'offers@studio.example')}, or studio.example`,
  );
}
