import type { ImapConnection } from './imap-connection.ts';

/** What a server tells of mails that it has found itself. */
export interface Told<T> {
  /** By UID. Of a mail that is gone nothing is told. */
  readonly of: ReadonlyMap<number, T>;
  /** The first mail that the server has and tells nothing of; null where there is none. */
  readonly untoldUid: number | null;
}

const LIMIT_MS = 30_000;

/**
 * Asks about mails until each is told or gone. An answer that is missing, or that cannot be understood, does not say
 * that a mail is gone: those are asked about once more, and what is silent then has to be missing in a search too.
 */
export async function askUntilTold<T>(
  connection: ImapConnection,
  uids: readonly number[],
  ask: (uids: readonly number[]) => Promise<ReadonlyMap<number, T>>,
  signal: AbortSignal,
): Promise<Told<T>> {
  const of = new Map(uids.length === 0 ? [] : await ask(uids));
  const untold = () => uids.filter((uid) => !of.has(uid));
  if (untold().length === 0) return { of, untoldUid: null };
  // Until then a server may speak of mails that others have removed (RFC 3501 §7.4.1).
  await connection.ask(signal, LIMIT_MS, (client) => client.noop());
  for (const [uid, told] of await ask(untold())) of.set(uid, told);
  const silent = untold();
  if (silent.length === 0) return { of, untoldUid: null };
  const found = await connection.ask(signal, LIMIT_MS, (client) =>
    client.search({ uid: silent.join(',') }, { uid: true }),
  );
  return { of, untoldUid: silent.find((uid) => !Array.isArray(found) || found.includes(uid)) ?? null };
}
