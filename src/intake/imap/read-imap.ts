import type { ImapDefinition } from '../feeds/feed.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';
import { MAILS_PER_BATCH, type MailboxBatch, type MailboxReadingOptions, type StoredMail } from '../mailbox/mailbox.ts';
import { askUntilTold } from './ask-until-told.ts';
import { ImapConnection } from './imap-connection.ts';
import { formatCursor, lastUidOf } from './imap-cursor.ts';
import { searchFolder } from './search-folder.ts';

/** Reads the mails that came into a folder after the cursor. Opens a connection for it. */
export async function* readImap(
  definition: ImapDefinition,
  options: MailboxReadingOptions,
): AsyncGenerator<MailboxBatch> {
  const connection = await ImapConnection.open(definition, options.signal);
  try {
    yield* readFolder(connection, definition, options);
  } finally {
    await connection.close();
  }
}

/** Like {@link readImap}, over an open connection, which stays open. */
export async function* readFolder(
  connection: ImapConnection,
  definition: ImapDefinition,
  options: MailboxReadingOptions,
): AsyncGenerator<MailboxBatch> {
  const { since, senders, limits, signal } = options;
  const { uidValidity, uidNext } = await connection.examine(signal);
  const lastUid = lastUidOf(options.cursor, uidValidity);
  // There are several searches, and a mail may come between two of them. The next run reads it.
  const toUid = uidNext === null ? await findHighestUid(connection, signal) : uidNext - 1;
  if (toUid <= lastUid) return;
  const found = await searchFolder(connection, definition, { fromUid: lastUid + 1, toUid, since, senders }, signal);
  const uids = found.slice(0, limits.mails);
  const isWhole = uids.length === found.length;
  const batch = (mails: readonly StoredMail[], done: number): MailboxBatch => {
    const last = done === uids.length && isWhole ? toUid : (uids[done - 1] ?? lastUid);
    return { mails, cursor: formatCursor({ uidValidity, lastUid: last }), done, total: uids.length };
  };
  if (uids.length === 0) yield batch([], 0);
  let done = 0;
  for (let start = 0; start < uids.length; start += UIDS_PER_QUESTION) {
    const { facts, untoldUid } = await askFacts(connection, uids.slice(start, start + UIDS_PER_QUESTION), signal);
    for (const some of inBatches(facts)) {
      const fetched = await fetchMails(connection, some, options);
      done += fetched.done;
      if (fetched.done > 0) yield batch(fetched.mails, done);
      if (fetched.untoldUid !== null) throw untoldFailure(definition, fetched.untoldUid);
    }
    // The mails before it are taken. The cursor stays before it, so the next run asks for it again.
    if (untoldUid !== null) throw untoldFailure(definition, untoldUid);
  }
}

const UIDS_PER_QUESTION = 200;
const FACTS_MS = 30_000;
const FETCH_MS = 60_000;
/** The most octets of a batch. A single mail may be larger. */
const OCTETS_PER_BATCH = 8 * 1024 * 1024;

/** What is known about a mail before it is fetched. */
interface MailFacts {
  readonly uid: number;
  /** Whether it was deleted in the meantime. */
  readonly isGone: boolean;
  readonly size: number;
  readonly receivedAt: Date | null;
}

/** Asks for the facts of the mails, up to the first mail about which the server says nothing. */
async function askFacts(
  connection: ImapConnection,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<{ readonly facts: readonly MailFacts[]; readonly untoldUid: number | null }> {
  const query = { uid: true, size: true, internalDate: true };
  const ask = async (some: readonly number[]) => {
    const told = await connection.ask(signal, FACTS_MS, (client) =>
      client.fetchAll(some.join(','), query, { uid: true }),
    );
    return new Map(told.map((mail) => [mail.uid, mail]));
  };
  const { of, untoldUid } = await askUntilTold(connection, uids, ask, signal);
  const facts = upTo(untoldUid, uids).map((uid) => {
    const { size = 0, internalDate } = of.get(uid) ?? {};
    return { uid, isGone: !of.has(uid), size, receivedAt: toInstant(internalDate) };
  });
  return { facts, untoldUid };
}

function upTo(untoldUid: number | null, uids: readonly number[]): readonly number[] {
  return untoldUid === null ? uids : uids.slice(0, uids.indexOf(untoldUid));
}

function toInstant(date: Date | string | undefined): Date | null {
  const instant = date === undefined ? null : new Date(date);
  return instant === null || Number.isNaN(instant.getTime()) ? null : instant;
}

function* inBatches(facts: readonly MailFacts[]): Generator<readonly MailFacts[]> {
  let [some, octets]: [MailFacts[], number] = [[], 0];
  for (const mail of facts) {
    if (some.length === MAILS_PER_BATCH || (some.length > 0 && octets + mail.size > OCTETS_PER_BATCH)) {
      yield some;
      [some, octets] = [[], 0];
    }
    some.push(mail);
    octets += mail.size;
  }
  if (some.length > 0) yield some;
}

interface FetchedMails {
  /** The mails that arrived after `since`. A mail that is too large comes without its octets. */
  readonly mails: readonly StoredMail[];
  /** How many of the requested mails are done, counted from the first. */
  readonly done: number;
  readonly untoldUid: number | null;
}

async function fetchMails(
  connection: ImapConnection,
  facts: readonly MailFacts[],
  { since, limits, signal }: MailboxReadingOptions,
): Promise<FetchedMails> {
  const meant = facts.filter(({ isGone, receivedAt }) => !isGone && (receivedAt === null || receivedAt >= since));
  const fitting = meant.filter(({ size }) => size <= limits.octets).map(({ uid }) => uid);
  // The size that a server gives may be wrong.
  const query = { uid: true, source: { start: 0, maxLength: limits.octets + 1 } };
  const ask = async (some: readonly number[]) => {
    const told = await connection.ask(signal, FETCH_MS, (client) =>
      client.fetchAll(some.join(','), query, { uid: true }),
    );
    return new Map(told.flatMap(({ uid, source }) => (source ? [[uid, source] as const] : [])));
  };
  const { of, untoldUid } = await askUntilTold(connection, fitting, ask, signal);
  const done = upTo(
    untoldUid,
    facts.map(({ uid }) => uid),
  );
  const mails = meant.filter(({ uid, size }) => done.includes(uid) && (of.has(uid) || size > limits.octets));
  return {
    mails: mails.map(({ uid, receivedAt }) => {
      const source = of.get(uid);
      return { key: String(uid), receivedAt, octets: source && source.length <= limits.octets ? source : null };
    }),
    ...{ done: done.length, untoldUid },
  };
}

/** A mail may be the only confirmation of a class, so it is never skipped without a message. */
function untoldFailure({ host, folder }: ImapDefinition, uid: number): SourceFailure {
  return new SourceFailure(
    `${host} has mail ${uid} in ${folder}, but does not send it.`,
    'Try again later. Where it stays so, move that mail into another folder: the others are read then.',
  );
}

/** For a server that does not give UIDNEXT. */
async function findHighestUid(connection: ImapConnection, signal: AbortSignal): Promise<number> {
  const uids = await connection.ask(signal, FACTS_MS, (client) => client.search({ uid: '*' }, { uid: true }));
  return Array.isArray(uids) ? Math.max(0, ...uids) : 0;
}
