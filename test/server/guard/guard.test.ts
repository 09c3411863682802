import { describe, expect, test } from 'vitest';
import { useHomes } from '../../support/home.ts';
import { OWN_PAGE, useRunningServer } from '../../support/running-server.ts';

// What stands before everything that the server answers, as it is shipped and over a real socket.

const server = useRunningServer(useHomes());
const { ask } = server;
const BOOKING = { class: 'Yin', startsAt: '2027-03-06T10:00:00Z' };
const bookings = async (cookie: string) =>
  (await ask('GET /api/v1/bookings?from=2027-01-01', { headers: { cookie } })).json;

describe('a Host', () => {
  test.each([
    'evil.example',
    'evil.example:6464',
    '10.0.0.1',
    'localhost.evil.example',
    '127.0.0.1@evil.example',
    'evil.example/127.0.0.1',
  ])('“%s” is not this server, whoever asks', async (host) => {
    const { token } = await server.token('local');
    for (const path of ['/api/v1/bookings', '/healthz', '/docs', '/in/x', '/calendars/x.ics', '/nowhere']) {
      const answer = await ask(`GET ${path}`, { headers: { host, authorization: `Bearer ${token}` } });
      expect(answer.status, path).toBe(/[/@]/.test(host) ? 400 : 421);
      expect(answer.text).not.toContain('Yoga');
    }
  });

  test.each(['localhost:1', '127.0.0.1', '[::1]:6464'])('“%s” is', async (host) => {
    expect(await ask('GET /healthz', { headers: { host } })).toMatchObject({ status: 200 });
  });
});

describe('a change by the cookie of a browser', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbour in the domain', { 'sec-fetch-site': 'same-site' }],
    ['no page', { 'sec-fetch-site': 'none' }],
    ['an old browser elsewhere', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['this name by https', { origin: 'https://127.0.0.1' }],
    ['nobody says where', {}],
  ])('is refused from %s', async (_, headers) => {
    const cookie = await server.signIn('local');
    const before = await bookings(cookie);
    for (const line of ['POST /api/v1/bookings', 'POST /api/v1/undo', 'DELETE /api/v1/session']) {
      const body = line.endsWith('bookings') ? BOOKING : undefined;
      const answer = await ask(line, { headers: { cookie, ...headers }, body });
      expect(answer, line).toMatchObject({ status: 403, json: { code: 'foreign_origin' }, cookie: '' });
    }
    expect(await bookings(cookie)).toEqual(before);
  });

  test('is taken from a page of this server', async () => {
    const cookie = await server.signIn('local');
    for (const from of [OWN_PAGE, { origin: server.url }]) {
      const { status, json } = await ask('POST /api/v1/bookings', { headers: { cookie, ...from }, body: BOOKING });
      expect(status).toBe(201);
      const gone = await ask(`DELETE /api/v1/bookings/${json.id}`, { headers: { cookie, ...from } });
      expect(gone).toMatchObject({ status: 204 });
    }
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is no form (%s)',
    async (type) => {
      const cookie = await server.signIn('local');
      const headers = { cookie, ...OWN_PAGE, 'content-type': type };
      const answer = await ask('POST /api/v1/bookings', { headers, body: JSON.stringify(BOOKING) });
      expect(answer).toMatchObject({ status: 415, json: { code: 'wrong_type' } });
    },
  );

  test('is not long', async () => {
    const cookie = await server.signIn('local');
    const body = JSON.stringify({ ...BOOKING, notes: 'x'.repeat(1_048_576) });
    const answer = await ask('POST /api/v1/bookings', { headers: { cookie, ...OWN_PAGE }, body });
    expect(answer).toMatchObject({ status: 413, json: { code: 'too_large' } });
  });
});

test('nobody is signed in as somebody else by another site', async () => {
  const link = await server.link('ben');
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  for (const [line, body] of [['POST /api/v1/session', { link }] as const, [`POST /in/${link}`, undefined] as const]) {
    expect(await ask(line, { headers, body })).toMatchObject({ status: 403, cookie: '' });
  }
  expect((await ask(`GET /in/${link}`)).status).toBe(200);
});

test.each(['/healthz', '/api/v1/bookings', '/docs', '/nowhere', '/in/x', '/calendars/x.ics'])(
  'a browser is told with %s to load nothing from elsewhere and to guess nothing',
  async (path) => {
    const { headers } = await ask(`GET ${path}`);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': path.startsWith('/in/') ? 'same-origin' : 'no-referrer',
    });
    for (const name of Object.keys(headers)) expect(name).not.toMatch(/^access-control-/);
  },
);

test('another origin is not let in by a question before', async () => {
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  const answer = await ask('OPTIONS /api/v1/bookings', { headers });
  expect(answer.status).toBe(405);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('a scope reaches as far as it says', async () => {
  const { token } = await server.token('local', 'read');
  const headers = { authorization: `Bearer ${token}` };
  expect(await ask('GET /api/v1/bookings', { headers })).toMatchObject({ status: 200 });
  for (const line of ['POST /api/v1/bookings', 'POST /api/v1/tokens', 'GET /api/v1/shares', 'POST /api/v1/undo']) {
    expect(await ask(line, { headers, ...(line.startsWith('POST') && { body: {} }) }), line).toMatchObject({
      status: 403,
    });
  }
});
