import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FailureError } from '../../errors.ts';
import { detectFormat, detectPacking } from '../detect-format.ts';
import { oneOrMany } from '../incoming.ts';
import type { MailCollection } from './mail-collection.ts';
import { MAILBOX_LIMITS } from './mailbox.ts';
import { findMaildirs, isMaildir, listMaildir, readMail, statMail } from './maildir.ts';
import { beginsAsMbox, splitMbox } from './split-mbox.ts';

const LIMIT = MAILBOX_LIMITS.octets;
/** Enough octets to recognise a mail. */
const HEAD_OCTETS = 8192;
const MBOX_NAME = /\.mbo?x$/i;

/** The mails of an mbox that comes as a stream, from its first octet on. */
export function mailsOfStream(name: string, chunks: AsyncIterable<Uint8Array>): MailCollection {
  return { name, mails: () => splitMbox(chunks, LIMIT), notes: [] };
}

/** The mails of an mbox file; null where it is something else. Throws the error of the system. */
export async function openMbox(path: string): Promise<MailCollection | null> {
  const head = await readHead(path);
  const isEmpty = head.length === 0 && MBOX_NAME.test(path);
  return isEmpty || beginsAsMbox(head) ? mailsOfStream(basename(path), createReadStream(path)) : null;
}

/** The mails in a folder, which may be a Maildir. Throws the error of the system. */
export async function openFolder(path: string): Promise<MailCollection> {
  const name = basename(path) || path;
  if (await isMaildir(path)) {
    const files = await listMaildir(path);
    return { name, mails: () => mailsOfFiles([...files.values()].sort()), notes: [] };
  }
  const [files, others]: [string[], string[]] = [[], []];
  for (const entry of (await readdir(path)).sort()) {
    const file = join(path, entry);
    const isHidden = entry.startsWith('.') || (await statMail(file)) === null;
    if (!isHidden) ((await isMail(file)) ? files : others).push(file);
  }
  const maildirs = await findMaildirs(path);
  if (files.length === 0 && others.length + maildirs.length > 0) throw noMails(path, maildirs);
  const notes = [];
  if (others.length > 0) {
    notes.push(
      `Left out of ${name}: ${oneOrMany(others.length, 'file that is not a mail', 'files that are not mails')}.`,
    );
  }
  if (maildirs.length > 0) notes.push(`Import each Maildir in ${name} separately: ${maildirs.join(', ')}.`);
  return { name, mails: () => mailsOfFiles(files), notes };
}

function noMails(path: string, maildirs: readonly string[]): FailureError {
  const [first] = maildirs;
  return new FailureError(
    'no_mails',
    `The folder ${path} contains no mails.`,
    first === undefined ? 'Name the files in it to read.' : `It contains Maildirs, such as ${first}: name one of them.`,
  );
}

/**
 * The mails in a document that is an mbox. With `several` documents, a single mail counts too. Null where it is
 * something else.
 */
export async function mailsIn(name: string, octets: Uint8Array, several: boolean): Promise<MailCollection | null> {
  if (detectPacking(octets) === 'gzip' && /\.mbo?x\.gz$/i.test(name)) {
    const { unpackGzip } = await import('../fetch/unpack-document.ts');
    return mailsIn(name.slice(0, -'.gz'.length), await unpackGzip(octets), several);
  }
  const head = Buffer.from(octets.subarray(0, HEAD_OCTETS));
  const isEmpty = octets.length === 0 && MBOX_NAME.test(name);
  if (isEmpty || beginsAsMbox(head)) return { name, mails: () => splitMbox(chunksOf(octets), LIMIT), notes: [] };
  if (!several || !isMailHead(head, name)) return null;
  return { name, mails: () => chunksOf(octets), notes: [] };
}

async function* chunksOf(octets: Uint8Array): AsyncGenerator<Uint8Array> {
  yield octets;
}

async function* mailsOfFiles(paths: readonly string[]): AsyncGenerator<Uint8Array | null> {
  for (const path of paths) {
    const file = await statMail(path);
    const isWhole = file !== null && file.size <= LIMIT;
    const head = isWhole ? await readMail(path) : file && (await readHead(path));
    // The file was removed in the meantime.
    if (head === null) continue;
    if (beginsAsMbox(head)) yield* splitMbox(isWhole ? chunksOf(head) : createReadStream(path), LIMIT);
    else yield isWhole ? head : null;
  }
}

async function isMail(path: string): Promise<boolean> {
  const head = await readHead(path);
  return beginsAsMbox(head) || isMailHead(head, basename(path));
}

/** The content counts first: mail programs use many kinds of file names. */
function isMailHead(head: Buffer, name: string): boolean {
  const format = detectFormat(head.toString('latin1'), name);
  return format === 'mail' || (format === null && /\.eml$/i.test(name));
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_OCTETS) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
