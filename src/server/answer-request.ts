import type { Process, Session } from '../app.ts';
import type { Clock } from '../time/clock.ts';
import { answerOnce } from './answer-once.ts';
import type { Authenticate } from './authenticator.ts';
import { pointersIn } from './booking-body.ts';
import type { Endpoint, EndpointRequest } from './endpoint.ts';
import { tagOf } from './entity-tag.ts';
import type { LiveChanges } from './live/live-changes.ts';
import type { LetIn, OpenSessions } from './open-sessions.ts';
import { toProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import { RequestError } from './request-error.ts';
import { isUnchanged, toTextAnswer, unchanged, writePieces, writeText } from './write-answer.ts';

export interface ApiParts {
  readonly process: Process;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  readonly sessions: OpenSessions;
  readonly live: LiveChanges;
  /** The server ends: what would go on is ended. */
  readonly ending: AbortSignal;
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
    const { caller, session } = await requireEntry(parts.sessions, endpoint, request);
    const query = readParameters(new URL(request.url).searchParams, endpoint.query);
    body = endpoint.method === 'GET' ? undefined : await readBody(request, endpoint);
    if (endpoint.marksByHabit) await session.markByHabit();
    const tag = endpoint.changesWith === 'record' ? await recordTag(session, request) : null;
    if (tag !== null && isUnchanged(request, tag)) return unchanged(tag);
    const { live, ending } = parts;
    const isLetIn = async () => (await parts.authenticate(credentialsOf(request))) !== null;
    const asked = { caller, params, query, body, headers: request.headers, live, isLetIn, ending };
    return await answerIn(session, endpoint, asked, request, tag);
  } catch (error) {
    const response = toProblem(error, pointersIn(body));
    if (response.status === 500) parts.onDefect(error);
    return response;
  }
}

async function answerIn(
  session: Session,
  endpoint: Endpoint,
  asked: Omit<EndpointRequest, 'session'>,
  request: Request,
  tag: string | null,
): Promise<Response> {
  const key = endpoint.takesKey ? request.headers.get('idempotency-key') : null;
  if (key !== null) {
    const { pathname, search } = new URL(request.url);
    const content = JSON.stringify([endpoint.method, pathname + search, asked.body]);
    const text = await answerOnce(session, { key, content }, async (inside) =>
      toTextAnswer(endpoint, await endpoint.run({ session: inside, ...asked }), null),
    );
    await session.settle();
    return writeText(text, request);
  }
  const answer = await endpoint.run({ session, ...asked });
  if (endpoint.method !== 'GET') await session.settle();
  if (answer.stream)
    return new Response(answer.stream.body, { headers: { ...answer.headers, ...answer.stream.headers } });
  if (answer.pieces) return writePieces(endpoint, { ...answer, pieces: answer.pieces }, request, tag);
  return writeText(toTextAnswer(endpoint, answer, tag), request);
}

function credentialsOf({ headers }: Request) {
  return { authorization: headers.get('authorization') ?? undefined, cookie: headers.get('cookie') ?? undefined };
}

async function requireEntry(sessions: OpenSessions, { scope }: Endpoint, request: Request): Promise<LetIn> {
  const entry = await sessions.letIn(credentialsOf(request), (caller) => {
    if (scope !== 'write' || caller.scope === 'write') return;
    throw new RequestError(403, 'read_only', 'This token may read only.', {
      hint: 'Use a token with the scope write.',
      headers: { 'www-authenticate': 'Bearer realm="numina", error="insufficient_scope"' },
    });
  });
  if (entry !== null) return entry;
  throw new RequestError(401, 'not_signed_in', 'This needs a token or a session.', {
    hint: 'Send the token in the header Authorization, after Bearer.',
    headers: { 'www-authenticate': 'Bearer realm="numina"' },
  });
}

/** The tag of what depends on the record, the settings, the day and the request. */
async function recordTag(session: Session, { url }: Request): Promise<string> {
  const [{ store }, database] = [await session.bookings(), await session.database()];
  const { text } = await database.revisionOf(store.userId);
  return tagOf(text, JSON.stringify(session.settings), session.homeZone, session.nowLocal.slice(0, 10), url);
}
