import { systemCode } from '../../files/file-failure.ts';
import type { MaildirDefinition } from '../feeds/feed.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';
import { MAILS_PER_BATCH, type MailboxBatch, type MailboxReadingOptions, type StoredMail } from './mailbox.ts';
import { listMaildir, type MailFile, readMail, statMail } from './maildir.ts';
import { SeenMails } from './seen-mails.ts';

/** The most octets of a batch, so a batch of large mails has fewer mails. */
const OCTETS_PER_BATCH = 32 * 1024 * 1024;

interface Found extends MailFile {
  readonly key: string;
}

/**
 * Reads the new mails of a Maildir, the oldest first. Its cursor names each mail that is done, since a program that
 * copies a mailbox may add an old mail at any time. Throws SourceFailure.
 */
export async function* readMaildir(
  { path }: Pick<MaildirDefinition, 'path'>,
  { cursor, since, limits, signal }: MailboxReadingOptions,
): AsyncGenerator<MailboxBatch, void, undefined> {
  const files = await explained(path, () => listMaildir(path));
  const seen = SeenMails.of(cursor);
  seen.keepOnly(files.keys());
  const news = await explained(path, () => findNews(files, seen, since));
  const mails = news.slice(0, limits.mails);
  let batch: StoredMail[] = [];
  let octets = 0;
  for (const [index, { key, size, modifiedAt }] of mails.entries()) {
    signal.throwIfAborted();
    const isTooLarge = size > limits.octets;
    const read = isTooLarge ? null : await explained(path, () => readWhereverItIs(path, files, key));
    // A mail that has gone in the meantime is not marked as seen. It may come back.
    if (isTooLarge || read !== null) {
      batch.push({ key, receivedAt: modifiedAt, octets: read });
      seen.add(key);
      octets += read?.length ?? 0;
    }
    const isLast = index === mails.length - 1;
    if (!isLast && batch.length < MAILS_PER_BATCH && octets < OCTETS_PER_BATCH) continue;
    yield { mails: batch, cursor: seen.toText(), done: index + 1, total: mails.length };
    [batch, octets] = [[], 0];
  }
}

/** The mails that are not done yet and arrived after `since`. Marks older mails as seen. */
async function findNews(files: ReadonlyMap<string, string>, seen: SeenMails, since: Date): Promise<Found[]> {
  const found: Found[] = [];
  for (const [key, path] of files) {
    if (seen.has(key)) continue;
    const file = await statMail(path);
    if (file === null) continue;
    if (file.modifiedAt < since) seen.add(key);
    else found.push({ key, ...file });
  }
  const ageOf = ({ modifiedAt }: Found) => modifiedAt.getTime();
  return found.sort((one, other) => ageOf(one) - ageOf(other) || (one.key < other.key ? -1 : 1));
}

/** Reads a mail, also where a mail program has moved it since it was listed. */
async function readWhereverItIs(path: string, files: ReadonlyMap<string, string>, key: string): Promise<Buffer | null> {
  const read = await readMail(files.get(key) ?? '');
  if (read !== null) return read;
  const moved = (await listMaildir(path)).get(key);
  return moved === undefined ? null : readMail(moved);
}

async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemCode(error);
    if (code === '') throw error;
    const isGone = code === 'ENOENT' || code === 'ENOTDIR';
    const fact = isGone ? `There is no Maildir at ${path}.` : `The Maildir at ${path} cannot be read (${code}).`;
    throw new SourceFailure(
      fact,
      isGone ? 'Check whether your mail program has moved it.' : 'Check its permissions.',
      {},
      error,
    );
  }
}
