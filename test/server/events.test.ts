import { afterEach, expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';
import { patient } from '../support/patience.ts';

const api = useApiServer(useHomes());
const open: AbortController[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.abort();
});

/** Listens, and gives what was heard so far. */
async function listen(token: 'ana' | 'ben' = 'ana', headers: Readonly<Record<string, string>> = {}) {
  const ending = new AbortController();
  open.push(ending);
  const response = await fetch(`${api.url}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: ending.signal,
  });
  const heard = { text: '', response, end: () => ending.abort() };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      heard.text += decoder.decode(chunk);
  })().catch(() => undefined);
  await expect.poll(() => heard.text).toMatch(/^id: \d+\n/);
  return heard;
}

const eventsIn = (text: string) =>
  [...text.matchAll(/^id: (\d+)\nevent: changed\ndata: (.*)\n\n/gm)].map(([, id, data = '']) => ({
    id: Number(id),
    ...JSON.parse(data),
  }));

test('a change by another program is told with its revision and the ids, to its person alone', async () => {
  const [ana, ben] = [await listen(), await listen('ben')];
  expect(ana.response.headers.get('content-type')).toBe('text/event-stream');
  const { id } = await api.home.json<{ id: string }>('book Live --at 2027-04-01T18:00');
  await expect.poll(() => eventsIn(ana.text), { timeout: patient(5000) }).toHaveLength(1);
  const [event] = eventsIn(ana.text);
  expect(event).toEqual({ id: event.revision, revision: event.revision, ids: [id], kinds: ['bookings', 'classes'] });
  await api.ask('PATCH /settings', { token: 'ben', body: { clock: '12' } });
  await expect.poll(() => eventsIn(ben.text), { timeout: patient(5000) }).toHaveLength(1);
  expect(eventsIn(ben.text)).toMatchObject([{ ids: [], kinds: ['settings'] }]);
  expect(eventsIn(ana.text)).toHaveLength(1);
});

test('who was away is told what was changed meanwhile', async () => {
  const first = await listen();
  const [, before] = /^id: (\d+)/.exec(first.text) ?? [];
  first.end();
  const { json } = await api.ask('POST /bookings', { body: { class: 'Away', startsAt: '2027-04-02T18:00' } });
  const again = await listen('ana', { 'last-event-id': before ?? '' });
  await expect.poll(() => eventsIn(again.text)).toHaveLength(1);
  expect(eventsIn(again.text)[0].ids).toContain(json.id);
});

test('many changes are told as such', async () => {
  const { text } = await listen();
  const [, before = '0'] = /^id: (\d+)/.exec(text) ?? [];
  const heard = await listen();
  await api.ask('POST /bookings', {
    body: { class: 'Many', startsAt: '2028-01-01T10:00', repeat: { rule: 'daily', count: 60 } },
  });
  await expect.poll(() => eventsIn(heard.text), { timeout: patient(5000) }).toHaveLength(1);
  expect(eventsIn(heard.text)[0]).toMatchObject({ revision: Number(before) + 1, ids: null });
});
