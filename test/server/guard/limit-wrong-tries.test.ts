import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../src/accounts/access/rate-limit.ts';
import { useHomes } from '../../support/home.ts';
import { OWN_PAGE, useRunningServer } from '../../support/running-server.ts';

const server = useRunningServer(useHomes());
const { ask } = server;

/** From an address that a proxy on this machine has seen. */
const from = (address: string) => ({ 'x-forwarded-for': `1.2.3.4, ${address}` });
const WRONG = `local.${'A'.repeat(43)}`;

describe.each([
  [
    'a token',
    LIMITS.token.most,
    401,
    (headers: object) => ask('GET /api/v1/bookings', { headers: { ...headers, authorization: `Bearer ${WRONG}` } }),
  ],
  [
    'a link',
    LIMITS.signIn.most,
    401,
    (headers: object) => ask('POST /api/v1/session', { headers: { ...headers, ...OWN_PAGE }, body: { link: WRONG } }),
  ],
  [
    'the page of a link',
    LIMITS.signIn.most,
    404,
    (headers: object) => ask(`GET /in/${WRONG}`, { headers: { ...headers } }),
  ],
  [
    'a calendar',
    LIMITS.calendar.most,
    404,
    (headers: object) => ask(`GET /calendars/${WRONG}.ics`, { headers: { ...headers } }),
  ],
] as const)('%s that is wrong', (what, most, wrong, ask_) => {
  const address = `203.0.113.${what.length}`;

  test('is told so a number of times, and then to wait', async () => {
    for (let time = 0; time < most; time += 1) expect((await ask_(from(address))).status).toBe(wrong);
    const answer = await ask_(from(address));
    expect(answer).toMatchObject({ status: 429, json: { code: 'too_many_tries' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(600);
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect((await ask_(from('203.0.113.200'))).status).toBe(wrong);
  });

  test('keeps nobody out who is right', async () => {
    const { token } = await server.token('local');
    const authorization = `Bearer ${token}`;
    expect((await ask('GET /api/v1/bookings', { headers: { ...from(address), authorization } })).status).toBe(200);
    const link = await server.link('local');
    const headers = { ...from(address), ...OWN_PAGE };
    expect((await ask('POST /api/v1/session', { headers, body: { link } })).status).toBe(201);
  });
});

test('a browser that was signed out hears it however often it asks', async () => {
  const headers = { cookie: `numina=${WRONG}` };
  for (let time = 0; time < LIMITS.token.most + 5; time += 1) {
    expect((await ask('GET /api/v1/bookings', { headers })).status).toBe(401);
  }
});
