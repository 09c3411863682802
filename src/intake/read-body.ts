import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { fetchFailure } from './fetch-failures.ts';

/** The body of an answer, unpacked: at most `maxBytes`, both as it is and as it travels. Throws SourceFailure. */
export async function readBody(response: IncomingMessage, host: string, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  const decoder = decoderOf(response, host);
  // A part may be small on the way and large when unpacked, or the other way round.
  await pipeline(response, countBytes(host, maxBytes), decoder, countBytes(host, maxBytes), async (source) => {
    for await (const part of source) parts.push(part);
  });
  return Buffer.concat(parts);
}

function countBytes(host: string, maxBytes: number) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const part of source) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(host, maxBytes);
      yield part;
    }
  };
}

function decoderOf(response: IncomingMessage, host: string): Transform {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return new PassThrough();
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  response.destroy();
  throw fetchFailure(`${host} sends a compression that nobody asked for.`, 'Download the file, then import it.');
}

function tooLarge(host: string, maxBytes: number) {
  const limit = `${Math.round(maxBytes / 1024 / 1024)} MiB`;
  return fetchFailure(`What ${host} sends has more than ${limit}.`, 'Download it, then import the file.');
}
