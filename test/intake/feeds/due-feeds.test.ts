import { expect, test } from 'vitest';
import { findDueFeeds } from '../../../src/intake/feeds/due-feeds.ts';
import { saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import { syncFeeds } from '../../../src/intake/feeds/sync-service.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/time/units.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { useWebServer } from '../../support/web-server.ts';

const db = useBookingDatabase();
const NOW = '2026-11-20T12:00:00.000Z';

let [status, requests] = [200, 0];
const at = useWebServer((_request, response) => {
  requests += 1;
  response.writeHead(status).end('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n');
});

function add(name = 'studio') {
  const rules = { source: null, type: null, only: [], skip: [], maps: [] };
  const open = { login: null, zone: null, allDayAt: null, since: null };
  return saveFeed(db.at(NOW), name, { kind: 'calendar', url: at(`/${name}.ics`), ...rules, ...open });
}

/** What the daemon does each time it looks: asks what is due, and gives how many that were. */
async function look(now: Date): Promise<number> {
  const context = db.at(now.toISOString());
  const due = await findDueFeeds(context);
  const options = { force: false, revive: false, isDryRun: false, isAutomatic: true };
  await syncFeeds(context, due, { ...options, standing: [], signal: new AbortController().signal });
  return due.length;
}

/** How often a feed is asked by a daemon that looks every minute for so long. */
async function lookFor(from: Date, minutes: number): Promise<number> {
  let asked = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    asked += await look(new Date(from.getTime() + minute * MINUTE_MS));
  }
  return asked;
}

test('a feed that was never asked is due, and then leaves an hour between two answers', async () => {
  await add();
  [status, requests] = [200, 0];
  expect(await lookFor(new Date(NOW), 121)).toBe(3);
  expect(requests).toBe(3);
});

test.each([
  ['that answers', 200, 1],
  ['that fails', 503, 0],
])(
  'a feed %s is asked at once when the clock was set back, however far, and then by the hour',
  async (_what, code, again) => {
    await add();
    status = code;
    for (const backMs of [2 * MINUTE_MS, HOUR_MS, 26 * HOUR_MS, 400 * 24 * HOUR_MS, 10_000 * 24 * HOUR_MS]) {
      await db.database.store.db.deleteFrom('feed_states').execute();
      const wrong = new Date(NOW);
      expect(await look(wrong)).toBe(1);
      const right = new Date(wrong.getTime() - backMs);
      expect(await look(right)).toBe(1);
      expect(await look(right)).toBe(0);
      // Not by every look that follows: an answer holds for an hour, a second failure for two.
      const later = new Date(right.getTime() + MINUTE_MS);
      expect(await lookFor(later, 59)).toBe(again);
    }
  },
);

test('a clock set forward and back again silences no feed', async () => {
  await add();
  status = 200;
  await look(new Date(NOW));
  await look(new Date('2031-01-01T00:00:00Z'));
  const right = new Date(Date.parse(NOW) + 2 * HOUR_MS);
  expect(await look(right)).toBe(1);
  expect(await look(new Date(right.getTime() + MINUTE_MS))).toBe(0);
  expect(await look(new Date(right.getTime() + HOUR_MS))).toBe(1);
});

test('only those that are due are asked', async () => {
  await add('one');
  await look(new Date(NOW));
  await add('two');
  const half = new Date(Date.parse(NOW) + HOUR_MS / 2);
  expect((await findDueFeeds(db.at(half.toISOString()))).map(({ name }) => name)).toEqual(['two']);
});
