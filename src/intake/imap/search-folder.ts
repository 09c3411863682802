import type { SearchObject } from 'imapflow';
import { DAY_MS } from '../../time/units.ts';
import type { ImapDefinition } from '../feeds/feed.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';
import type { ImapConnection } from './imap-connection.ts';

export interface FolderQuestion {
  /** The range of UIDs, with both ends. */
  readonly fromUid: number;
  readonly toUid: number;
  readonly since: Date;
  /** Domains and addresses of the senders. */
  readonly senders: readonly string[];
}

const SEARCH_MS = 60_000;
/** Some servers accept only short lines, or few conditions in one search. */
const SENDERS_PER_SEARCH = 8;

/**
 * Lets the server find mails of these senders. Returns their UIDs in the order of arrival. The server compares a sender
 * with the whole From line, so mails of others may be among them. It compares only days, in its own zone, so mails of
 * the first day may be too early.
 */
export async function searchFolder(
  connection: ImapConnection,
  { host }: ImapDefinition,
  { fromUid, toUid, since, senders }: FolderQuestion,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const found = new Set<number>();
  for (let start = 0; start < senders.length; start += SENDERS_PER_SEARCH) {
    const some = senders.slice(start, start + SENDERS_PER_SEARCH);
    const question: SearchObject = {
      uid: `${fromUid}:${toUid}`,
      since: new Date(since.getTime() - DAY_MS),
      ...(some.length === 1 ? { from: some[0] } : { or: some.map((from) => ({ from })) }),
    };
    const uids = await connection.ask(signal, SEARCH_MS, (client) => client.search(question, { uid: true }));
    if (!Array.isArray(uids)) throw new SourceFailure(`${host} refuses to search.`, 'Try again later.');
    for (const uid of uids) if (uid >= fromUid && uid <= toUid) found.add(uid);
  }
  return [...found].sort((a, b) => a - b);
}
