import { request as send } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type ApiAnswer, useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

const api = useApiServer(useHomes());
const { ask } = api;

/** Books and gives the booking with its tag. */
async function book(
  fields: object,
): Promise<{ readonly id: string; readonly tag: string; readonly answer: ApiAnswer }> {
  const answer = await ask('POST /bookings', { body: fields });
  expect(answer, answer.text).toMatchObject({ status: 201 });
  return { id: answer.json.id, tag: answer.headers.get('etag') ?? '', answer };
}

describe('a booking', () => {
  test('is recorded by ISO time or in words, and is that of the command line', async () => {
    const { id, answer } = await book({
      class: 'Barre',
      startsAt: '2027-01-04T18:00:00-05:00',
      price: 14.5,
      currency: 'EUR',
    });
    expect(answer.headers.get('location')).toBe(`/api/v1/bookings/${id}`);
    expect(answer.json).toMatchObject({
      class: { name: 'Barre' },
      startsAt: '2027-01-04T18:00:00.000-05:00',
      price: 14.5,
    });
    expect(await api.home.json(['show', id])).toEqual(answer.json);
    const { answer: inWords } = await book({ class: 'Barre', when: 'tomorrow 7am' });
    expect(inWords.json).toMatchObject({ startsAt: '2026-11-25T07:00:00.000-05:00', price: 14.5 });
  });

  test('of a series comes with all of them', async () => {
    const { json } = await ask('POST /bookings', {
      body: { class: 'Rowing', startsAt: '2027-02-01T10:00', repeat: { rule: 'weekly', count: 3 } },
    });
    expect(json.items.map(({ localDate }: { localDate: string }) => localDate)).toEqual([
      ...['2027-02-01', '2027-02-08', '2027-02-15'],
    ]);
  });

  test('is of a class that is named by its id', async () => {
    const { answer } = await book({ class: 'Aerial', startsAt: '2027-01-05T18:00', location: 'Loft' });
    const { answer: other } = await book({ classId: answer.json.class.id, startsAt: '2027-01-06T18:00' });
    expect(other.json.class).toEqual(answer.json.class);
    const unknown = await ask('POST /bookings', {
      body: { classId: '00000000-0000-4000-8000-000000000000', startsAt: '2027-01-07T18:00' },
    });
    expect(unknown.json).toMatchObject({ status: 404, code: 'class_not_found' });
  });

  test('that is there already is refused, unless it is forced', async () => {
    const body = { class: 'Twice', startsAt: '2027-03-01T10:00' };
    await book(body);
    const { status, json } = await ask('POST /bookings', { body });
    expect({ status, code: json.code }).toEqual({ status: 409, code: expect.any(String) });
    await book({ ...body, force: true });
  });

  test('is replaced whole: what is absent becomes null or its default, and the status stays', async () => {
    const { id } = await book({
      ...{ class: 'Replaced', startsAt: '2026-11-20T10:00', durationMinutes: 90, type: 'yoga', location: 'North' },
      ...{ instructor: 'Ana', notes: 'mat', price: 10, status: 'attended', source: 'classpass' },
    });
    const { status, json } = await ask(`PUT /bookings/${id}`, {
      body: { class: 'Replaced', startsAt: '2026-11-20T11:00' },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ...{ startsAt: '2026-11-20T11:00:00.000-05:00', durationMinutes: 60, status: 'attended', source: 'manual' },
      class: { name: 'Replaced', type: null, location: null, instructor: null },
      ...{ notes: null, price: null },
    });
    const missing = await ask(`PUT /bookings/${id}`, { body: { class: 'Replaced' } });
    expect(missing.json).toMatchObject({ status: 422, errors: [{ pointer: '#/startsAt' }] });
  });

  test('is changed in what is named; null clears', async () => {
    const { id } = await book({ class: 'Patched', startsAt: '2027-03-02T10:00', notes: 'mat', instructor: 'Ana' });
    const { json } = await ask(`PATCH /bookings/${id}`, { body: { notes: null, durationMinutes: 45 } });
    expect(json).toMatchObject({ notes: null, durationMinutes: 45, class: { instructor: 'Ana' } });
  });

  test('goes from state to state, and says why where it may not', async () => {
    const { id } = await book({ class: 'Past', startsAt: '2026-11-23T10:00' });
    expect((await ask(`POST /bookings/${id}/mark-attended`)).json).toMatchObject({ status: 'attended' });
    expect((await ask(`POST /bookings/${id}/no-show`, { body: { feePaid: 5 } })).json).toMatchObject({
      ...{ status: 'no_show', feePaid: 5 },
    });
    expect((await ask(`POST /bookings/${id}/cancel`)).json).toMatchObject({ status: 409, code: 'status_forbidden' });
    const { id: ahead } = await book({ class: 'Ahead', startsAt: '2027-03-03T10:00', status: 'waitlisted' });
    expect((await ask(`POST /bookings/${ahead}/confirm`)).json).toMatchObject({ status: 'booked' });
    const cancelled = await ask(`POST /bookings/${ahead}/cancel`, { body: { reason: 'ill', at: '2026-11-24T08:00' } });
    expect(cancelled.json).toMatchObject({ status: 'cancelled', cancellationReason: 'ill' });
    expect((await ask(`DELETE /bookings/${ahead}`)).status).toBe(204);
    expect((await ask(`GET /bookings/${ahead}`)).status).toBe(404);
  });
});

describe('If-Match', () => {
  test('lets through what is as it was, and stops what another has changed', async () => {
    const { id, tag } = await book({ class: 'Guarded', startsAt: '2027-03-04T10:00' });
    const first = await ask(`PATCH /bookings/${id}`, { body: { notes: 'first' }, headers: { 'if-match': tag } });
    expect(first.status).toBe(200);
    for (const line of [`PATCH /bookings/${id}`, `PUT /bookings/${id}`]) {
      const body = { class: 'Guarded', startsAt: '2027-03-04T11:00' };
      const late = await ask(line, { body, headers: { 'if-match': tag } });
      expect(late.json).toMatchObject({ status: 412, code: 'changed_meanwhile' });
    }
    for (const line of [`DELETE /bookings/${id}`, `POST /bookings/${id}/cancel`]) {
      expect(await ask(line, { headers: { 'if-match': tag } })).toMatchObject({ status: 412 });
    }
    const now = first.headers.get('etag') ?? '';
    expect((await ask(`GET /bookings/${id}`)).headers.get('etag')).toBe(now);
    expect(await ask(`DELETE /bookings/${id}`, { headers: { 'if-match': `"other", W/${now}` } })).toMatchObject({
      status: 204,
    });
  });
});

describe('a list', () => {
  test('is filtered as on the command line', async () => {
    const { json } = await ask('GET /bookings?type=yoga&type=spin&exclude=status:cancelled&limit=500');
    expect(json.items).toEqual(await api.home.json('list --type yoga --type spin --exclude status=cancelled'));
    expect(json.items.length).toBeGreaterThan(2);
  });

  test.each(['asc', 'desc'])('comes in pages without gaps, %s', async (order) => {
    const whole = await ask(`GET /bookings?limit=500&order=${order}`);
    const found: unknown[] = [];
    let cursor: string | null = '';
    do {
      const page: ApiAnswer = await ask(`GET /bookings?limit=3&order=${order}${cursor ? `&cursor=${cursor}` : ''}`);
      found.push(...page.json.items);
      cursor = page.json.nextCursor;
    } while (cursor !== null);
    expect(found).toEqual(whole.json.items);
    expect(found.length).toBeGreaterThan(6);
  });

  test('that is unchanged is told so, until something changes', async () => {
    const tag = (await ask('GET /bookings')).headers.get('etag') ?? '';
    const again = await ask('GET /bookings', { headers: { 'if-none-match': tag } });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect((await ask('GET /bookings?limit=2', { headers: { 'if-none-match': tag } })).status).toBe(200);
    await book({ class: 'New', startsAt: '2027-03-05T10:00' });
    expect((await ask('GET /bookings', { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  test.each(['limit=0', 'limit=501', 'cursor=x', 'order=up', 'colour=red', 'from=someday', 'order=asc&order=asc'])(
    'does not take %s',
    async (query) => {
      const { json } = await ask(`GET /bookings?${query}`);
      expect(json).toMatchObject({ status: 422, errors: [{ pointer: `#/${query.split('=')[0]}` }] });
    },
  );
});

describe('what is wrong with a request', () => {
  test.each([
    [{ class: 'Yoga', startsAt: '2027-01-01T10:00', colour: 'red' }, '#/colour', 'unknown_field'],
    [{ class: 'Yoga', startsAt: '2027-02-30T10:00' }, '#/startsAt', 'when_impossible'],
    [{ class: 'Yoga', startsAt: 'tomorrow' }, '#/startsAt', 'bad_field'],
    [{ class: 'Yoga', when: 'tomorow 6pm' }, '#/when', 'when_not_understood'],
    [{ class: 'Yoga', startsAt: '2027-01-01T10:00', durationMinutes: 0 }, '#/durationMinutes', 'bad_number'],
    [
      { class: 'Yoga', startsAt: '2027-01-01T10:00', externalBookingId: 'a'.repeat(2000) },
      '#/externalBookingId',
      'text_too_long',
    ],
    [
      { class: 'Yoga', startsAt: '2027-01-01T10:00', repeat: { rule: 'weekly', count: 0 } },
      '#/repeat/count',
      'bad_number',
    ],
    [{ startsAt: '2027-01-01T10:00' }, '#/class', 'class_missing'],
  ])('%o: %s', async (body, pointer, code) => {
    const { headers, json } = await ask('POST /bookings', { body });
    expect(json).toMatchObject({ type: 'about:blank', status: 422, code });
    expect(json.errors.map((each: { pointer: string }) => each.pointer)).toContain(pointer);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });

  test('is told by HTTP where it is of HTTP', async () => {
    const headers = { 'content-type': 'application/json' };
    const wrong = async (line: string, request = {}) => {
      const { status, json } = await ask(line, request);
      return [status, json.code];
    };
    expect(await wrong('GET /bookings', { token: null })).toEqual([401, 'not_signed_in']);
    expect(await wrong('POST /bookings', { token: 'ana-read', body: {} })).toEqual([403, 'read_only']);
    expect(await wrong('POST /bookings', { body: '{', headers })).toEqual([400, 'bad_json']);
    expect(await wrong('POST /bookings', { body: '[]', headers })).toEqual([422, 'bad_field']);
    expect(await wrong('POST /bookings', { body: 'class=Yoga' })).toEqual([415, 'wrong_type']);
    expect(await wrong('POST /bookings', { body: ' '.repeat(1_048_577), headers })).toEqual([413, 'too_large']);
    expect(await wrong('GET /nothing')).toEqual([404, 'not_found']);
    expect(await wrong('GET /bookings/next')).toEqual([404, 'not_found']);
    expect(await wrong('PUT /bookings')).toEqual([405, 'wrong_method']);
    expect(await statusOfHost('evil.example')).toEqual([421, 'wrong_host']);
    expect(await statusOfHost('localhost:1')).toEqual([200, undefined]);
    expect(api.defects).toEqual([]);
  });
});

/** What a request gets whose Host is a name that leads here (DNS rebinding). */
function statusOfHost(host: string): Promise<[status: number | undefined, code: string | undefined]> {
  return new Promise((resolve, reject) => {
    const request = send(`${api.url}/healthz`, { headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve([response.statusCode, (JSON.parse(text) as { code?: string }).code]));
    });
    request.on('error', reject).end();
  });
}

test('it says that it is there and ready', async () => {
  expect(await ask('GET //healthz', { token: null })).toMatchObject({ status: 200, json: { status: 'ok' } });
  expect(await ask('GET //readyz', { token: null })).toMatchObject({ status: 200, json: { status: 'ready' } });
});
