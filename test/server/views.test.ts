import { expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

// What the server shows is what the command line prints with --json.

const api = useApiServer(useHomes());
const { ask } = api;

test.each([
  ['/calendar/month/2026-11', 'calendar month 2026-11'],
  ['/calendar/week/2026-11-24', 'calendar week 2026-11-24'],
  ['/calendar/day/2026-11-24?type=spin', 'calendar day 2026-11-24 --type spin'],
  ['/bookings/stats', 'stats'],
  ['/bookings/stats?year=2026&exclude=type:yoga', 'stats --year 2026 --exclude type=yoga'],
  ['/bookings/streak', 'streak'],
])('%s is numina %s', async (path, line) => {
  expect((await ask(`GET ${path}`)).json).toEqual(await api.home.json(line));
});

test.each([
  ['/calendar/upcoming?days=30', 'upcoming --days 30'],
  ['/inbox?limit=500', 'inbox'],
  ['/achievements?limit=500', 'achievements'],
  ['/classes?limit=500', 'classes'],
  ['/pauses', 'pause list'],
  ['/reviews', 'review list'],
])('the items of %s are those of numina %s', async (path, line) => {
  expect((await ask(`GET ${path}`)).json.items).toEqual(await api.home.json(line));
});

test('history has the latest first, in pages', async () => {
  const whole = (await ask('GET /history?limit=500')).json.items;
  expect(whole.toReversed()).toEqual(await api.home.json('history'));
  const first = (await ask('GET /history?limit=2')).json;
  const second = (await ask(`GET /history?limit=2&cursor=${first.nextCursor}`)).json;
  expect([...first.items, ...second.items]).toEqual(whole.slice(0, 4));
});

test.each(['ics', 'csv', 'json'])('an export as %s is that of the command line, byte for byte', async (format) => {
  const { text, headers } = await ask(`GET /calendar/export?format=${format}&type=yoga`);
  expect(text).toBe((await api.home.run(`export --format ${format} --type yoga`)).stdout);
  expect(headers.get('content-disposition')).toContain(`.${format}`);
});

test('an unchanged export is not sent again', async () => {
  const tag = (await ask('GET /calendar/export')).headers.get('etag') ?? '';
  expect(await ask('GET /calendar/export', { headers: { 'if-none-match': tag } })).toMatchObject({ status: 304 });
  await api.home.run('book Rowing --at 2027-05-01T10:00');
  expect((await ask('GET /calendar/export', { headers: { 'if-none-match': tag } })).text).toContain('Rowing');
});

test.each(['/calendar/month/2026-13', '/calendar/day/2026-02-30'])('%s is no date', async (path) => {
  const { status } = await ask(`GET ${path}`);
  expect([400, 422]).toContain(status);
});

test.each(['/calendar/month/november', '/calendar/day/today', '/calendar/week/2026-11'])(
  '%s is not there',
  async (path) => {
    expect(await ask(`GET ${path}`)).toMatchObject({ status: 404 });
  },
);

test('what was done is taken back and done again', async () => {
  const { json } = await ask('POST /bookings', { body: { class: 'Undone', startsAt: '2027-05-02T10:00' } });
  expect((await ask('GET /journal?limit=1')).json.items).toMatchObject([{ what: expect.stringContaining('Undone') }]);
  await ask('POST /undo');
  expect((await ask(`GET /bookings/${json.id}`)).status).toBe(404);
  expect((await ask('POST /redo', { body: { steps: 5 } })).json.done).toHaveLength(1);
  expect((await ask(`GET /bookings/${json.id}`)).status).toBe(200);
});
