import { describe, expect, test } from 'vitest';
import { useHomes } from '../../support/home.ts';
import { OWN_PAGE, useRunningServer } from '../../support/running-server.ts';

const server = useRunningServer(useHomes());
const { ask } = server;
const SESSION = '/api/v1/session';
let visitor = 0;
/** Each from an address of its own, as a proxy on this machine tells it. */
const signIn = (body: object, headers: object = {}) => {
  visitor += 1;
  return ask(`POST ${SESSION}`, {
    headers: { ...OWN_PAGE, 'x-forwarded-for': `198.51.100.${visitor}`, ...headers },
    body,
  });
};
const sessions = async (cookie: string) => (await ask('GET /api/v1/sessions', { headers: { cookie } })).json.items;

describe('a link', () => {
  test('signs one browser in, once', async () => {
    const link = await server.link('ben');
    const answer = await signIn(
      { link },
      { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko Firefox/143.0' },
    );
    expect(answer).toMatchObject({ status: 201, json: { account: 'ben', label: 'Firefox on Linux', scope: 'write' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^numina=[0-9a-f]{12}\.[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    );
    expect(await sessions(answer.cookie)).toMatchObject([{ id: answer.json.id, isCurrent: true }]);
    const again = await signIn({ link });
    expect(again).toMatchObject({ status: 401, json: { code: 'wrong_link' }, cookie: '' });
  });

  test('is the same whole or its secret alone', async () => {
    const link = `http://127.0.0.1:6464/in/${await server.link('local')}`;
    expect(await signIn({ link })).toMatchObject({ status: 201, json: { account: 'local' } });
  });

  test('says nothing of who there is', async () => {
    const secret = (await server.link('ben')).slice(-43);
    const told = await Promise.all(
      [`ben.${secret}`, `local.${secret}`, `nobody.${secret}`, 'x'].map(async (link) => (await signIn({ link })).text),
    );
    expect(new Set(told).size).toBe(1);
  });

  test('that is opened shows a page, however often, and only its button uses it up', async () => {
    const link = await server.link('ben');
    for (const method of ['GET', 'HEAD', 'GET']) expect((await ask(`${method} /in/${link}`)).status).toBe(200);
    const { text, headers } = await ask(`GET /in/${link}`);
    expect(text).toContain('<b>ben</b>');
    expect(text).not.toMatch(/<script|style=|https?:/);
    expect(headers['cache-control']).toBe('no-store');
    const { status, headers: after, cookie } = await ask(`POST /in/${link}`, { headers: OWN_PAGE });
    expect({ status, to: after['location'] }).toEqual({ status: 303, to: '/' });
    expect(await sessions(cookie)).toContainEqual(expect.objectContaining({ isCurrent: true }));
    for (const line of [`GET /in/${link}`, `POST /in/${link}`]) {
      const used = await ask(line, { headers: OWN_PAGE });
      expect(used).toMatchObject({ status: 404, text: expect.stringContaining('signs nobody in'), cookie: '' });
    }
  });
});

describe('a token', () => {
  test('signs a browser in as far as it reaches itself, until it is revoked', async () => {
    const { id, token } = await server.token('local', 'read');
    const { status, json, cookie } = await signIn({ token });
    expect({ status, json }).toMatchObject({ status: 201, json: { account: 'local', scope: 'read' } });
    const headers = { cookie, ...OWN_PAGE };
    expect(await ask('GET /api/v1/bookings', { headers })).toMatchObject({ status: 200 });
    expect(await ask('POST /api/v1/tokens', { headers, body: { label: 'more', scope: 'write' } })).toMatchObject({
      status: 403,
    });
    const { token: other } = await server.token('local');
    const revoked = await ask(`DELETE /api/v1/tokens/${id}`, { headers: { authorization: `Bearer ${other}` } });
    expect(revoked.status).toBe(204);
    expect(await ask('GET /api/v1/bookings', { headers })).toMatchObject({ status: 401 });
  });

  test.each([
    ['a link as a token', async () => ({ token: await server.link('local') })],
    ['a token as a link', async () => ({ link: (await server.token('local')).token })],
    ['the cookie of a browser', async () => ({ token: (await server.signIn('local')).split('=')[1] })],
    [
      'the secret of a shared calendar',
      async () => {
        const { token } = await server.token('local');
        const { json } = await ask('POST /api/v1/shares', {
          ...{ headers: { authorization: `Bearer ${token}` }, body: { name: 'mistaken' } },
        });
        return { token: /calendars\/(.*)\.ics$/.exec(json.url)?.[1] };
      },
    ],
  ])('is not %s', async (_, brought) => {
    const body: { readonly link?: string; readonly token?: string | undefined } = await brought();
    expect(await signIn(body)).toMatchObject({ status: 401, cookie: '' });
    if (body.token === undefined) return;
    const headers = { authorization: `Bearer ${body.token}` };
    for (const line of ['GET /api/v1/bookings', 'GET /api/v1/shares', 'GET /api/v1/calendar/export']) {
      expect(await ask(line, { headers }), line).toMatchObject({ status: 401, json: { code: 'not_signed_in' } });
    }
  });
});

test.each([{}, { link: 'x', token: 'y' }, { link: 7 }, { link: 'x', name: 'y' }])('%j is not taken', async (body) => {
  expect(await signIn(body)).toMatchObject({ status: 422, cookie: '' });
});

test('a browser signs itself out', async () => {
  const cookie = await server.signIn('ben');
  const answer = await ask(`DELETE ${SESSION}`, { headers: { cookie, ...OWN_PAGE } });
  expect(answer.status).toBe(204);
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^numina=; Path=\/; Max-Age=0; /);
  expect(await ask('GET /api/v1/bookings', { headers: { cookie } })).toMatchObject({ status: 401 });
});

test('another browser is signed out by its id', async () => {
  const [cookie, lost] = [await server.signIn('local'), await server.signIn('local')];
  const [{ id }] = (await sessions(lost)).filter((each: { isCurrent: boolean }) => each.isCurrent);
  expect(await ask(`DELETE /api/v1/sessions/${id}`, { headers: { cookie, ...OWN_PAGE } })).toMatchObject({
    status: 204,
  });
  expect(await ask('GET /api/v1/bookings', { headers: { cookie: lost } })).toMatchObject({ status: 401 });
});

test('a token has no session to sign out', async () => {
  const { token } = await server.token('local');
  const answer = await ask(`DELETE ${SESSION}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer).toMatchObject({ status: 404, json: { code: 'no_session' } });
});

describe('behind https', () => {
  const proxied = useRunningServer(useHomes(), 'https://numina.example');
  const HOST = { host: 'numina.example', 'x-forwarded-proto': 'https' };

  test('the cookie is of this host alone', async () => {
    const headers = { ...HOST, origin: 'https://numina.example' };
    const { headers: answered, cookie } = await proxied.ask(`POST ${SESSION}`, {
      ...{ headers, body: { link: await proxied.link('ben') } },
    });
    expect(answered['set-cookie']?.[0]).toMatch(
      /^__Host-numina=\S+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    );
    const asked = (sent: string) => proxied.ask('GET /api/v1/bookings', { headers: { ...HOST, cookie: sent } });
    expect((await asked(cookie)).status).toBe(200);
    expect((await asked(cookie.replace('__Host-', ''))).status).toBe(401);
  });

  test('links and calendars begin with the address that was said', async () => {
    expect(await proxied.home.json('account link')).toMatchObject({
      url: expect.stringMatching(/^https:\/\/numina\.example\/in\//),
    });
  });
});
