import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import { planRecord, readRecord } from '../../../src/attendance/portable-record.ts';
import { addPause } from '../../../src/attendance/streak/pause-service.ts';
import { exportDocument } from '../../../src/calendar/export-service.ts';
import { toBookingJson } from '../../../src/contract/booking-json.ts';
import { askFeeds, type SaidSync } from '../../../src/intake/feeds/ask-feeds.ts';
import { saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import type { FeedOutcome } from '../../../src/intake/feeds/sync-service.ts';
import { importSource } from '../../../src/intake/import-service.ts';
import { readAlarms } from '../../../src/reminders/calendar-alarms.ts';
import { wordForTerminal } from '../../../src/terminal-words.ts';
import { command, words } from '../../../src/words.ts';
import { joined } from '../../calendar/ics-bookings.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { sampleBooking } from '../../support/booking-samples.ts';
import { HOSTILE } from '../../support/hostile-values.ts';
import { useWebServer } from '../../support/web-server.ts';

const db = useBookingDatabase();
const NOW = '2026-11-28T12:00:00Z';

let answers: Record<string, string> = {};
const at = useWebServer((request, response: ServerResponse) => {
  const answer = answers[request.url ?? ''];
  if (answer === undefined) response.writeHead(404).end();
  else response.end(answer);
});
beforeEach(() => {
  answers = {};
});

function add(name: string, path: string) {
  const rules = { source: null, type: null, only: [], skip: [], maps: [] };
  const open = { login: null, zone: null, allDayAt: null, since: null };
  return saveFeed(db.at(NOW), name, { kind: 'calendar', url: at(path), ...rules, ...open });
}

const ask = (said: SaidSync = {}) => askFeeds(db.at(NOW), said, { standing: [] });
/** What is said beside the outcome, but that loopback is asked by http. */
const notesOf = (outcomes: readonly FeedOutcome[]) =>
  outcomes.flatMap(({ notes }) => notes.filter((note) => !wordForTerminal(note).includes('http')));
const rows = (table: 'reviews' | 'pauses' | 'bookings') => db.database.store.db.selectFrom(table).selectAll().execute();

/** numina's own JSON with a class, its review and a pause; the database is empty afterwards. */
async function ownExport(): Promise<string> {
  const { store } = db.database;
  const attended = sampleBooking({ status: 'attended' });
  await db.store(attended);
  const { id, classId } = attended;
  const review = { user_id: store.userId, class_id: classId, booking_id: id, rating: 4, text: 'good' };
  const stamps = { created_at: '2026-11-25T09:00:00.000Z', updated_at: '2026-11-25T09:00:00.000Z' };
  await store.db
    .insertInto('reviews')
    .values({ ...review, ...stamps })
    .execute();
  await addPause(db.at(NOW), { from: '2026-12-20', to: '2027-01-03' }, 'skiing');
  const { chunks } = await exportDocument(db.at(NOW), { readRecord, readAlarms, toBookingJson }, { format: 'json' });
  const text = await joined(chunks);
  for (const table of ['reviews', 'pauses', 'bookings', 'fitness_classes'] as const) {
    await store.db.deleteFrom(table).execute();
  }
  return text;
}

describe('numina’s own JSON', () => {
  test('brings its reviews and pauses by import; a sync takes bookings alone and says what it left out', async () => {
    const text = await ownExport();
    answers['/export.json'] = text;
    await add('other', '/export.json');
    const outcomes = await ask();
    expect(outcomes).toMatchObject([{ state: 'taken', report: { created: 1, skipped: [] } }]);
    expect(notesOf(outcomes)).toEqual([
      words`Left out: 1 review and 1 pause. A sync takes bookings alone; ${command('import')} takes the rest too.`,
    ]);
    expect([await rows('bookings'), await rows('reviews'), await rows('pauses')]).toMatchObject([[{}], [], []]);

    const titleMaps = { all: [], check: async () => undefined, save: async () => undefined };
    const document = { name: 'export.json', read: async () => Buffer.from(text) };
    const { report, notes } = await importSource(db.at(NOW), { planRecord, titleMaps }, {}, document);
    expect([report, notes]).toMatchObject([{ created: 0, unchanged: 1, skipped: [] }, []]);
    expect([await rows('bookings'), await rows('reviews'), await rows('pauses')]).toMatchObject([
      [{}],
      [{ rating: 4, text: 'good' }],
      [{ from_date: '2026-12-20', to_date: '2027-01-03', reason: 'skiing' }],
    ]);
  });

  test('by a table, too: the reviews in its rows are counted', async () => {
    answers['/a.csv'] =
      'class,starts_at,status,rating\nYoga,2026-11-20 18:00,attended,4\nYoga,2026-11-21 18:00,attended,5\n';
    await add('table', '/a.csv');
    const outcomes = await ask();
    expect([outcomes, notesOf(outcomes)]).toMatchObject([
      [{ report: { created: 2 } }],
      [[expect.stringContaining('Left out: 2 reviews.'), command('import'), expect.anything()]],
    ]);
    expect(await rows('reviews')).toEqual([]);
  });

  test('with nothing but bookings says nothing of the kind', async () => {
    answers['/a.csv'] = 'class,starts_at\nYoga,2026-12-20 18:00\n';
    await add('table', '/a.csv');
    const outcomes = await ask();
    expect([outcomes, notesOf(outcomes)]).toMatchObject([[{ report: { created: 1 } }], []]);
  });
});

describe('feeds', () => {
  test('are asked once each where they are named; all are asked where none is', async () => {
    for (const name of ['one', 'two', 'three']) {
      answers[`/${name}.csv`] = `class,starts_at\n${name},2026-12-20 18:00\n`;
      await add(name, `/${name}.csv`);
    }
    const heard: string[][] = [];
    const named = await askFeeds(
      db.at(NOW),
      { names: ['two', 'ONE', 'Two'], dryRun: true },
      {
        standing: [],
        hear: (feeds) => heard.push(feeds.map(({ name }) => name)),
      },
    );
    expect([heard, named.map(({ feed }) => feed.name)]).toEqual([[['two', 'one']], ['two', 'one']]);
    expect(await rows('bookings')).toEqual([]);
    expect((await ask()).map(({ feed, state }) => [feed.name, state])).toEqual([
      ['one', 'taken'],
      ['three', 'taken'],
      ['two', 'taken'],
    ]);
  });

  test.each(['names', 'force', 'revive', 'dryRun', 'unknown'])(
    'are not asked for anything sent as %s',
    async (field) => {
      answers['/a.csv'] = 'class,starts_at\nYoga,2026-12-20 18:00\n';
      await add('table', '/a.csv');
      for (const value of HOSTILE) {
        // Those are answers, or no name at all.
        if (typeof value === 'boolean' || (Array.isArray(value) && value.length === 0)) continue;
        await expect(ask({ [field]: value })).rejects.toMatchObject({
          kind: expect.stringMatching(/^(?:usage|not_found)$/),
          hint: expect.anything(),
        });
      }
      expect(await rows('bookings')).toEqual([]);
    },
  );
});
