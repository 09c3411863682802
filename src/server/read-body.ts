import type { Endpoint } from './endpoint.ts';
import { RequestError } from './request-error.ts';
import { requireShape } from './require-shape.ts';
import type { RawBody } from './uploaded-files.ts';

/** A body of JSON may have as many bytes. */
const MOST_BYTES = 1_048_576;

const JSON_TYPES = ['application/json', 'application/merge-patch+json'];

/** The body of a request by the schema of the endpoint. Throws RequestError. */
export async function readBody(request: Request, endpoint: Endpoint): Promise<unknown> {
  if (endpoint.rawBody) {
    requireType(request, endpoint.rawBody.types);
    const bytes = await readBytes(request, endpoint.rawBody.mostBytes);
    return { bytes, type: request.headers.get('content-type') ?? '' } satisfies RawBody;
  }
  const bytes = await readBytes(request, MOST_BYTES);
  if (bytes.length === 0 && (endpoint.body === undefined || endpoint.isBodyOptional)) return {};
  requireType(request, JSON_TYPES);
  return requireShape(parseJson(bytes), endpoint.body);
}

function requireType({ headers }: Request, types: readonly string[]): void {
  const [type = ''] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  if (types.includes(type.trim())) return;
  throw new RequestError(
    415,
    'wrong_type',
    `A body of the type ${type.trim().slice(0, 100) || '(none)'} is not taken.`,
    {
      hint: `Send it as ${types[0]}.`,
      headers: { accept: types.join(', ') },
    },
  );
}

/** All bytes of a body. Throws RequestError as soon as they are too many. */
async function readBytes({ headers, body }: Request, most: number): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > most) throw tooLarge(most);
  if (body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > most) throw tooLarge(most);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}

function tooLarge(most: number): RequestError {
  return new RequestError(413, 'too_large', `The body has more than ${most / 1_048_576} MiB.`, {
    hint: 'Send less at once.',
    // The rest of it is not read.
    headers: { connection: 'close' },
  });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new RequestError(400, 'bad_json', 'The body is no JSON.', { hint: 'Send one JSON document in UTF-8.' });
  }
}
