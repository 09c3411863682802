import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// The part of Mindbody's Public API v6 that numina uses, by its public description.

/** A visit or a class as the API sends it. A test may put wrong values in it. */
export type ApiObject = Record<string, unknown>;

export interface FakeRequest {
  readonly method: string;
  /** The path after the root of the API. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is a text. */
  readonly body?: unknown;
}

export interface FakeMindbodyOptions {
  readonly apiKey?: string;
  readonly siteId?: string;
  readonly clientId?: string;
  readonly userName?: string;
  readonly password?: string;
  /** For how many calls a token is valid. */
  readonly callsPerToken?: number;
  /** The largest page, even if a request asks for more. */
  readonly pageSize?: number;
}

/** All but `url` may be changed while it runs. */
export interface FakeMindbody {
  /** The root of the API. */
  readonly url: string;
  visits: ApiObject[];
  classes: ApiObject[];
  /** Every call so far, oldest first. */
  readonly requests: FakeRequest[];
  /** Answers for the next calls, in order, without regard to the request; null passes a call to the API. */
  readonly answersNext: (FakeAnswer | null)[];
  /** Gives an answer in place of the API; null passes the call to the API, `hang` never answers. */
  answer: (request: FakeRequest) => FakeAnswer | 'hang' | null;
  /** Makes all tokens so far invalid. */
  expireTokens(): void;
  close(): Promise<void>;
}

const ROOT = '/public/v6';
const DEFAULTS = {
  apiKey: 'key-of-the-tests',
  siteId: '-99',
  clientId: '100000042',
  userName: 'Siteowner',
  password: 'apitest1234',
  callsPerToken: Number.POSITIVE_INFINITY,
  pageSize: 200,
};

export async function startFakeMindbody(options: FakeMindbodyOptions = {}): Promise<FakeMindbody> {
  const rules = { ...DEFAULTS, ...options };
  const callsLeft = new Map<string, number>();
  let tokens = 0;

  const fake: FakeMindbody = {
    url: '',
    visits: [],
    classes: [],
    requests: [],
    answersNext: [],
    answer: () => null,
    expireTokens: () => callsLeft.clear(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function answerAsApi(request: FakeRequest): FakeAnswer {
    const { method, path, query, headers } = request;
    if (headers['api-key'] !== rules.apiKey) return refusal(401, 'MissingApiKey', 'API key is missing or invalid.');
    if (headers['siteid'] !== rules.siteId) return refusal(403, 'InvalidSiteId', 'The site is not activated.');
    if (method === 'POST' && path === '/usertoken/issue') return issueToken(request);
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const left = callsLeft.get(token) ?? 0;
    if (left <= 0) return refusal(401, 'InvalidAccessToken', 'The access token is invalid or has expired.');
    callsLeft.set(token, left - 1);
    if (method !== 'GET') return refusal(405, 'MethodNotAllowed', 'Method not allowed.');
    if (path === '/client/clientschedule') return page('Visits', schedule(query), query);
    if (path === '/class/classes') return page('Classes', scheduledClasses(query), query);
    return refusal(404, 'NotFound', 'There is no such endpoint.');
  }

  function issueToken({ body, headers }: FakeRequest): FakeAnswer {
    if (!/^application\/json/.test(headers['content-type'] ?? '')) return refusal(415, 'BadType', 'JSON, please.');
    const { Username: user, Password: password } = JSON.parse(body) as Record<string, unknown>;
    if (user !== rules.userName || password !== rules.password) {
      return refusal(401, 'DeniedAccess', 'Staff identity authentication failed.');
    }
    tokens += 1;
    const token = `token-${tokens}`;
    callsLeft.set(token, rules.callsPerToken);
    const User = { Id: 1, FirstName: 'Site', LastName: 'Owner', Type: 'Owner' };
    return { body: { TokenType: 'Bearer', AccessToken: token, Expires: '2099-01-01T00:00:00Z', User } };
  }

  function schedule(query: URLSearchParams): ApiObject[] {
    if (query.get('request.clientId') !== rules.clientId) return [];
    const withWaiting = query.get('request.includeWaitlistEntries') === 'true';
    return fake.visits
      .filter(isBetween(query.get('request.startDate'), query.get('request.endDate')))
      .filter(({ WaitlistInfo }) => withWaiting || !WaitlistInfo);
  }

  function scheduledClasses(query: URLSearchParams): ApiObject[] {
    const ids = query.getAll('request.classIds');
    return fake.classes
      .filter(isBetween(query.get('request.startDateTime'), query.get('request.endDateTime')))
      .filter(({ Id }) => ids.length === 0 || ids.includes(String(Id)));
  }

  function page(list: string, all: readonly ApiObject[], query: URLSearchParams): FakeAnswer {
    const limit = Number(query.get('request.limit') ?? 100);
    const offset = Number(query.get('request.offset') ?? 0);
    if (limit > 200) return refusal(400, 'InvalidParameter', 'Limit cannot exceed 200.');
    const found = all.slice(offset, offset + Math.min(limit, rules.pageSize));
    const PaginationResponse = {
      RequestedLimit: limit,
      RequestedOffset: offset,
      PageSize: found.length,
      TotalResults: all.length,
    };
    return { body: { PaginationResponse, [list]: found } };
  }

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(message.url ?? '', 'http://here');
    let body = '';
    for await (const part of message) body += String(part);
    const { method = '', headers } = message;
    const request: FakeRequest = { method, path: pathname.replace(ROOT, ''), query, headers, body };
    fake.requests.push(request);
    if (!pathname.startsWith(`${ROOT}/`)) return send(response, refusal(404, 'NotFound', 'Not the API.'));
    const given = fake.answersNext.shift() ?? fake.answer(request);
    if (given !== 'hang') send(response, given ?? answerAsApi(request));
  }

  const server = createServer((message, response) => void respond(message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, { url: `http://127.0.0.1:${port}${ROOT}` });
}

function send(response: ServerResponse, { status = 200, headers = {}, body = {} }: FakeAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);
}

function refusal(status: number, Code: string, Message: string): FakeAnswer {
  return { status, body: { Error: { Message, Code } } };
}

/** Filters by days. Without a day the API takes today, on which no class of a test takes place. */
function isBetween(from: string | null, to: string | null): (object: ApiObject) => boolean {
  return ({ StartDateTime }) => {
    const day = String(StartDateTime).slice(0, 10);
    return from !== null && to !== null && from.slice(0, 10) <= day && day <= to.slice(0, 10);
  };
}

/** A visit of a class at a wall time without a zone, as the API usually sends it. */
export function fakeVisit(fields: ApiObject = {}): ApiObject {
  return {
    AppointmentId: 0,
    AppointmentGenderPreference: 'None',
    AppointmentStatus: 'None',
    ClassId: 7001,
    ClientId: DEFAULTS.clientId,
    StartDateTime: '2026-11-24T18:00:00',
    EndDateTime: '2026-11-24T19:00:00',
    Id: 500001,
    LastModifiedDateTime: '2026-11-20T09:12:44.277Z',
    LateCancelled: false,
    SiteId: -99,
    LocationId: 1,
    MakeUp: false,
    Name: 'Vinyasa Flow',
    ServiceId: 88,
    ServiceName: '10 Class Pack',
    SignedIn: false,
    StaffId: 12,
    WebSignup: true,
    Action: 'None',
    Missed: false,
    WaitlistInfo: null,
    ...fields,
  };
}

/** The class of {@link fakeVisit}. */
export function fakeClass(fields: ApiObject = {}): ApiObject {
  return {
    Id: 7001,
    ClassScheduleId: 2100,
    ClassDescription: { Id: 31, Name: 'Vinyasa Flow', Program: { Id: 22, Name: 'Yoga' } },
    Staff: { Id: 12, Name: 'Ana Ruiz', FirstName: 'Ana', LastName: 'Ruiz' },
    Location: { Id: 1, Name: 'Studio North' },
    IsCanceled: false,
    StartDateTime: '2026-11-24T18:00:00',
    EndDateTime: '2026-11-24T19:00:00',
    ...fields,
  };
}
