import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { SourceFailure } from '../../../src/intake/fetch/fetch-failures.ts';
import { type FetchOptions, fetchIfChanged } from '../../../src/intake/fetch/fetch-source.ts';
import { NO_VALIDATORS, type Validators } from '../../../src/intake/fetch/validators.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import { useWebServer } from '../../support/web-server.ts';

const CALENDAR = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
const MODIFIED = 'Sun, 06 Nov 1994 08:49:37 GMT';
const DATE = 'Sun, 06 Nov 1994 10:00:00 GMT';

/** What was asked, and with what; the same for both hosts. */
let asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
beforeEach(() => {
  asked = [];
});

/** A document with the validators of the query, which answers 304 to the question for any other than them. */
function sendVersion(query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
  const [etag, modified] = [query.get('etag'), query.get('modified')];
  const { 'if-none-match': hasTag, 'if-modified-since': hasDate } = request.headers;
  const isSame = hasTag === undefined ? modified !== null && hasDate === modified : hasTag === etag;
  const headers = { ...(etag !== null && { etag }), ...(modified !== null && { 'last-modified': modified }) };
  response.writeHead(isSame ? 304 : 200, headers).end(isSame ? undefined : CALENDAR);
}

type Answer = (query: URLSearchParams, request: IncomingMessage, response: ServerResponse) => void;

/** Any other path is never answered. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  '/version': sendVersion,
  '/to': (query, _, response) => response.writeHead(302, { location: query.get('url') ?? '' }).end(),
  '/members': (_, { headers }, response) => {
    const isMember = headers.authorization === `Basic ${btoa('ana:50% off')}`;
    response.writeHead(isMember ? 200 : 401, { 'www-authenticate': 'Basic realm="club"' }).end(CALENDAR);
  },
  '/busy': (query, _, response) => {
    const { status, ...headers } = Object.fromEntries(query);
    response.writeHead(Number(status), headers).end('later');
  },
  '/not-modified': (_, __, response) => response.writeHead(304).end(),
  // A carriage return alone might begin another header.
  '/split-tag': (_, __, response) =>
    response.socket?.end('HTTP/1.1 200 OK\r\nETag: "a\rX-Evil: 1"\r\nContent-Length: 0\r\n\r\n'),
  '/page': (_, __, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(CALENDAR),
};

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://here');
  asked.push({ path: pathname, headers: request.headers });
  ANSWERS[pathname]?.(searchParams, request, response);
}

const at = useWebServer(answer);
/** Another origin: all of 127/8 is this machine. */
const other = useWebServer(answer, '127.0.0.2');

const LAST = { etag: '"7"', lastModified: MODIFIED };
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const version = (etag: string) => `/version?${query({ etag })}`;
const to = (url: string) => `/to?${query({ url })}`;

async function fetchAgain(path: string, validators: Validators = LAST, options: FetchOptions = {}) {
  const fetched = await fetchIfChanged(at(path), validators, options);
  return fetched && { text: fetched.bytes.toString(), validators: fetched.validators };
}

async function failureOf(fetching: Promise<unknown>): Promise<SourceFailure> {
  const error: unknown = await fetching.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SourceFailure);
  return error as SourceFailure;
}

describe('a document that is known', () => {
  it.each([
    ['by a tag', { etag: '"7"' }, { etag: '"7"', lastModified: null }],
    ['by a weak tag', { etag: 'W/"7 é"' }, { etag: 'W/"7 é"', lastModified: null }],
    ['by its time', { modified: MODIFIED }, { etag: null, lastModified: MODIFIED }],
    ['by both', { etag: '"7"', modified: MODIFIED }, LAST],
  ])('%s comes once', async (_, fields, validators) => {
    const path = `/version?${query(fields)}`;
    expect(await fetchAgain(path, NO_VALIDATORS)).toEqual({ text: CALENDAR, validators });
    expect(await fetchAgain(path, validators)).toBeNull();
  });

  it('comes again with its new tag where it has changed', async () => {
    expect(await fetchAgain(version('"8"'))).toEqual({
      text: CALENDAR,
      validators: { etag: '"8"', lastModified: null },
    });
    expect(await fetchAgain('/page')).toEqual({ text: CALENDAR, validators: NO_VALIDATORS });
  });

  it.each([
    ['*'],
    ['7'],
    ['w/"7"'],
    ['"7", "8"'],
    ['"7"\r\nX-Evil: 1'],
    ['"7\n"'],
    ['"\u2713"'],
    [''],
    [`"${'7'.repeat(1001)}"`],
  ])('is not asked for by what no sane server sends as a tag: %j', async (etag) => {
    await fetchAgain('/version', { etag, lastModified: `${MODIFIED}\r\nX-Evil: 1` });
    expect(asked[0]?.headers).not.toHaveProperty('if-none-match');
    expect(asked[0]?.headers).not.toHaveProperty('if-modified-since');
    expect(asked[0]?.headers).not.toHaveProperty('x-evil');
  });

  it.each(['*', 'unquoted', `"${'7'.repeat(5000)}"`])('is not recognised by a wrong tag: %.20s', async (etag) => {
    const modified = 'yesterday';
    expect(await fetchAgain(`/version?${query({ etag, modified })}`, NO_VALIDATORS)).toMatchObject({
      validators: NO_VALIDATORS,
    });
  });

  it('is not read from a head that is broken', async () => {
    expect((await failureOf(fetchAgain('/split-tag'))).message).toMatch(/cannot be read \(HPE_/);
  });

  it('needs a question before “not modified” is an answer', async () => {
    for (const validators of [NO_VALIDATORS, { etag: '*', lastModified: null }]) {
      expect((await failureOf(fetchAgain('/not-modified', validators))).message).toMatch(/answers 304 instead/);
    }
  });
});

describe('a redirect', () => {
  it('within the origin takes along what the origin gave', async () => {
    expect(await fetchAgain(to(version('"8"')), LAST)).toMatchObject({ validators: { etag: '"8"' } });
    expect(await fetchAgain(to(version('"7"')), LAST)).toBeNull();
  });

  it('to another origin takes nothing along and brings nothing back', async () => {
    const credentials = { user: 'ana', password: 'secret' };
    const fetched = await fetchAgain(to(other(version('"7"'))), LAST, { credentials });
    expect(fetched).toEqual({ text: CALENDAR, validators: NO_VALIDATORS });
    const there = asked.at(-1)?.headers ?? {};
    for (const name of ['if-none-match', 'if-modified-since', 'authorization']) expect(there).not.toHaveProperty(name);
  });

  it('back from another origin takes nothing along either: the way there was not ours', async () => {
    const credentials = { user: 'ana', password: 'secret' };
    await fetchAgain(to(other(to(at(version('"7"'))))), LAST, { credentials });
    expect(asked.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, false, false]);
  });

  it('does not make up a login of its own', async () => {
    await fetchAgain(to(at('/page').replace('http://', 'http://eve:evil@')));
    expect(asked.at(-1)?.headers).not.toHaveProperty('authorization');
  });
});

describe('a login', () => {
  it('may be given beside the address, with any characters', async () => {
    const credentials = { user: 'ana', password: '50% off' };
    expect(await fetchAgain('/members', LAST, { credentials })).toMatchObject({ text: CALENDAR });
    const address = at('/members').replace('http://', 'http://ana:50%%20off@');
    expect(await failureOf(fetchIfChanged(address, LAST))).toMatchObject({ isFinal: true });
    expect((await fetchIfChanged(address, LAST, { credentials }))?.bytes.toString()).toBe(CALENDAR);
  });

  it('that is wrong is final, and in no message', async () => {
    const credentials = { user: 'ana', password: 'open sesame' };
    const failure = await failureOf(fetchAgain('/members', LAST, { credentials }));
    expect(failure).toMatchObject({ message: expect.stringMatching(/\(401\)/), isFinal: true, retryAfterMs: null });
    expect(`${failure.message} ${wordForTerminal(failure.hint ?? '')} ${failure.stack}`).not.toMatch(/sesame|YW5h/);
  });
});

describe('a server that is busy', () => {
  it.each([
    ['429 in seconds', { status: '429', 'retry-after': '120' }, 120_000],
    ['429 at a time, by its own clock', { status: '429', 'retry-after': MODIFIED, date: DATE }, 0],
    ['503 at a time', { status: '503', 'retry-after': DATE, date: MODIFIED }, 4_223_000],
    ['in the old form', { status: '503', 'retry-after': 'Sunday, 06-Nov-94 08:50:37 GMT', date: MODIFIED }, 60_000],
    ['for a year', { status: '503', 'retry-after': '31536000' }, 86_400_000],
    ['for ever', { status: '503', 'retry-after': '9'.repeat(400) }, 86_400_000],
    ['for what is no time', { status: '429', 'retry-after': 'soon' }, null],
    ['for a negative time', { status: '429', 'retry-after': '-1' }, null],
    ['without saying', { status: '500' }, null],
  ])('says when to ask again: %s', async (_, fields, retryAfterMs) => {
    expect(await failureOf(fetchAgain(`/busy?${query(fields)}`))).toMatchObject({ retryAfterMs, isFinal: false });
  });

  it.each(['401', '403', '404', '410'])(
    'is not retried where somebody has to do something first: %s',
    async (status) => {
      expect(await failureOf(fetchAgain(`/busy?status=${status}`))).toMatchObject({ isFinal: true });
    },
  );

  it('may be reached the next time where nobody answers now', async () => {
    const failure = await failureOf(fetchAgain('/silence', LAST, { limits: { timeoutMs: 100 } }));
    expect(failure).toMatchObject({ message: expect.stringMatching(/within 0\.1 s/), isFinal: false });
    expect(await failureOf(fetchIfChanged('http://127.0.0.1:1/', LAST))).toMatchObject({ isFinal: false });
  });
});

describe('a signal', () => {
  it('ends it with its own reason, before and in the middle', async () => {
    const reason = new Error('enough');
    const work = new AbortController();
    const fetching = fetchAgain('/silence', LAST, { signal: work.signal });
    await expect.poll(() => asked).toHaveLength(1);
    work.abort(reason);
    await expect(fetching).rejects.toBe(reason);
    await expect(fetchAgain('/page', LAST, { signal: work.signal })).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });
});
