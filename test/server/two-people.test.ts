import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../src/server/resources/index.ts';
import { confirmation } from '../intake/mail-trust/waiting-samples.ts';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';
import { letWaitIn } from '../support/waiting-mails.ts';

// What belongs to another person is answered as what is not there, to the letter.

const api = useApiServer(useHomes(), (home) => letWaitIn(home, confirmation()));
const { ask } = api;

const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** The id of something of Ana, of the kind that a path names. */
async function idFor(path: string): Promise<string> {
  if (path.startsWith('/mail/waiting')) return (await ask('GET /mail/waiting')).json.items[0].id;
  if (path.startsWith('/pauses')) {
    const known = (await ask('GET /pauses')).json.items;
    return (known[0] ?? (await ask('POST /pauses', { body: { from: '2027-07-01', to: '2027-07-02' } })).json).id;
  }
  if (path.startsWith('/tokens')) return (await ask('POST /tokens', { body: { label: 'phone' } })).json.id;
  if (path.startsWith('/sessions')) {
    const { token } = (await ask('POST /tokens', { body: { label: 'phone' } })).json;
    return (await ask('POST /session', { body: { token }, token: null })).json.id;
  }
  return (await ask('GET /bookings?status=attended')).json.items[0].id;
}

const BODIES: Readonly<Record<string, object>> = {
  replaceBooking: { class: 'Yours', startsAt: '2027-03-06T11:00' },
  editBooking: { notes: 'yours' },
  saveReview: { rating: 1 },
};

describe('by the id of another person', () => {
  const withId = ENDPOINTS.filter(({ path }) => path.includes('{id}'));

  test.each(withId.map(({ name, method, path }) => [name, method, path] as const))(
    '%s is not there',
    async (name, method, path) => {
      const id = await idFor(path);
      const whole = async () => {
        const [bookings, reviews, mails] = [
          await ask('GET /bookings?limit=500'),
          await ask('GET /reviews'),
          await ask('GET /mail/waiting'),
        ];
        // The booking that may come of a mail has another id each time.
        return [bookings.json, reviews.json, mails.json.items.map((mail: { id: string }) => mail.id)];
      };
      const before = await whole();
      const body = BODIES[name];
      const said = async (each: string) =>
        ask(`${method} ${path.replace('{id}', each)}`, { token: 'ben', ...(body && { body }) });
      const [own, none] = [await said(id), await said(NOWHERE)];
      expect(own).toMatchObject({ status: 404 });
      const [first, other] = [id, NOWHERE].map((each) => each.slice(0, 8));
      expect(own.text.replaceAll(id, NOWHERE).replaceAll(first ?? '', other ?? '')).toBe(none.text);
      expect(await whole()).toEqual(before);
    },
  );

  test('a shared calendar cannot be ended', async () => {
    await ask('POST /shares', { body: { name: 'family' } });
    expect(await ask('DELETE /shares/family', { token: 'ben' })).toMatchObject({ status: 404 });
    expect((await ask('GET /shares')).json.items).toMatchObject([{ name: 'family' }]);
  });

  test('a class cannot be booked', async () => {
    const { id } = (await ask('GET /classes')).json.items[0];
    const { status } = await ask('POST /bookings', {
      token: 'ben',
      body: { classId: id, startsAt: '2027-01-01T10:00' },
    });
    expect(status).toBe(404);
  });
});

test('no list and no calendar shows what is of another person', async () => {
  const names = (await ask('GET /classes?limit=500')).json.items.map(({ name }: { name: string }) => name);
  expect(names.length).toBeGreaterThan(3);
  const isList = ({ method, path }: (typeof ENDPOINTS)[number]) =>
    method === 'GET' && !path.includes('{id}') && path !== '/events';
  for (const { method, path } of ENDPOINTS.filter(isList)) {
    const line = `${method} ${path.replace('{month}', '2026-11').replace('{date}', '2026-11-24')}`;
    const { status, text } = await ask(line, { token: 'ben' });
    expect(status, line).toBe(200);
    for (const name of names) expect(text, line).not.toContain(`"${name}"`);
  }
});

test('neither can take back what the other did', async () => {
  const { json: booked } = await ask('POST /bookings', { body: { class: 'Mine', startsAt: '2027-03-06T10:00' } });
  expect((await ask('POST /undo', { token: 'ben' })).json).toEqual({ done: [] });
  expect((await ask(`GET /bookings/${booked.id}`)).status).toBe(200);
});

test('an unchanged answer to one is none to the other', async () => {
  const tag = (await ask('GET /pauses')).headers.get('etag') ?? '';
  expect((await ask('GET /pauses', { headers: { 'if-none-match': tag } })).status).toBe(304);
  expect((await ask('GET /pauses', { token: 'ben', headers: { 'if-none-match': tag } })).status).toBe(200);
});
