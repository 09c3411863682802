import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';
import { FailureError } from '../../errors.ts';

/** The largest document that is accepted. No real calendar is larger. */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024;

/**
 * The document in a gzip file (RFC 1952). Throws FailureError where it is larger than {@link MAX_DOCUMENT_BYTES},
 * breaks off, or is damaged.
 */
export async function unpackGzip(packed: Uint8Array): Promise<Uint8Array> {
  const bytes = await unpack(promisify(gunzip), packed, MAX_DOCUMENT_BYTES).catch((error: unknown) => {
    throw new FailureError(
      'cannot_unpack',
      'The packed file breaks off or is damaged.',
      'Get it once more, then import it again.',
      error,
    );
  });
  if (bytes) return bytes;
  throw new FailureError(
    'too_large',
    `The packed file holds more than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB.`,
    'If you trust it, unpack it with gunzip, then import what was in it.',
  );
}

/**
 * Decompresses `Content-Encoding: deflate`: zlib data (RFC 9110 §8.4.1.2), or raw deflate data, which some servers
 * send. Null where the result is larger than `maxBytes`. Throws errors of zlib.
 */
export function inflateWhole(packed: Uint8Array, maxBytes: number): Promise<Buffer | null> {
  const isZlib = ((packed[0] ?? 0) & 0x0f) === 8;
  return unpack(promisify(isZlib ? inflate : inflateRaw), packed, maxBytes);
}

type Unpack = (packed: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

async function unpack(work: Unpack, packed: Uint8Array, maxBytes: number): Promise<Buffer | null> {
  try {
    return await work(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
