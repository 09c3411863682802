import { describe, expect, test } from 'vitest';
import { SCOPES } from '../../../src/bookings/booking-reference.ts';
import { editBooking } from '../../../src/bookings/edit-service.ts';
import { markBookings } from '../../../src/bookings/mark-service.ts';
import { listFeeds, removeFeed, saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import { takeInFeed } from '../../../src/intake/feeds/take-in-feed.ts';
import { NO_VALIDATORS } from '../../../src/intake/fetch/validators.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { keepJournal } from '../../../src/journal/keep-journal.ts';
import { book } from '../../support/book.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { sampleIncoming, uid } from '../incoming-samples.ts';

const db = useBookingDatabase();
const NOW = '2026-11-25T12:00:00Z';

function context() {
  const base = db.at(NOW);
  return { ...base, listeners: [keepJournal(base)] };
}

const READING = { source: null, type: null, only: [], skip: [], maps: [] };
const CALENDAR = { kind: 'calendar', login: null, zone: null, allDayAt: null, since: null, ...READING } as const;
const add = (name: string) => saveFeed(context(), name, { ...CALENDAR, url: 'https://studio.example/secret.ics' });

const CLASSES = ['Attended', 'Missed', 'Cancelled', 'Edited', 'Past', 'Ahead'].map((className, index) => ({
  ...{ className, identity: uid(className) },
  startsLocal: `2026-11-${className === 'Ahead' ? 28 : 20 + index}T18:00:00`,
}));

async function bringAll(name = 'studio') {
  const feed = await add(name);
  const coverage = { seriesUntil: '2027-11-19T00:00:00.000Z', until: null, unread: new Set<string>() };
  const incoming = CLASSES.map((said) => sampleIncoming(said));
  const options = { force: false, revive: false, isDryRun: false, isAutomatic: false };
  const reading = { incoming, skipped: [], notes: [], coverage, validators: NO_VALIDATORS };
  const { report } = await takeInFeed(context(), feed, reading, options, async () => undefined);
  return report;
}

/** A person makes some of it their own. */
async function decide(): Promise<void> {
  await markBookings(context(), ['attended'], SCOPES.attend, { to: 'attended' });
  await markBookings(context(), ['missed'], SCOPES.noShow, { to: 'no_show' });
  await markBookings(context(), ['cancelled'], SCOPES.cancel, { to: 'cancelled' });
  await editBooking(context(), 'edited', { fields: { notes: 'mine' }, isForced: false });
}

const titles = async () => (await db.all()).map(({ className }) => className);

describe('a feed that is added', () => {
  test('is listed by name, never asked yet', async () => {
    await add('velo');
    await add('Studio North');
    expect(await listFeeds(context())).toMatchObject([
      { feed: { name: 'Studio North' }, events: 0, state: null },
      { feed: { name: 'velo' }, events: 0, state: null },
    ]);
  });

  test.each([
    ['a name that is taken, however it is written', 'STUDIO', 'feed_exists'],
    ['the name of a command', 'list', 'bad_feed_name'],
    ['a name that is too long', 'x'.repeat(65), 'bad_feed_name'],
  ])('needs a name of its own: not %s', async (_, name, code) => {
    await add('studio');
    await expect(add(name)).rejects.toMatchObject({ code });
    expect(await listFeeds(context())).toHaveLength(1);
  });

  test('is a step that can be undone', async () => {
    await add('studio');
    await reverseSteps(context(), 'undo', 1);
    expect(await listFeeds(context())).toEqual([]);
    await reverseSteps(context(), 'redo', 1);
    expect(await listFeeds(context())).toMatchObject([{ feed: { name: 'studio' } }]);
  });
});

describe('a feed that is removed', () => {
  test('takes along what it brought, but nothing that the person has made their own', async () => {
    await book(context(), 'Typed in', '2026-11-27T18:00');
    await bringAll();
    await decide();
    const { bookings } = await removeFeed(context(), 'Studio', false);
    expect(bookings.map(({ className }) => className)).toEqual(['Past', 'Ahead']);
    expect(await titles()).toEqual(['Attended', 'Missed', 'Cancelled', 'Edited', 'Typed in']);
    expect(await listFeeds(context())).toEqual([]);
  });

  test('leaves all of it with --keep-bookings', async () => {
    await bringAll();
    expect((await removeFeed(context(), 'studio', true)).bookings).toEqual([]);
    expect(await titles()).toHaveLength(6);
  });

  test('leaves what it only adopted', async () => {
    await book(context(), 'Ahead', '2026-11-28T18:00');
    await bringAll();
    await removeFeed(context(), 'studio', false);
    expect(await titles()).toEqual(['Ahead']);
  });

  test('comes back with an undo, and is still in step', async () => {
    await bringAll();
    await removeFeed(context(), 'studio', false);
    await reverseSteps(context(), 'undo', 1);
    expect(await titles()).toHaveLength(6);
    expect(await listFeeds(context())).toMatchObject([{ feed: { name: 'studio' }, events: 6 }]);
    expect((await removeFeed(context(), 'studio', false)).bookings).toHaveLength(6);
  });

  test('brings everything again when it is added again', async () => {
    await bringAll();
    await removeFeed(context(), 'studio', false);
    expect(await bringAll()).toMatchObject({ created: 6, skipped: [] });
  });

  test('has to be there', async () => {
    await add('studio');
    await expect(removeFeed(context(), 'gym', false)).rejects.toMatchObject({
      code: 'feed_not_found',
      hint: 'The feeds are studio.',
    });
  });
});
