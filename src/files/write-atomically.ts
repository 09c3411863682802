import { createWriteStream, type Stats } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toWriteFailure } from './file-failure.ts';
import { makeDraft } from './replace-file.ts';

type Chunks = AsyncIterable<string> | Iterable<string>;

/**
 * The file appears whole or not at all: what was there stays until the new one is on disk, and so do its permissions, its
 * owner and links to it. What is no file, such as a device or a pipe, is written through.
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
    // Not there, or a link to nothing: whatever else is wrong shows when it is written.
    return null;
  }
}
