import { createWriteStream, type Stats } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toWriteFailure } from './file-failure.ts';
import { makeDraft } from './replace-file.ts';

type Chunks = AsyncIterable<string> | Iterable<string>;

/**
 * Writes a file so that it appears whole or not at all. The old file stays until the new one is on disk. Permissions,
 * owner and symbolic links stay. Writes directly to a device or a pipe. Throws FailureError or StorageError.
 */
export async function writeAtomically(path: string, chunks: Chunks): Promise<void> {
  try {
    const there = await statOf(path);
    if (there && !there.isFile()) await pipeline(Readable.from(chunks), createWriteStream(path));
    else await replaceFile(path, chunks);
  } catch (error) {
    throw toWriteFailure(error, path);
  }
}

async function replaceFile(path: string, chunks: Chunks): Promise<void> {
  const draft = makeDraft(path, 0o666);
  try {
    await pipeline(Readable.from(chunks), createWriteStream(draft.path, { flags: 'r+', flush: true }));
    await rename(draft.path, draft.target);
  } catch (error) {
    await rm(draft.path, { force: true });
    throw error;
  }
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch {
    // It does not exist, or is a link to nothing. Any other error shows when the file is written.
    return null;
  }
}
