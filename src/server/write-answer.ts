import { toJsonText } from '../text/json-text.ts';
import { type Encoding, encodingFor, piecesBody, textBody } from './encoded-body.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import { matchesTag, tagOf } from './entity-tag.ts';

/** Answers of a person are theirs alone, and are asked for again each time. */
const PRIVATE = { 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie, Accept-Encoding' };

/** What is answered, before it is packed for the way. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where there is nothing to say. */
  readonly body: string | null;
}

/** Whether the sender of a request has what this tag is of. */
export function isUnchanged({ headers }: Request, tag: string): boolean {
  const known = headers.get('if-none-match');
  return known !== null && matchesTag(known, tag);
}

export function unchanged(tag: string, headers: Readonly<Record<string, string>> = PRIVATE): Response {
  const { 'content-type': _type, ...kept } = headers;
  return new Response(null, { status: 304, headers: { ...kept, etag: tag } });
}

/** An answer as text. Nothing of it depends on the way. */
export function toTextAnswer({ method, answer: usual }: Endpoint, answer: Answer, tag: string | null): TextAnswer {
  const status = answer.status ?? usual.status;
  const headers = { ...PRIVATE, ...answer.headers };
  if (answer.json === undefined) return { status, headers, body: null };
  const text = toJsonText(answer.json);
  const etag = method === 'GET' ? { etag: answer.headers?.['etag'] ?? tag ?? tagOf(text) } : {};
  return { status, headers: { ...headers, ...etag, 'content-type': 'application/json' }, body: `${text}\n` };
}

/** Writes an answer, packed as its receiver takes it; only that nothing has changed where it has not. */
export async function writeText({ status, headers, body: text }: TextAnswer, request: Request): Promise<Response> {
  if (text === null) return new Response(null, { status, headers });
  const tag = headers['etag'];
  if (request.method === 'GET' && tag !== undefined && isUnchanged(request, tag)) return unchanged(tag, headers);
  const { body, encoding } = await textBody(text, encodingFor(request));
  return new Response(new Uint8Array(body), { status, headers: { ...headers, ...encodedHeaders(headers, encoding) } });
}

/** Writes an answer in pieces. */
export function writePieces(
  { answer: usual }: Pick<Endpoint, 'answer'>,
  { status = usual.status, headers: own, pieces }: Answer & Required<Pick<Answer, 'pieces'>>,
  request: Request,
  tag: string | null,
): Response {
  const encoding = encodingFor(request);
  const headers = { ...PRIVATE, ...own, ...(tag !== null && { etag: tag }), 'content-type': pieces.type };
  return new Response(piecesBody(pieces.chunks, encoding), {
    status,
    headers: { ...headers, ...encodedHeaders(headers, encoding) },
  });
}

/** Packed bytes are not the same bytes: their tag is a weak one (RFC 9110 §8.8.3.3). */
function encodedHeaders({ etag }: Readonly<Record<string, string>>, encoding: Encoding | null): Record<string, string> {
  if (encoding === null) return {};
  return {
    'content-encoding': encoding,
    ...(etag !== undefined && { etag: etag.startsWith('W/') ? etag : `W/${etag}` }),
  };
}
