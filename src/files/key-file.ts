import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FailureError } from '../errors.ts';
import { createFolder } from './create-folder.ts';
import { toWriteFailure } from './file-failure.ts';
import { makeDraft } from './replace-file.ts';

const BYTES = 32;

/** The 256-bit key in a file; null where there is none. Throws FailureError where others can read it, or it is no key. */
export function readKey(path: string): Buffer | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return null;
  // Windows has no permission bits.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new FailureError('open_key', `The key ${path} can be read by others.`, `Close it with chmod 600 ${path}`);
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length === BYTES) return key;
  throw new FailureError('bad_key', `The file ${path} holds no key.`, 'Bring it back from a copy, or move it away.');
}

/** Gives a copy of a database the same key, unless it has one. Throws FailureError. */
export function copyKey(from: string, to: string): void {
  const key = readKey(from);
  if (key !== null && readKey(to) === null) writeKey(to, key);
}

/** The key in a file, which is made with mode 0600 where it is missing. Throws FailureError. */
export function ensureKey(path: string): Buffer {
  const there = readKey(path);
  if (there) return there;
  writeKey(path, randomBytes(BYTES));
  return readKey(path) as Buffer;
}

/** Makes the file, whole or not at all. Where another process has made one meanwhile, that one stays. */
function writeKey(path: string, key: Uint8Array): void {
  try {
    createFolder(dirname(path));
    writeNew(path, `${Buffer.from(key).toString('base64url')}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw toWriteFailure(error, path);
  }
}

function writeNew(path: string, text: string): void {
  const draft = makeDraft(path, 0o600);
  try {
    const file = openSync(draft.path, 'w');
    writeFileSync(file, text);
    fsyncSync(file);
    closeSync(file);
    // A hard link never replaces a file; a rename would.
    linkSync(draft.path, draft.target);
  } finally {
    rmSync(draft.path, { force: true });
  }
}
