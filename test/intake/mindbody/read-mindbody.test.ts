import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceFailure } from '../../../src/intake/fetch/fetch-failures.ts';
import {
  MINDBODY_BASE_URL,
  type MindbodyAccount,
  parseBaseUrl,
} from '../../../src/intake/mindbody/mindbody-account.ts';
import type { MindbodyLimits } from '../../../src/intake/mindbody/mindbody-client.ts';
import { readMindbody } from '../../../src/intake/mindbody/read-mindbody.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import {
  type FakeAnswer,
  type FakeMindbody,
  type FakeMindbodyOptions,
  fakeClass,
  fakeVisit,
  startFakeMindbody,
} from '../../support/fake-mindbody.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

const path = useTemporaryFolder();
const [API_KEY, PASSWORD] = ['key-of-the-tests', 'apitest1234'];
const WINDOW = { from: '2026-09-01', to: '2027-03-01' };
/** Waits are found as in life, only sooner. */
const LIMITS: Partial<MindbodyLimits> = { retryDelaysMs: [1, 1], longestWaitMs: 1000 };

let api: FakeMindbody;
beforeEach(() => serve());
afterEach(() => api.close());

async function serve(options?: FakeMindbodyOptions): Promise<void> {
  await api?.close();
  api = await startFakeMindbody(options);
  api.visits = [fakeVisit()];
  api.classes = [fakeClass()];
}

function secretFile(name: string, text: string): string {
  writeFileSync(path(name), `${text}\n`, { mode: 0o600 });
  return path(name);
}

function accountWith(fields: Partial<MindbodyAccount> = {}): MindbodyAccount {
  return {
    baseUrl: api.url,
    siteId: '-99',
    clientId: '100000042',
    zone: 'America/New_York',
    userName: 'Siteowner',
    password: { command: null, file: secretFile('password', PASSWORD) },
    apiKey: { command: null, file: secretFile('key', API_KEY) },
    ...fields,
  };
}

function read(
  fields: Partial<MindbodyAccount> = {},
  limits: Partial<MindbodyLimits> = {},
  signal = new AbortController().signal,
) {
  const options = { now: new Date('2026-11-20T12:00:00Z'), signal, limits: { ...LIMITS, ...limits } };
  return readMindbody(accountWith(fields), WINDOW, options);
}

async function failureOf(reading: Promise<unknown>): Promise<SourceFailure> {
  const error: unknown = await reading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SourceFailure);
  return error as SourceFailure;
}

const calls = () => api.requests.map((request) => `${request.method} ${request.path}`);
const visitsUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => fakeVisit({ Id: index + 1, ClassId: 8000 + index }));

describe('a schedule', () => {
  it('is what the client has booked, joined with the classes, in three calls', async () => {
    api.visits.push(fakeVisit({ Id: 500002, WaitlistInfo: { WaitlistId: 3, WaitlistOrderNumber: 1 } }));
    api.visits.push(fakeVisit({ Id: 500003, ClassId: 7002, Name: 'Spin' }));
    const { bookings, skipped, notes } = await read();
    expect(bookings.map((each) => [each.externalId, each.className, each.instructor, each.status])).toEqual([
      ['500001', 'Vinyasa Flow', 'Ana Ruiz', 'booked'],
      ['500002', 'Vinyasa Flow', 'Ana Ruiz', 'waitlisted'],
      ['500003', 'Spin', null, 'booked'],
    ]);
    expect({ skipped, notes }).toEqual({ skipped: [], notes: [] });
    expect(calls()).toEqual(['POST /usertoken/issue', 'GET /client/clientschedule', 'GET /class/classes']);
    const [, schedule] = api.requests;
    expect(Object.fromEntries(schedule?.query ?? [])).toMatchObject({
      'request.startDate': '2026-09-01T00:00:00',
      'request.endDate': '2027-03-01T23:59:59',
    });
  });

  it('may be empty, and then no classes are asked for', async () => {
    api.visits = [];
    expect(await read()).toEqual({ bookings: [], skipped: [], notes: [] });
    expect(calls()).toHaveLength(2);
  });

  it('comes in with what can be read of it, and says what cannot', async () => {
    api.visits.push(fakeVisit({ Id: 500002, StartDateTime: '2026-11-24' }));
    api.visits.push(fakeVisit({ Id: null }));
    api.visits.push(fakeVisit({ Id: 500004, StartDateTime: '2026-11-01T01:30:00', EndDateTime: null }));
    const { bookings, skipped, notes } = await read();
    expect(bookings.map(({ externalId }) => externalId)).toEqual(['500001', '500004']);
    expect(skipped).toEqual([
      { uid: '500002', line: 2, reason: expect.stringMatching(/only a date/) },
      { uid: null, line: 3, reason: 'It has no number.' },
    ]);
    expect(notes).toEqual([expect.stringMatching(/^1 class begins at a time that comes twice in America\/New_York/)]);
  });

  it('has any number of pages, and at most as many classes as fit into an address', async () => {
    api.visits = visitsUpTo(450);
    api.classes = api.visits.map(({ ClassId: Id }) => fakeClass({ Id }));
    const { bookings } = await read();
    expect(bookings.map(({ externalId }) => externalId)).toEqual(api.visits.map(({ Id }) => String(Id)));
    expect(bookings.every(({ location }) => location === 'Studio North')).toBe(true);
    // 1 token, 3 pages of visits, 9 times 50 classes.
    expect(api.requests).toHaveLength(13);
    expect(api.requests.filter(({ query }) => String(query).length > 2048)).toEqual([]);
  });

  it('has smaller pages where the server likes them smaller', async () => {
    await serve({ pageSize: 30 });
    api.visits = visitsUpTo(75);
    expect((await read()).bookings).toHaveLength(75);
  });
});

describe('a list', () => {
  const body = (visits: readonly unknown[], total: unknown) => ({
    body: { PaginationResponse: { TotalResults: total }, Visits: visits },
  });

  it.each([
    ['that never ends', () => body([fakeVisit({ Id: api.requests.length })], 1e9), /has more than 5000 Visits/],
    ['that repeats a page', () => body([fakeVisit()], 3), /gives 1 of 3 Visits and no others/],
    ['that ends too soon', () => body([], 3), /gives 0 of 3 Visits and no others/],
    ['that changes', () => body([fakeVisit({ Id: api.requests.length })], api.requests.length), /changed while it was/],
    ['without a number', () => body([fakeVisit()], '1'), /does not say how many Visits/],
    ['of fewer than none', () => body([], -1), /does not say how many Visits/],
    ['nested without end', () => ({ body: `{"Visits":${'['.repeat(1_000_000)}` }), /answers with no JSON object/],
    ['that is none', () => ({ body: { Visits: { Id: 1 } } }), /answers without Visits/],
    ['that is another', () => ({ body: { Classes: [] } }), /answers without Visits/],
    ['that is no object', () => ({ body: [fakeVisit()] }), /answers with no JSON object/],
    ['that is no JSON', () => ({ body: '<html>Sign in' }), /answers with no JSON object/],
    ['that breaks off', () => ({ body: '{"Visits": [' }), /answers with no JSON object/],
    ['that is nothing', () => ({ body: '' }), /answers with no JSON object/],
  ] as const)('%s is no list, not even in part', async (_, answer, says) => {
    api.answer = ({ path: asked }): FakeAnswer | null => (asked === '/client/clientschedule' ? answer() : null);
    expect((await failureOf(read())).message).toMatch(says);
    expect(api.requests.length).toBeLessThan(30);
  });

  it('of classes has to be whole too, for a name that is missing would look like another', async () => {
    api.answersNext.push(null, null, { body: { Classes: [], PaginationResponse: { TotalResults: 1 } } });
    expect((await failureOf(read())).message).toMatch(/gives 0 of 1 Classes/);
  });

  it('has a limit', async () => {
    api.answersNext.push(null, { body: { Visits: ['x'.repeat(2_000_000)] } });
    expect((await failureOf(read({}, { maxBytes: 1_000_000 }))).message).toMatch(/more than 1 MiB/);
  });
});

describe('the login', () => {
  it('is asked for once a run, with the password nowhere else', async () => {
    await read();
    const [login, ...others] = api.requests;
    expect(JSON.parse(login?.body ?? '')).toEqual({ Username: 'Siteowner', Password: PASSWORD });
    expect(others.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-1']);
    expect(JSON.stringify(others)).not.toContain(PASSWORD);
  });

  it('that ends in the middle is asked for once more', async () => {
    await serve({ callsPerToken: 1 });
    api.classes = [fakeClass()];
    expect((await read()).bookings).toMatchObject([{ instructor: 'Ana Ruiz' }]);
    expect(calls()).toEqual([
      'POST /usertoken/issue',
      'GET /client/clientschedule',
      'GET /class/classes',
      'POST /usertoken/issue',
      'GET /class/classes',
    ]);
  });

  it('that ends again and again ends the run', async () => {
    await serve({ callsPerToken: 1, pageSize: 1 });
    api.visits = visitsUpTo(3);
    expect(await failureOf(read())).toMatchObject({ message: expect.stringMatching(/\(401\)/), isFinal: true });
    expect(calls().filter((call) => call === 'POST /usertoken/issue')).toHaveLength(2);
  });

  it('that never lasts ends the run', async () => {
    await serve({ callsPerToken: 0 });
    expect(await failureOf(read())).toMatchObject({
      message: expect.stringMatching(/does not let us in \(401\): “The access token is invalid or has expired”, Inv/),
      isFinal: true,
    });
    expect(api.requests).toHaveLength(4);
  });

  it.each([
    [{ userName: 'Nobody' }, /\(401\): “Staff identity authentication failed”, DeniedAccess\.$/],
    [{ siteId: '7' }, /\(403\): “The site is not activated”, InvalidSiteId\.$/],
  ])('that is refused is final: %j', async (fields, says) => {
    const failure = await failureOf(read(fields));
    expect(failure).toMatchObject({ message: expect.stringMatching(says), isFinal: true });
    expect(failure.hint).toMatch(/Check the API key, the user and the password/);
    expect(api.requests).toHaveLength(1);
  });

  it.each([{}, { AccessToken: '' }, { AccessToken: 'a b\r\nX-Evil: 1' }, { AccessToken: 7 }])(
    'needs a token: %j',
    async (body) => {
      api.answersNext.push({ body });
      expect((await failureOf(read())).message).toMatch(/gives no token/);
    },
  );
});

describe('a secret', () => {
  it('is in no error, whatever the server quotes', async () => {
    const quoting = (secrets: string): FakeAnswer => ({
      status: 400,
      body: { Error: { Message: `\u001b[31m${'x'.repeat(180)} ${secrets}\r\n${'y'.repeat(999)}`, Code: secrets } },
    });
    api.answersNext.push(quoting(`${API_KEY} ${PASSWORD}`));
    const early = await failureOf(read());
    api.answersNext.push(null, quoting(`token-1 ${API_KEY}`));
    const late = await failureOf(read());
    for (const { message, hint, stack, cause } of [early, late]) {
      expect(`${message} ${wordForTerminal(hint ?? '')} ${stack}`).not.toMatch(/key-of|apitest|token-1/);
      expect(cause).toBeUndefined();
      expect(message).not.toMatch(/[\u0000-\u001f]/);
      expect(message.length).toBeLessThan(600);
    }
  });

  it('of a broken answer is in no error either', async () => {
    api.answersNext.push({ body: '{"AccessToken": "very-secret-token' });
    const failure = await failureOf(read());
    expect(`${failure.message} ${String(failure.cause)}`).not.toContain('very-secret');
  });

  it('that cannot be had asks nobody anything', async () => {
    const gone = { command: null, file: path('gone') };
    await expect(read({ apiKey: gone })).rejects.toThrow(/^The API key file .*gone cannot be read \(ENOENT\)\.$/);
    await expect(read({ password: gone })).rejects.toThrow(/^The password file .*gone cannot be read/);
    const odd = { command: null, file: secretFile('odd', 'key\u0007') };
    await expect(read({ apiKey: odd })).rejects.toThrow('The API key has a character that no API key has.');
    expect(api.requests).toEqual([]);
  });

  it('is sent to no address in the clear, but to this machine', async () => {
    for (const baseUrl of [
      'http://api.example.com/v6',
      'ftp://api.example.com',
      'api',
      'https://a:b@api.example.com',
    ]) {
      await expect(read({ baseUrl })).rejects.toMatchObject({ kind: 'usage', code: 'bad_base_url' });
    }
    for (const baseUrl of [MINDBODY_BASE_URL, 'http://localhost:8080/', 'http://[::1]:80']) parseBaseUrl(baseUrl);
  });

  it('follows no redirect', async () => {
    api.answersNext.push({ status: 307, headers: { location: `${api.url}/usertoken/issue` } });
    expect((await failureOf(read())).message).toMatch(/does not answer as Mindbody does \(307\)/);
    expect(api.requests).toHaveLength(1);
  });
});

describe('a server that is busy', () => {
  it.each([429, 500, 502, 503])('is asked again, twice: %d', async (status) => {
    api.answersNext.push({ status }, { status, body: '<html>' });
    expect((await read()).bookings).toHaveLength(1);
    api.answersNext.push(null, { status }, { status }, { status });
    expect(await failureOf(read())).toMatchObject({
      message: expect.stringContaining(`(${status})`),
      isFinal: false,
      retryAfterMs: null,
    });
    expect(calls().filter((call) => call === 'GET /client/clientschedule')).toHaveLength(4);
  });

  it('is waited for as long as it asks, if that is short', async () => {
    api.answersNext.push({ status: 429, headers: { 'retry-after': '1' } });
    const beganAt = performance.now();
    expect((await read()).bookings).toHaveLength(1);
    expect(performance.now() - beganAt).toBeGreaterThan(990);
  });

  it('is left alone where it asks for more', async () => {
    api.answersNext.push({ status: 429, headers: { 'retry-after': '3600' } });
    expect(await failureOf(read())).toMatchObject({
      message: expect.stringMatching(/has been asked too often \(429\)/),
      retryAfterMs: 3_600_000,
    });
    expect(api.requests).toHaveLength(1);
  });

  it.each([400, 404])('is not the matter where the question is wrong: %d', async (status) => {
    api.answersNext.push(null, { status });
    expect(await failureOf(read())).toMatchObject({ isFinal: true });
    expect(api.requests).toHaveLength(2);
  });

  it('is not waited for without end', async () => {
    api.answer = () => 'hang';
    expect((await failureOf(read({}, { callMs: 100 }))).message).toMatch(/did not answer in time/);
    expect((await failureOf(read({}, { runMs: 100 }))).message).toMatch(/did not answer in time/);
    api.answer = () => ({ status: 503 });
    const patient = { retryDelaysMs: [60_000], longestWaitMs: 60_000, runMs: 100 };
    expect((await failureOf(read({}, patient))).message).toMatch(/did not answer in time/);
  });

  it('may be none at all', async () => {
    const failure = await failureOf(read({ baseUrl: 'http://127.0.0.1:1/v6' }));
    expect(failure).toMatchObject({ message: expect.stringMatching(/ECONNREFUSED/), isFinal: false });
  });
});

describe('a signal', () => {
  it('ends it with its own reason, while it asks and while it waits', async () => {
    for (const answer of ['hang', { status: 503 }] as const) {
      const work = new AbortController();
      const reason = new Error('enough');
      const before = api.requests.length;
      api.answer = () => answer;
      const reading = read({}, { retryDelaysMs: [60_000], longestWaitMs: 60_000 }, work.signal);
      await expect.poll(() => api.requests.length).toBe(before + 1);
      work.abort(reason);
      await expect(reading).rejects.toBe(reason);
    }
  });
});

describe('a signal that comes early', () => {
  it('ends the wait for a secret', async () => {
    const work = new AbortController();
    const slow = { command: [process.execPath, '-e', 'setInterval(() => 0, 1000)'], file: null };
    const reading = read({ password: slow }, {}, work.signal);
    work.abort();
    await expect(reading).rejects.toBe(work.signal.reason);
    expect(api.requests).toEqual([]);
  });
});

describe('an account', () => {
  it.each([
    [{ siteId: '12\r\nX-Evil: 1' }, 'bad_site'],
    [{ siteId: '' }, 'bad_site'],
    [{ zone: 'Nowhere' }, 'unknown_zone'],
  ])('that is none is a mistake of the person: %j', async (fields, code) => {
    await expect(read(fields)).rejects.toMatchObject({ kind: 'usage', code });
  });

  it('may have any name', async () => {
    api.visits = [];
    await read({ clientId: 'a&request.limit=1#/ü' });
    expect(api.requests[1]?.query.get('request.clientId')).toBe('a&request.limit=1#/ü');
  });
});
