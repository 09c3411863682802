import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';

/** How a body is packed for the way. */
export type Encoding = 'br' | 'gzip';

/** Below this, packing saves no packet. */
const SMALL_BYTES = 1024;
/** As fast as gzip, and smaller. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const packings = {
  br: {
    whole: (bytes: Buffer) => promisify(brotliCompress)(bytes, QUALITY),
    open: () => createBrotliCompress(QUALITY),
  },
  gzip: { whole: promisify(gzip) as (bytes: Buffer) => Promise<Buffer>, open: () => createGzip() },
} as const;

/** The encoding that a request takes (RFC 9110 §12.5.3); null for none. */
export function encodingFor({ headers }: Request): Encoding | null {
  const taken = (headers.get('accept-encoding') ?? '').toLowerCase().split(',');
  const isTaken = (name: Encoding) =>
    taken.some((each) => {
      const [said = '', ...parameters] = each.split(';').map((part) => part.trim());
      return said === name && !parameters.some((part) => /^q=0(?:\.0*)?$/.test(part));
    });
  return isTaken('br') ? 'br' : isTaken('gzip') ? 'gzip' : null;
}

/** A text as a body: packed where that is worth it. */
export async function textBody(
  text: string,
  encoding: Encoding | null,
): Promise<{ body: Buffer; encoding: Encoding | null }> {
  const bytes = Buffer.from(text);
  if (encoding === null || bytes.length < SMALL_BYTES) return { body: bytes, encoding: null };
  return { body: await packings[encoding].whole(bytes), encoding };
}

/** Pieces as a body. Between two of them, others have their turn: reading a file holds up the whole process. */
export function piecesBody(chunks: AsyncIterable<string>, encoding: Encoding | null): ReadableStream<Uint8Array> {
  const pieces = Readable.from(inTurns(chunks), { objectMode: false, highWaterMark: 65_536 });
  if (encoding === null) return Readable.toWeb(pieces) as ReadableStream<Uint8Array>;
  // What goes wrong ends both, and with them the answer.
  const packed = pipeline(pieces, packings[encoding].open(), () => undefined);
  return Readable.toWeb(packed) as ReadableStream<Uint8Array>;
}

async function* inTurns(chunks: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield Buffer.from(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
