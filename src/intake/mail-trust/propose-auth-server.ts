import type { MailHeaders } from './mail-headers.ts';
import { readTopmost } from './read-authentication.ts';

/** Fewer mails agree by chance. */
const FEWEST_MAILS = 3;
/** A server that checks senders checks every mail. A few may have come another way. */
const AGREEING_SHARE = 0.8;

/**
 * The server that seems to check the senders of a mailbox: nearly all of its mails name it at the top. Null where they
 * do not agree. A person has to confirm it: where the server of a mailbox checks nothing, strangers may have written
 * these headers.
 */
export function proposeAuthServer(mails: readonly MailHeaders[]): string | null {
  const counts = new Map<string, number>();
  for (const headers of mails) {
    const server = readTopmost(headers)?.server;
    if (server !== undefined) counts.set(server, (counts.get(server) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  if (best === undefined) return null;
  const [server, count] = best;
  return count >= FEWEST_MAILS && count >= mails.length * AGREEING_SHARE ? server : null;
}
