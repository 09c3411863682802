import { randomUUID } from 'node:crypto';
import { createWriteStream, type Stats } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FailureError } from '../errors.ts';

type Chunks = AsyncIterable<string> | Iterable<string>;

/**
 * The file appears whole or not at all: what was there stays until the new one is on disk, and so do its permissions and
 * links to it. What is no file, such as a device or a pipe, is written through.
 */
export async function writeAtomically(path: string, chunks: Chunks): Promise<void> {
  try {
    const there = await statOf(path);
    if (there && !there.isFile()) await pipeline(Readable.from(chunks), createWriteStream(path));
    else await replaceFile(there ? await realpath(path) : path, there?.mode, chunks);
  } catch (error) {
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

async function replaceFile(path: string, mode: number | undefined, chunks: Chunks): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const options = { flags: 'wx', flush: true, ...(mode !== undefined && { mode }) };
    await pipeline(Readable.from(chunks), createWriteStream(draft, options));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch {
    // Not there, or a link to nothing: whatever else is wrong shows when it is written.
    return null;
  }
}
