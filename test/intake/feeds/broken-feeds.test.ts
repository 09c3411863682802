import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import { findDueFeeds } from '../../../src/intake/feeds/due-feeds.ts';
import type { Feed } from '../../../src/intake/feeds/feed.ts';
import { listFeeds, saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import { type FeedOutcome, syncFeeds } from '../../../src/intake/feeds/sync-service.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { answerRaw, type RawEnd } from '../../support/raw-answers.ts';
import { useWebServer } from '../../support/web-server.ts';

// A feed whose answer breaks off says nothing: no class is booked, moved or cancelled by it.

const db = useBookingDatabase();
const NOW = '2026-11-20T12:00:00.000Z';

let answer: (response: ServerResponse) => void = () => undefined;
let tags: (string | string[] | undefined)[] = [];
const at = useWebServer((request, response) => {
  tags.push(request.headers['if-none-match']);
  answer(response);
});
beforeEach(() => {
  tags = [];
});

const numbers = Array.from({ length: 100 }, (_, index) => index + 1);
const dayOf = (n: number) => `2026-12-${String((n % 28) + 1).padStart(2, '0')}`;
const hourOf = (n: number) => String(6 + Math.floor(n / 10)).padStart(2, '0');

function table(count: number, title = 'Class'): string {
  const rows = numbers.slice(0, count).map((n) => `${title} ${n},${dayOf(n)} ${hourOf(n)}:00`);
  return ['class,starts_at', ...rows, ''].join('\r\n');
}

function calendar(count: number, title = 'Class'): string {
  const events = numbers.slice(0, count).flatMap((n) => {
    const start = `${dayOf(n).replaceAll('-', '')}T${hourOf(n)}0000Z`;
    return ['BEGIN:VEVENT', `UID:${n}`, `DTSTART:${start}`, `SUMMARY:${title} ${n}`, 'END:VEVENT'];
  });
  return ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n');
}

async function add(): Promise<Feed> {
  const reading = { source: null, type: null, only: [], skip: [], maps: [], login: null };
  const definition = {
    kind: 'calendar',
    url: at('/feed'),
    ...reading,
    zone: null,
    allDayAt: null,
    since: null,
  } as const;
  return saveFeed(db.at(NOW), 'studio', definition);
}

async function sync(feed: Feed, said: typeof answer, { force = false, now = NOW } = {}): Promise<FeedOutcome> {
  answer = said;
  const { signal } = new AbortController();
  const options = { force, revive: false, isDryRun: false, isAutomatic: true };
  const [outcome] = await syncFeeds(db.at(now), [feed], { ...options, standing: [], signal });
  return outcome as FeedOutcome;
}

/** All that a sync may change of bookings. */
const stored = async () =>
  (await db.all()).map(({ className, startsAt, status }) => `${className} ${startsAt} ${status}`);
const state = async () => (await listFeeds(db.at(NOW))).find(({ feed }) => feed.name === 'studio')?.state;
const raw =
  (body: string, end: RawEnd = 'close', headers: readonly string[] = []) =>
  (response: ServerResponse) =>
    answerRaw(response, body, { end, headers });
const whole = (body: string) => raw(body, 'close', [`Content-Length: ${Buffer.byteLength(body)}`]);

describe.each([
  ['a table', table],
  ['a calendar', calendar],
] as const)('%s', (_, documentOf) => {
  const whole100 = documentOf(100);
  const half = documentOf(60, 'Renamed').slice(0, -20);

  test.each([
    ['closed', raw(half)],
    ['reset', raw(half, 'reset')],
    ['reset after what looks like the end', raw(documentOf(60), 'reset')],
    ['shorter than it says', raw(half, 'close', ['Content-Length: 100000'])],
    ['longer than it says', raw(whole100, 'close', ['Content-Length: 2000'])],
  ])('that breaks off changes nothing: %s', async (_how, broken) => {
    const feed = await add();
    expect(await sync(feed, whole(whole100))).toMatchObject({ state: 'taken', report: { created: 100 } });
    const [before, known] = [await stored(), await state()];
    for (const force of [false, true]) {
      expect(await sync(feed, broken, { force })).toMatchObject({
        state: 'failed',
        report: { created: 0, updated: 0, cancelled: 0 },
        error: { kind: 'failure', hint: expect.stringMatching(/\S/) },
      });
      expect(await stored()).toEqual(before);
    }
    expect(await state()).toMatchObject({ hasFailed: true, failures: 2, validators: known?.validators });
    expect(await sync(feed, whole(whole100))).toMatchObject({ state: 'taken', report: { unchanged: 100 } });
  });

  test('that breaks off at first books nothing, and keeps nothing to be known by', async () => {
    const feed = await add();
    expect(await sync(feed, raw(half))).toMatchObject({ state: 'failed' });
    expect(await stored()).toEqual([]);
    expect(await state()).toMatchObject({ validators: { etag: null, lastModified: null }, syncedAt: null });
    expect(await sync(feed, whole(whole100))).toMatchObject({ state: 'taken', report: { created: 100 } });
    expect(tags).toEqual([undefined, undefined]);
  });

  test('that breaks off again and again is left alone for longer', async () => {
    const feed = await add();
    const due = async (now: string) => (await findDueFeeds(db.at(now))).length === 1;
    await sync(feed, raw(half));
    expect([await due('2026-11-20T12:30:00Z'), await due('2026-11-20T13:00:00Z')]).toEqual([false, true]);
    await sync(feed, raw(half));
    expect([await due('2026-11-20T13:30:00Z'), await due('2026-11-20T14:00:00Z')]).toEqual([false, true]);
  });
});

describe('a calendar of any length', () => {
  test('is taken whole or not at all', async () => {
    const feed = await add();
    const text = calendar(3);
    await sync(feed, whole(text));
    const before = await stored();
    const end = text.trimEnd().length;
    for (let length = 1; length < end; length += 11) {
      expect(await sync(feed, raw(text.slice(0, length)))).toMatchObject({ state: 'failed' });
    }
    expect(await stored()).toEqual(before);
  });
});
