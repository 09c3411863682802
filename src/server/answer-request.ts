import type { Process, Session } from '../app.ts';
import type { Clock } from '../time/clock.ts';
import { answerOnce } from './answer-once.ts';
import type { Authenticate } from './authenticator.ts';
import { pointersIn } from './booking-body.ts';
import type { Endpoint, EndpointRequest } from './endpoint.ts';
import type { LiveChanges } from './live/live-changes.ts';
import type { OpenSessions } from './open-sessions.ts';
import { toProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import { recordTag } from './record-tag.ts';
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
  /** How it is reached from outside, without a slash at its end. */
  readonly baseUrl: () => string;
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
    const { caller, session } = await requireEntry(parts, endpoint, request);
    const query = readParameters(new URL(request.url).searchParams, endpoint.query);
    body = endpoint.method === 'GET' ? undefined : await readBody(request, endpoint);
    if (endpoint.marksByHabit) await session.markByHabit();
    const tag = endpoint.changesWith === 'record' ? await recordTag(session, request) : null;
    if (tag !== null && isUnchanged(request, tag)) return unchanged(tag);
    const { live, ending } = parts;
    const isLetIn = async () => (await parts.authenticate(credentialsOf(request))) !== null;
    const isSecure = parts.baseUrl().startsWith('https:');
    const asked = { caller, params, query, body, headers: request.headers, isSecure, live, isLetIn, ending };
    const response = await answerIn(session, endpoint, asked, request, tag);
    if (caller?.setCookie) response.headers.append('set-cookie', caller.setCookie);
    return response;
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
  if (endpoint.method !== 'GET' && asked.caller !== null) await session.settle();
  if (answer.stream)
    return new Response(answer.stream.body, { headers: { ...answer.headers, ...answer.stream.headers } });
  if (answer.pieces) return writePieces(endpoint, { ...answer, pieces: answer.pieces }, request, tag);
  return writeText(toTextAnswer(endpoint, answer, tag), request);
}

function credentialsOf({ headers }: Request) {
  return { authorization: headers.get('authorization') ?? undefined, cookie: headers.get('cookie') ?? undefined };
}

type Entry = Pick<EndpointRequest, 'caller' | 'session'>;

async function requireEntry(parts: ApiParts, { scope }: Endpoint, request: Request): Promise<Entry> {
  const { process: machine, clock, sessions } = parts;
  // That of nobody in particular knows the clock and the database, and is asked for nothing else.
  if (scope === 'none') return { caller: null, session: machine.session({ isForeign: true, clock }) };
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
