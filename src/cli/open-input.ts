import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isAddress } from '../intake/fetch/source-address.ts';
import type { ImportSource } from '../intake/import-documents.ts';
import { explainingInput, readInput } from './read-input.ts';

/**
 * The source that a word names: an address, a file, a folder of mails, or `-` for standard input. Only the beginning of
 * a file is read here. Throws NotFoundError and FailureError.
 */
export async function openInput(source: string): Promise<ImportSource> {
  if (isAddress(source)) return { address: source };
  if (source === '-') return openStandardInput();
  return explainingInput(source, async () => {
    const { openFolder, openMbox } = await import('../intake/mailbox/open-mails.ts');
    const found = await stat(source);
    if (found.isDirectory()) return openFolder(source);
    const mbox = found.isFile() ? await openMbox(source) : null;
    return mbox ?? { name: basename(source), read: () => readInput(source) };
  });
}

const STANDARD_INPUT = 'standard input';

/** An mbox is read as a stream. Any other input is read completely. */
async function openStandardInput(): Promise<ImportSource> {
  const { beginsAsMbox } = await import('../intake/mailbox/split-mbox.ts');
  const stream: AsyncIterator<Buffer> = process.stdin[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let isEnded = false;
  // A pipe may deliver a few octets at a time.
  while (!isEnded && sizeOf(read) < 5) {
    const { done, value } = await stream.next();
    if (done) isEnded = true;
    else read.push(value);
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    yield* read.splice(0);
    if (!isEnded) yield* { [Symbol.asyncIterator]: () => stream };
  }
  if (beginsAsMbox(Buffer.concat(read))) {
    const { mailsOfStream } = await import('../intake/mailbox/open-mails.ts');
    return mailsOfStream(STANDARD_INPUT, chunks());
  }
  return {
    name: STANDARD_INPUT,
    async read() {
      const all: Buffer[] = [];
      for await (const chunk of chunks()) all.push(chunk);
      return Buffer.concat(all);
    },
  };
}

function sizeOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}
