import type { SearchObject } from 'imapflow';
import { DAY_MS } from '../../time/units.ts';
import type { ImapDefinition } from '../feeds/feed.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';
import type { ImapConnection } from './imap-connection.ts';

export interface FolderQuestion {
  /** UIDs from this one on, up to that. */
  readonly fromUid: number;
  readonly toUid: number;
  readonly since: Date;
  /** Domains and addresses of whom the mails are. */
  readonly senders: readonly string[];
}

const SEARCH_MS = 60_000;
/** Of each search: some servers take no long lines, or few conditions. */
const SENDERS_PER_SEARCH = 8;

/**
 * The UIDs of mails that may be of these senders, in the order of arrival, found by the server: it holds the text
 * against the whole header, so a mail of another sender may be among them. Of the first day some may be too early, for
 * a server knows days alone, in a zone of its own.
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
