import { Hono, type MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { findAccountOfId } from '../accounts/account-service.ts';
import { toJsonText } from '../text/json-text.ts';
import { type ApiParts, answerRequest } from './answer-request.ts';
import { buildDocsPage, DOCS_STYLE } from './docs-page.ts';
import type { Endpoint } from './endpoint.ts';
import { tagOf } from './entity-tag.ts';
import { LiveChanges } from './live/live-changes.ts';
import { OpenSessions } from './open-sessions.ts';
import { buildOpenApi } from './openapi.ts';
import { toProblem } from './problem.ts';
import { RequestError } from './request-error.ts';
import { ENDPOINTS } from './resources/index.ts';
import { writeText } from './write-answer.ts';

/** What is told of a request: nothing that a secret could be in. */
export interface LoggedRequest {
  readonly method: string;
  /** The pattern of its path: `/api/v1/bookings/:id`; `(other)` for a file of the web calendar, and for no address. */
  readonly pattern: string;
  readonly status: number;
  /** Until the answer began. */
  readonly tookMs: number;
}

export interface ServerParts extends Omit<ApiParts, 'live' | 'sessions'> {
  /** Stands before everything: it may refuse a request, and adds headers. */
  readonly guard?: readonly MiddlewareHandler[];
  /** What is served beside the API, such as the web calendar. */
  readonly mount?: (app: Hono) => void;
  readonly onRequest?: (request: LoggedRequest) => void;
}

const API = '/api/v1';

/** The server as a function of requests. */
export function createServerApp(given: ServerParts): Hono {
  const app = new Hono();
  const sessions = new OpenSessions(given.process, given.authenticate, given.clock);
  const parts = { ...given, sessions, live: new LiveChanges() };
  if (parts.onRequest) app.use(logTo(parts.onRequest));
  app.onError((error) => {
    const response = toProblem(error);
    if (response.status === 500) parts.onDefect(error);
    return response;
  });
  app.notFound(({ req }) => notFound(req.path));
  for (const middleware of parts.guard ?? []) app.use(middleware);
  mountHealth(app, parts);
  mountDescription(app, parts.baseUrl);
  for (const endpoint of ENDPOINTS) mountEndpoint(app, endpoint, parts);
  refuseOtherMethods(app);
  parts.mount?.(app);
  return app;
}

function logTo(tell: (request: LoggedRequest) => void): MiddlewareHandler {
  return async (context, next) => {
    const beganAt = performance.now();
    await next();
    // Others stand before each address, or behind all of them.
    const route = matchedRoutes(context).find(({ path }) => !path.endsWith('*'));
    tell({
      method: context.req.method,
      pattern: route?.path.replace(/\{.*?\}(?=\/|$)/g, '') ?? '(other)',
      status: context.res.status,
      tookMs: performance.now() - beganAt,
    });
  };
}

function mountEndpoint(app: Hono, endpoint: Endpoint, parts: ApiParts): void {
  const { method, path } = endpoint;
  app.on(method, toRoute(path), (context) =>
    answerRequest(parts, endpoint, context.req.raw, context.req.param() as Record<string, string>),
  );
}

/** The forms of parameters, by their names. What has another form is not there. */
const FORMS: Readonly<Record<string, string>> = {
  id: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  month: '[0-9]{4}-[0-9]{2}',
  date: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
};

/** The path of an endpoint as hono writes it. An id has the form of one, so that `/bookings/stats` is none. */
function toRoute(path: string): string {
  return API + path.replace(/\{(\w+)\}/g, (_, name: string) => `:${name}{${FORMS[name] ?? '[^/]+'}}`);
}

/** A path of the API with another method is told from one that is not there. */
function refuseOtherMethods(app: Hono): void {
  const methodsOf = new Map<string, string[]>();
  for (const { method, path } of ENDPOINTS) methodsOf.set(path, [...(methodsOf.get(path) ?? []), method]);
  for (const [path, methods] of methodsOf) {
    const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    app.all(toRoute(path), () =>
      toProblem(
        new RequestError(405, 'wrong_method', 'This address does not take that method.', {
          hint: `It takes ${allow}.`,
          headers: { allow },
        }),
      ),
    );
  }
}

function mountHealth(app: Hono, { process: machine, clock }: Pick<ApiParts, 'process' | 'clock'>): void {
  const json = (status: string) => new Response(`${toJsonText({ status })}\n`, { headers: JSON_HEADERS });
  app.get('/healthz', () => json('ok'));
  app.get('/readyz', async () => {
    // Its database answers.
    const { store } = await machine.session({ clock }).accounts();
    await findAccountOfId(store);
    return json('ready');
  });
}

const JSON_HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

function mountDescription(app: Hono, baseUrl: () => string): void {
  // Made at the first request: the base URL is known when the port is.
  let made: ReturnType<typeof describeAll> | undefined;
  const described = () => (made ??= describeAll(baseUrl()));
  app.get(`${API}/openapi.json`, ({ req }) => textAnswer(req.raw, described().json, 'application/json'));
  app.get('/docs', ({ req }) => textAnswer(req.raw, described().page, 'text/html; charset=utf-8'));
  app.get('/docs.css', ({ req }) => textAnswer(req.raw, DOCS_STYLE, 'text/css; charset=utf-8'));
}

function describeAll(baseUrl: string) {
  const document = buildOpenApi(ENDPOINTS, baseUrl);
  return { json: `${toJsonText(document, 2)}\n`, page: buildDocsPage(ENDPOINTS, baseUrl) };
}

/** A text that everybody may read, with its tag. */
function textAnswer(request: Request, text: string, type: string): Promise<Response> {
  const headers = {
    etag: tagOf(text),
    'cache-control': 'no-cache',
    vary: 'Accept-Encoding',
    'content-type': type,
  };
  return writeText({ status: 200, headers, body: text }, request);
}

function notFound(path: string): Response {
  const hint = path.startsWith(API) ? `GET ${API}/openapi.json says what there is.` : null;
  return toProblem(new RequestError(404, 'not_found', 'There is nothing at this address.', { hint }));
}
