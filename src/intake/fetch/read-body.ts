import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { fetchFailure } from './fetch-failures.ts';
import { inflateWhole } from './unpack-document.ts';

export interface Body {
  readonly bytes: Buffer;
  /** Whether the answer says where it ends. If not, a broken connection looks like its end. */
  readonly isDelimited: boolean;
}

/**
 * The uncompressed body of an answer. Both its compressed and its uncompressed size may be `maxBytes` at most. Throws
 * SourceFailure.
 */
export async function readBody(response: IncomingMessage, host: string, maxBytes: number): Promise<Body> {
  const parts: Buffer[] = [];
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  const isPacked = encoding !== '' && encoding !== 'identity';
  const unpack = isPacked ? unpackerOf(encoding, response, host, maxBytes) : passOn;
  // Count before and after decompression: a small compressed body may become a large one.
  await pipeline(response, countBytes(host, maxBytes), unpack, countBytes(host, maxBytes), async (source) => {
    for await (const part of source) parts.push(part);
  });
  return { bytes: Buffer.concat(parts), isDelimited: isPacked || hasFrame(response.headers) };
}

/** Whether an answer has a length or is chunked (RFC 9112 §6.3). */
function hasFrame({ 'content-length': length, 'transfer-encoding': coding = '' }: IncomingHttpHeaders): boolean {
  return length !== undefined || /(?:^|,)\s*chunked\s*$/i.test(coding);
}

type Parts = AsyncIterable<Buffer>;

function countBytes(host: string, maxBytes: number) {
  return async function* (source: Parts): AsyncGenerator<Buffer> {
    let size = 0;
    for await (const part of source) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(host, maxBytes);
      yield part;
    }
  };
}

async function* passOn(source: Parts): AsyncGenerator<Buffer> {
  yield* source;
}

function unpackerOf(encoding: string, response: IncomingMessage, host: string, maxBytes: number) {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  if (encoding === 'deflate') {
    return async function* (source: Parts): AsyncGenerator<Buffer> {
      const packed: Buffer[] = [];
      for await (const part of source) packed.push(part);
      const bytes = await inflateWhole(Buffer.concat(packed), maxBytes);
      if (bytes === null) throw tooLarge(host, maxBytes);
      yield bytes;
    };
  }
  response.destroy();
  throw fetchFailure(`${host} uses a compression that numina does not know.`, 'Download the file, then import it.');
}

function tooLarge(host: string, maxBytes: number) {
  const limit = `${Math.round(maxBytes / 1024 / 1024)} MiB`;
  return fetchFailure(`What ${host} sends has more than ${limit}.`, 'Download it, then import the file.');
}
