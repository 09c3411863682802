import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FailureError } from '../errors.ts';

/** The file appears whole or not at all: what was there stays until the new one is on disk. */
export async function writeAtomically(path: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await pipeline(Readable.from(chunks), createWriteStream(draft, { flags: 'wx', flush: true }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (reason === '') throw error;
    throw new FailureError(
      'cannot_write',
      `${path} cannot be written (${reason}).`,
      'Check the folder and its permissions.',
      error,
    );
  }
}
