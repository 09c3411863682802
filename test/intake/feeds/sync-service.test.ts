import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import { findDueFeeds } from '../../../src/intake/feeds/due-feeds.ts';
import type { Feed } from '../../../src/intake/feeds/feed.ts';
import { listFeeds, saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import { type FeedOutcome, type SyncRequest, syncFeeds } from '../../../src/intake/feeds/sync-service.ts';
import { field, words } from '../../../src/words.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { useWebServer } from '../../support/web-server.ts';

const db = useBookingDatabase();
const NOW = '2026-11-20T12:00:00.000Z';

/** What the server answers, by path; each answer is counted. */
let answers: Record<string, (response: ServerResponse) => void> = {};
let asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
const at = useWebServer((request, response) => {
  const path = request.url ?? '';
  asked.push({ path, headers: request.headers });
  const answer = answers[path];
  if (answer) answer(response);
  else response.writeHead(404).end();
});
beforeEach(() => {
  answers = {};
  asked = [];
});

function calendar(...events: readonly (readonly [uid: string, day: string, title: string])[]): string {
  const lines = events.flatMap(([uid, day, title]) => [
    ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTART:${day}T170000Z`, `DTEND:${day}T180000Z`, `SUMMARY:${title}`],
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
const TWO = calendar(['a', '20261201', 'Spin 45'], ['b', '20261202', 'Yoga']);

/** Answers with a document of this version, and 304 to who has it. */
function version(etag: string, text = TWO) {
  return (response: ServerResponse) => {
    if (response.req.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.setHeader('etag', etag).end(text);
  };
}

function add(name: string, path: string, rules: { only?: string[]; maps?: string[]; type?: string } = {}) {
  const { only = [], maps = [], type = null } = rules;
  const reading = { source: null, type, only, skip: [], maps, login: null, zone: null, allDayAt: null, since: null };
  return saveFeed(db.at(NOW), name, { kind: 'calendar', url: at(path), ...reading });
}

interface Said extends Partial<SyncRequest> {
  readonly now?: string;
  readonly homeZone?: string;
}

function sync(feeds: readonly Feed[], { now = NOW, homeZone, ...request }: Said = {}): Promise<FeedOutcome[]> {
  const context = db.at(now, homeZone === undefined ? {} : { homeZone });
  const { signal } = new AbortController();
  const options = { force: false, revive: false, isDryRun: false, isAutomatic: true };
  return syncFeeds(context, feeds, { ...options, standing: [], signal, ...request });
}

const titles = async () => (await db.all()).map(({ className }) => className);
const state = async (name: string) => (await listFeeds(db.at(NOW))).find(({ feed }) => feed.name === name)?.state;

describe('asking feeds', () => {
  test('takes in what they say by the rules of each', async () => {
    answers['/one'] = (response) => response.end(TWO);
    answers['/two'] = (response) => response.end(calendar(['c', '20261203', 'Barre'], ['d', '20261204', 'Dentist']));
    const feeds = [
      await add('one', '/one', { maps: ['Spin*=type:spin,location:Velo'] }),
      await add('two', '/two', { only: ['Barre'], type: 'barre' }),
    ];
    const outcomes = await sync(feeds);
    expect(outcomes).toMatchObject([
      { state: 'taken', report: { created: 2, skipped: [] } },
      {
        state: 'taken',
        report: { created: 1, skipped: [{ uid: 'd', reason: words`The title matches no ${field('only')}.` }] },
      },
    ]);
    expect((await db.all()).map(({ className, classType, location }) => [className, classType, location])).toEqual([
      ['Spin 45', 'spin', 'Velo'],
      ['Yoga', null, null],
      ['Barre', 'barre', null],
    ]);
  });

  test('goes on with the others where one fails, and leaves what it had', async () => {
    const feeds = [await add('bad', '/bad'), await add('page', '/page'), await add('good', '/good')];
    answers['/bad'] = (response) => response.end(TWO);
    await sync(feeds.slice(0, 1));
    answers['/bad'] = (response) => response.writeHead(500).end();
    answers['/page'] = (response) => response.end('<!doctype html><p>Log in');
    answers['/good'] = (response) => response.end(calendar(['c', '20261203', 'Barre']));
    expect(await sync(feeds)).toMatchObject([
      { state: 'failed', error: { code: 'cannot_fetch' } },
      { state: 'failed', error: { code: 'not_readable' } },
      { state: 'taken', report: { created: 1 } },
    ]);
    expect(await titles()).toEqual(['Spin 45', 'Yoga', 'Barre']);
  });

  test('writes nothing of a dry run, not even that it failed', async () => {
    const feed = await add('one', '/one');
    answers['/one'] = version('"1"');
    await sync([feed], { isDryRun: true });
    answers['/one'] = (response) => response.writeHead(500).end();
    await sync([feed], { isDryRun: true });
    expect([await titles(), await state('one')]).toEqual([[], null]);
  });

  test('ends with the signal, and holds that against nobody', async () => {
    const feed = await add('slow', '/slow');
    const ending = new AbortController();
    answers['/slow'] = () => ending.abort();
    expect(await sync([feed], { signal: ending.signal })).toEqual([]);
    expect(await state('slow')).toBeNull();
  });
});

describe('a feed that has not changed', () => {
  test('is not sent again', async () => {
    const feed = await add('one', '/one');
    answers['/one'] = version('"1"');
    await sync([feed]);
    expect(await sync([feed])).toMatchObject([{ state: 'same', report: { created: 0, unchanged: 2 } }]);
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect(await state('one')).toMatchObject({ result: 'nothing new', hasFailed: false });
  });

  test('is asked for the next version', async () => {
    const feed = await add('one', '/one');
    answers['/one'] = version('"1"');
    await sync([feed]);
    answers['/one'] = version('"2"', calendar(['a', '20261201', 'Spin 60'], ['b', '20261202', 'Yoga']));
    expect(await sync([feed])).toMatchObject([{ state: 'taken', report: { updated: 1, unchanged: 1 } }]);
    expect(await titles()).toEqual(['Spin 60', 'Yoga']);
  });

  test.each([
    ['once a day', { now: '2026-11-21T12:00:00Z' }],
    ['with --force', { force: true }],
    ['with --revive', { revive: true }],
    ['in another home zone', { homeZone: 'Asia/Tokyo' }],
    ['when the clock was set back', { now: '2026-11-19T12:00:00Z' }],
  ])('is read whole all the same %s', async (_, said) => {
    const feed = await add('one', '/one');
    answers['/one'] = version('"1"');
    await sync([feed]);
    expect(await sync([feed], said)).toMatchObject([{ state: 'taken', report: { unchanged: 2 } }]);
  });

  test('is read whole after a run that believed nothing', async () => {
    const feed = await add('one', '/one');
    answers['/one'] = version('"1"');
    await sync([feed]);
    answers['/one'] = version('"2"', calendar());
    const [doubted] = await sync([feed]);
    expect(doubted).toMatchObject({
      state: 'doubted',
      notes: [expect.stringContaining('127'), expect.arrayContaining([expect.stringContaining('one')])],
    });
    expect(await sync([feed])).toMatchObject([{ state: 'doubted' }]);
    expect(await sync([feed], { force: true })).toMatchObject([{ state: 'taken', report: { cancelled: 2 } }]);
  });
});

describe('a feed that fails', () => {
  test('is left alone for longer each time, and no longer once it answers', async () => {
    const feed = await add('one', '/one');
    const due = async (now: string) => (await findDueFeeds(db.at(now))).length === 1;
    expect(await due(NOW)).toBe(true);
    await sync([feed]);
    expect(await state('one')).toMatchObject({ hasFailed: true, failures: 1, syncedAt: null });
    // 404: another hour would make no difference.
    expect([await due('2026-11-21T11:00:00Z'), await due('2026-11-21T12:00:00Z')]).toEqual([false, true]);
    answers['/one'] = (response) => response.writeHead(503, { 'retry-after': '10800' }).end();
    await sync([feed]);
    expect([await due('2026-11-20T14:59:00Z'), await due('2026-11-20T15:00:00Z')]).toEqual([false, true]);
    answers['/one'] = version('"1"');
    await sync([feed]);
    expect(await state('one')).toMatchObject({ hasFailed: false, failures: 0, result: '2 new', syncedAt: NOW });
    expect([await due('2026-11-20T12:30:00Z'), await due('2026-11-20T13:00:00Z')]).toEqual([false, true]);
  });

  test('keeps what it knew of its version', async () => {
    const feed = await add('one', '/one');
    answers['/one'] = version('"1"');
    await sync([feed]);
    answers['/one'] = (response) => response.writeHead(500).end();
    await sync([feed]);
    answers['/one'] = version('"1"');
    expect(await sync([feed])).toMatchObject([{ state: 'same' }]);
  });
});
