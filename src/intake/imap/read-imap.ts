import type { ImapDefinition } from '../feeds/feed.ts';
import { MAILS_PER_BATCH, type MailboxBatch, type MailboxReadingOptions, type StoredMail } from '../mailbox/mailbox.ts';
import { ImapConnection } from './imap-connection.ts';
import { formatCursor, lastUidOf } from './imap-cursor.ts';
import { searchFolder } from './search-folder.ts';

/** Reads what has come into a folder since the cursor, over a connection that is opened for it. */
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

/** Reads as {@link readImap} does, over a connection that is open already and stays so. */
export async function* readFolder(
  connection: ImapConnection,
  definition: ImapDefinition,
  options: MailboxReadingOptions,
): AsyncGenerator<MailboxBatch> {
  const { since, senders, limits, signal } = options;
  const { uidValidity, uidNext } = await connection.examine(signal);
  const lastUid = lastUidOf(options.cursor, uidValidity);
  // Mails that come from now on are for the next run: searched in parts, the folder must not grow meanwhile.
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
    const facts = await askFacts(connection, uids.slice(start, start + UIDS_PER_QUESTION), signal);
    for (const some of inBatches(facts)) {
      const mails = await fetchMails(connection, some, options);
      done += some.length;
      yield batch(mails, done);
    }
  }
}

const UIDS_PER_QUESTION = 200;
const FACTS_MS = 30_000;
const FETCH_MS = 60_000;
/** Of the mails of a batch together, unless it is one. */
const OCTETS_PER_BATCH = 8 * 1024 * 1024;

/** What is known of a mail before it is fetched; of one that has gone meanwhile nothing is. */
interface MailFacts {
  readonly uid: number;
  readonly size: number | null;
  readonly receivedAt: Date | null;
}

async function askFacts(
  connection: ImapConnection,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<readonly MailFacts[]> {
  const query = { uid: true, size: true, internalDate: true };
  const told = await connection.ask(signal, FACTS_MS, (client) =>
    client.fetchAll([...uids].join(','), query, { uid: true }),
  );
  const facts = new Map(told.map((mail) => [mail.uid, mail]));
  return uids.map((uid) => {
    const { size, internalDate } = facts.get(uid) ?? {};
    return { uid, size: size ?? null, receivedAt: toInstant(internalDate) };
  });
}

function toInstant(date: Date | string | undefined): Date | null {
  const instant = date === undefined ? null : new Date(date);
  return instant === null || Number.isNaN(instant.getTime()) ? null : instant;
}

function* inBatches(facts: readonly MailFacts[]): Generator<readonly MailFacts[]> {
  let [some, octets]: [MailFacts[], number] = [[], 0];
  for (const mail of facts) {
    const size = mail.size ?? 0;
    if (some.length === MAILS_PER_BATCH || (some.length > 0 && octets + size > OCTETS_PER_BATCH)) {
      yield some;
      [some, octets] = [[], 0];
    }
    some.push(mail);
    octets += size;
  }
  if (some.length > 0) yield some;
}

/** Of those that arrived in time; one that is too large without its octets. */
async function fetchMails(
  connection: ImapConnection,
  facts: readonly MailFacts[],
  { since, limits, signal }: MailboxReadingOptions,
): Promise<readonly StoredMail[]> {
  const meant = facts.filter(({ size, receivedAt }) => size !== null && (receivedAt === null || receivedAt >= since));
  const fitting = meant.filter(({ size }) => (size ?? 0) <= limits.octets).map(({ uid }) => uid);
  const sources = new Map<number, Uint8Array | null>();
  if (fitting.length > 0) {
    // A server may be wrong about a size.
    const query = { uid: true, source: { start: 0, maxLength: limits.octets + 1 } };
    const told = await connection.ask(signal, FETCH_MS, (client) =>
      client.fetchAll(fitting.join(','), query, { uid: true }),
    );
    for (const { uid, source } of told) sources.set(uid, source && source.length <= limits.octets ? source : null);
  }
  return meant
    .filter(({ uid, size }) => sources.has(uid) || (size ?? 0) > limits.octets)
    .map(({ uid, receivedAt }) => ({ key: String(uid), receivedAt, octets: sources.get(uid) ?? null }));
}

/** For a server that does not tell UIDNEXT. */
async function findHighestUid(connection: ImapConnection, signal: AbortSignal): Promise<number> {
  const uids = await connection.ask(signal, FACTS_MS, (client) => client.search({ uid: '*' }, { uid: true }));
  return Array.isArray(uids) ? Math.max(0, ...uids) : 0;
}
