import { expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

const api = useApiServer(useHomes());
const { ask } = api;

const book = (key: string, fields: object, token: 'ana' | 'ben' = 'ana') =>
  ask('POST /bookings', {
    token,
    body: { class: 'Once', startsAt: '2027-03-01T10:00', ...fields },
    headers: { 'idempotency-key': key },
  });
const count = async () => (await ask('GET /bookings?search=once&limit=500')).json.items.length;

test('a request with a key is done once, and answered alike each time', async () => {
  const first = await book('a', {});
  const again = await book('a', {});
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.text).toBe(first.text);
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  expect(await count()).toBe(1);
});

test('the key of another request is refused, that of another person is none', async () => {
  expect((await book('a', { notes: 'other' })).json).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  expect((await book('a', {}, 'ben')).status).toBe(201);
});

test('what was refused may be asked for again', async () => {
  expect((await book('b', { zone: 'Nowhere' })).status).toBe(422);
  expect((await book('b', { startsAt: '2027-03-02T10:00' })).status).toBe(201);
});

test('of several at once, one is done, and the others are told to wait or get its answer', async () => {
  const before = await count();
  const answers = await Promise.all(Array.from({ length: 8 }, () => book('c', { startsAt: '2027-03-03T10:00' })));
  for (const { status } of answers) expect([201, 409]).toContain(status);
  expect(answers.some(({ status }) => status === 201)).toBe(true);
  expect(await count()).toBe(before + 1);
});

test('no key is', async () => {
  expect((await book(' ', {})).status).not.toBe(500);
  expect((await book('x'.repeat(256), {})).json).toMatchObject({ status: 400, code: 'bad_idempotency_key' });
});
