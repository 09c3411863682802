import type { Process, Session } from '../app.ts';
import { toJsonText } from '../text/json-text.ts';
import type { Clock } from '../time/clock.ts';
import type { Authenticate, Caller } from './authenticator.ts';
import { bodyOfChunks } from './body-of-chunks.ts';
import { namesIn } from './booking-body.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import { matchesTag, tagOf } from './entity-tag.ts';
import { toProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import { RequestError } from './request-error.ts';

export interface ApiParts {
  readonly process: Process;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  /** Is told of defects. */
  readonly onDefect: (error: unknown) => void;
}

/** Answers a request to an endpoint. Never throws. */
export async function answerRequest(
  parts: ApiParts,
  endpoint: Endpoint,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Response> {
  let body: unknown;
  try {
    const caller = await requireCaller(parts.authenticate, endpoint, request);
    const query = readParameters(new URL(request.url).searchParams, endpoint.query);
    body = endpoint.method === 'GET' ? undefined : await readBody(request, endpoint);
    const session = parts.process.session({ account: caller.account, isForeign: true, clock: parts.clock });
    await session.ready();
    if (endpoint.marksByHabit) await session.markByHabit();
    const tag = endpoint.changesWith === 'record' ? await recordTag(session, request) : null;
    if (tag !== null && isUnchanged(request, tag)) return unchanged(tag);
    const ifMatch = request.headers.get('if-match');
    const answer = await endpoint.run({ session, caller, params, query, body, ifMatch });
    if (endpoint.method !== 'GET') await session.settle();
    return toResponse(endpoint, answer, request, tag);
  } catch (error) {
    const response = toProblem(error, namesIn(body));
    if (response.status === 500) parts.onDefect(error);
    return response;
  }
}

async function requireCaller(authenticate: Authenticate, { scope }: Endpoint, { headers }: Request): Promise<Caller> {
  const caller = await authenticate({
    authorization: headers.get('authorization') ?? undefined,
    cookie: headers.get('cookie') ?? undefined,
  });
  if (caller === null) {
    throw new RequestError(401, 'not_signed_in', 'This needs a token or a session.', {
      hint: 'Send the token in the header Authorization, after Bearer.',
      headers: { 'www-authenticate': 'Bearer realm="numina"' },
    });
  }
  if (scope === 'write' && caller.scope === 'read') {
    throw new RequestError(403, 'read_only', 'This token may read only.', {
      hint: 'Use a token with the scope write.',
      headers: { 'www-authenticate': 'Bearer realm="numina", error="insufficient_scope"' },
    });
  }
  return caller;
}

/** The tag of what depends on the record, the settings, the day and the request. */
async function recordTag(session: Session, { url }: Request): Promise<string> {
  const [{ store }, database] = [await session.bookings(), await session.database()];
  const { text } = await database.revisionOf(store.userId);
  return tagOf(text, JSON.stringify(session.settings), session.homeZone, session.nowLocal.slice(0, 10), url);
}

function isUnchanged({ headers }: Request, tag: string): boolean {
  const known = headers.get('if-none-match');
  return known !== null && matchesTag(known, tag);
}

/** Answers of a person are theirs alone, and are asked for again each time. */
const PRIVATE = { 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie, Accept-Encoding' };

function unchanged(tag: string): Response {
  return new Response(null, { status: 304, headers: { ...PRIVATE, etag: tag } });
}

function toResponse(endpoint: Endpoint, answer: Answer, request: Request, recordTag_: string | null): Response {
  const status = answer.status ?? endpoint.answer.status;
  const headers: Record<string, string> = { ...PRIVATE, ...answer.headers };
  if (answer.pieces) {
    if (recordTag_ !== null) headers['etag'] = recordTag_;
    return new Response(bodyOfChunks(answer.pieces.chunks), {
      status,
      headers: { ...headers, 'content-type': answer.pieces.type },
    });
  }
  if (answer.json === undefined) return new Response(null, { status, headers });
  const text = toJsonText(answer.json);
  if (endpoint.method === 'GET') {
    const tag = headers['etag'] ?? recordTag_ ?? tagOf(text);
    headers['etag'] = tag;
    if (isUnchanged(request, tag)) return unchanged(tag);
  }
  return new Response(`${text}\n`, { status, headers: { ...headers, 'content-type': 'application/json' } });
}
