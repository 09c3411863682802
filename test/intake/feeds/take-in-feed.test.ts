import { describe, expect, test } from 'vitest';
import { SCOPES } from '../../../src/bookings/booking-reference.ts';
import { editBooking } from '../../../src/bookings/edit-service.ts';
import { deleteBookings, markBookings } from '../../../src/bookings/mark-service.ts';
import type { ChangeSet } from '../../../src/bookings/record-changes.ts';
import type { Coverage } from '../../../src/intake/feeds/absence.ts';
import type { Feed } from '../../../src/intake/feeds/feed.ts';
import { removeFeed, saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import { type SyncOptions, takeInFeed } from '../../../src/intake/feeds/take-in-feed.ts';
import { NO_VALIDATORS } from '../../../src/intake/fetch/validators.ts';
import type { IncomingBooking } from '../../../src/intake/incoming.ts';
import type { Taken } from '../../../src/intake/take-in.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { keepJournal } from '../../../src/journal/keep-journal.ts';
import { field, words } from '../../../src/words.ts';
import { book } from '../../support/book.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { sampleIncoming, uid } from '../incoming-samples.ts';

const db = useBookingDatabase();

const NOW = '2026-11-20T12:00:00Z';
const WHOLE: Coverage = { seriesUntil: '2027-11-19T00:00:00.000Z', until: null, unread: new Set() };

const SPIN = { identity: uid('spin'), className: 'Spin 45', startsLocal: '2026-11-24T18:00:00' };
const YOGA = { identity: uid('yoga'), className: 'Yoga', startsLocal: '2026-11-25T18:00:00' };
const BARRE = { identity: uid('barre'), className: 'Barre', startsLocal: '2026-11-26T18:00:00' };
const ALL = [SPIN, YOGA, BARRE];

function add(name = 'studio', source: string | null = null): Promise<Feed> {
  const rules = { source, type: null, only: [], skip: [], maps: [] };
  const open = { login: null, zone: null, allDayAt: null, since: null };
  return saveFeed(db.at(NOW), name, { kind: 'calendar', url: 'https://studio.example/ana.ics', ...rules, ...open });
}

interface Said extends Partial<SyncOptions> {
  readonly now?: string;
  readonly coverage?: Partial<Coverage>;
  readonly onChange?: (changes: ChangeSet) => void;
}

async function take(feed: Feed, incoming: readonly Partial<IncomingBooking>[], said: Said = {}): Promise<Taken> {
  const { now = NOW, coverage, onChange, ...options } = said;
  const base = db.at(now);
  const hear = async (_trx: unknown, changes: ChangeSet) => onChange?.(changes);
  const reading = {
    incoming: incoming.map((each) => sampleIncoming(each)),
    skipped: [],
    notes: [],
    coverage: { ...WHOLE, ...coverage },
    validators: NO_VALIDATORS,
  };
  return takeInFeed(
    { ...base, listeners: [keepJournal(base), hear] },
    feed,
    reading,
    { force: false, revive: false, isDryRun: false, isAutomatic: false, ...options },
    async () => undefined,
  );
}

/** What is stored, in short: `Spin 45 booked`. */
async function stored(): Promise<string[]> {
  return (await db.all()).map(({ className, status }) => `${className} ${status}`);
}

describe('a feed', () => {
  test('is taken in like an import, under its own name', async () => {
    const feed = await add();
    expect((await take(feed, ALL)).report).toMatchObject({ created: 3, updated: 0, cancelled: 0 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
    expect((await db.all()).map(({ source }) => source)).toEqual(['studio', 'studio', 'studio']);
    expect((await take(feed, ALL)).report).toMatchObject({ created: 0, updated: 0, cancelled: 0, unchanged: 3 });
  });

  test('says so to those who listen: nobody typed it in', async () => {
    const heard: ChangeSet[] = [];
    await take(await add(), [SPIN], { isAutomatic: true, onChange: (changes) => heard.push(changes) });
    expect(heard).toMatchObject([
      { what: 'synced studio: 1 new', isFound: true, feed: { name: 'studio', isAutomatic: true } },
    ]);
  });

  test('leaves no step where it says nothing new', async () => {
    const feed = await add();
    await take(feed, ALL);
    const heard: ChangeSet[] = [];
    await take(feed, ALL, { onChange: (changes) => heard.push(changes) });
    expect(heard).toEqual([]);
  });

  test('that was removed while it was asked leaves nothing', async () => {
    const feed = await add();
    await removeFeed(db.at(NOW), 'studio', false);
    expect((await take(feed, ALL)).report).toMatchObject({ created: 0 });
    expect(await stored()).toEqual([]);
  });

  test('writes nothing in a dry run', async () => {
    const feed = await add();
    expect((await take(feed, ALL, { isDryRun: true })).report.created).toBe(3);
    expect(await stored()).toEqual([]);
    await take(feed, ALL);
    expect((await take(feed, [SPIN, YOGA], { isDryRun: true })).report.cancelled).toBe(1);
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
  });
});

describe('an event that a feed drops', () => {
  test('is cancelled here, with the reason, and nobody is called late', async () => {
    const feed = await add();
    await take(feed, [{ ...SPIN, cancelBy: '2026-11-19T12:00:00.000Z' }, YOGA]);
    expect((await take(feed, [YOGA])).report).toMatchObject({ cancelled: 1, unchanged: 1 });
    expect((await db.all())[0]).toMatchObject({
      status: 'cancelled',
      cancellationReason: 'no longer in studio',
      cancelledAt: '2026-11-20T12:00:00.000Z',
      isLateCancel: false,
    });
  });

  test('comes back with the feed', async () => {
    const feed = await add();
    await take(feed, ALL);
    await take(feed, [SPIN, YOGA]);
    expect((await take(feed, ALL)).report).toMatchObject({ updated: 1, unchanged: 2 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
    expect((await take(feed, ALL)).report).toMatchObject({ unchanged: 3 });
  });

  test('stays as it is once the class has begun', async () => {
    const feed = await add();
    await take(feed, ALL);
    const later = await take(feed, [BARRE], { now: '2026-11-26T00:00:00Z' });
    expect(later.report).toMatchObject({ cancelled: 0 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
  });

  test('stays as the person decided', async () => {
    const feed = await add();
    await take(feed, ALL);
    await markBookings(db.at(NOW), ['yoga'], SCOPES.cancel, { to: 'cancelled', reason: 'ill' });
    expect((await take(feed, [SPIN, BARRE])).report).toMatchObject({ cancelled: 0, unchanged: 2 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga cancelled', 'Barre booked']);
    expect((await db.all())[1]).toMatchObject({ cancellationReason: 'ill' });
  });

  test('stays where another feed holds it too', async () => {
    const [studio, pass] = [await add(), await add('pass')];
    await take(studio, [SPIN, YOGA]);
    await take(pass, [SPIN, BARRE]);
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
    await take(studio, [YOGA]);
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
    await take(pass, [BARRE]);
    expect(await stored()).toEqual(['Spin 45 cancelled', 'Yoga booked', 'Barre booked']);
  });

  test('and calls by another name at the same time is the same booking', async () => {
    const feed = await add();
    await take(feed, [{ ...SPIN, notes: 'bring water' }, YOGA]);
    const renamed = [
      { ...SPIN, identity: uid('spin-2'), notes: 'bring a towel' },
      { ...YOGA, identity: uid('yoga-2') },
    ];
    expect((await take(feed, renamed)).report).toMatchObject({ created: 0, updated: 1, cancelled: 0, unchanged: 1 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked']);
    expect((await db.all())[0]?.notes).toBe('bring a towel');
    expect((await take(feed, renamed)).report).toMatchObject({ unchanged: 2 });
    const names = await db.database.store.db.selectFrom('intake_identities').select('uid').orderBy('uid').execute();
    expect(names.map((row) => row.uid)).toEqual(['uid:spin-2', 'uid:yoga-2']);
  });

  test('of what was deleted here stays deleted', async () => {
    const feed = await add();
    await take(feed, ALL);
    await deleteBookings(db.at(NOW), ['spin'], SCOPES.any);
    const { report } = await take(feed, ALL);
    expect(report.skipped).toMatchObject([
      { uid: 'spin', reason: words`Deleted here, or undone; ${field('revive')} brings it back.` },
    ]);
    expect((await take(feed, [YOGA, BARRE])).report).toMatchObject({ cancelled: 0 });
    expect((await take(feed, ALL, { revive: true })).report).toMatchObject({ created: 1 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
  });
});

describe('a feed that changes an event', () => {
  test('moves and renames the booking, and keeps what the person wrote', async () => {
    const feed = await add();
    await take(feed, ALL);
    await editBooking(db.at(NOW), 'spin', { fields: { notes: 'mine' }, isForced: false });
    const moved = { ...SPIN, className: 'Spin 60', startsLocal: '2026-11-24T19:00:00' };
    expect((await take(feed, [moved, YOGA, BARRE])).report).toMatchObject({ updated: 1, unchanged: 2 });
    expect((await db.all())[0]).toMatchObject({
      className: 'Spin 60',
      startsLocal: '2026-11-24T19:00:00',
      notes: 'mine',
    });
  });

  test('cancels it, and takes that back', async () => {
    const feed = await add();
    await take(feed, ALL);
    expect((await take(feed, [{ ...SPIN, isCancelled: true }, YOGA, BARRE])).report).toMatchObject({ cancelled: 1 });
    expect((await take(feed, ALL)).report).toMatchObject({ updated: 1 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
  });
});

describe('a feed that numbers its versions as it likes', () => {
  test('says now what counts, though it has dropped SEQUENCE', async () => {
    const feed = await add();
    await take(feed, [{ ...SPIN, sequence: 5 }, YOGA, BARRE]);
    const now = { ...SPIN, sequence: 0, startsLocal: '2026-11-24T19:00:00' };
    expect((await take(feed, [now, YOGA, BARRE])).report).toMatchObject({ updated: 1, unchanged: 2 });
    expect((await db.all())[0]?.startsLocal).toBe('2026-11-24T19:00:00');
    expect((await take(feed, [{ ...now, isCancelled: true }, YOGA, BARRE])).report).toMatchObject({ cancelled: 1 });
  });

  test('writes nothing where only its stamps are new', async () => {
    const feed = await add();
    await take(feed, [{ ...SPIN, stamp: '2026-11-01T00:00:00.000Z' }]);
    const rows = () => db.database.store.db.selectFrom('intake_identities').selectAll().execute();
    const before = await rows();
    await take(feed, [{ ...SPIN, stamp: '2026-11-02T00:00:00.000Z' }]);
    expect(await rows()).toEqual(before);
  });
});

describe('a feed that calls its events otherwise at every fetch', () => {
  const renamed = (events: readonly Partial<IncomingBooking>[], fetch: number) =>
    events.map((event, index) => ({ ...event, identity: uid(`${fetch}-${index}`) }));

  test('brings back nothing that was deleted, moved or cancelled here', async () => {
    const feed = await add();
    await take(feed, renamed(ALL, 1));
    await deleteBookings(db.at(NOW), ['spin'], SCOPES.any);
    await editBooking(db.at(NOW), 'yoga', { fields: {}, when: '2026-11-25T20:00', isForced: false });
    await markBookings(db.at(NOW), ['barre'], SCOPES.cancel, { to: 'cancelled' });
    const before = await db.all();
    for (const fetch of [2, 3, 4]) {
      const { report } = await take(feed, renamed(ALL, fetch));
      expect(report).toMatchObject({ created: 0, updated: 0, cancelled: 0, unchanged: 2, skipped: [{}] });
      expect(await db.all()).toEqual(before);
    }
    const names = await db.database.store.db.selectFrom('intake_identities').select('uid').orderBy('uid').execute();
    expect(names.map((row) => row.uid)).toEqual(['uid:4-0', 'uid:4-1', 'uid:4-2']);
  });

  test('takes its bookings along when it is removed', async () => {
    const feed = await add();
    await take(feed, renamed(ALL, 1));
    await take(feed, renamed(ALL, 2));
    await removeFeed(db.at(NOW), 'studio', false);
    expect(await stored()).toEqual([]);
  });

  test('still loses what it drops', async () => {
    const feed = await add();
    await take(feed, renamed(ALL, 1));
    expect((await take(feed, renamed([SPIN, YOGA], 2))).report).toMatchObject({ cancelled: 1, unchanged: 2 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre cancelled']);
  });
});

describe('a booking typed in first', () => {
  test('is adopted, and cancelled when the feed drops it', async () => {
    await book(db.at(NOW), 'Spin 45', '2026-11-24T18:00');
    const feed = await add();
    expect((await take(feed, [SPIN, YOGA])).report).toMatchObject({ adopted: 1, created: 1 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked']);
    await take(feed, [YOGA]);
    expect(await stored()).toEqual(['Spin 45 cancelled', 'Yoga booked']);
  });
});

describe('a feed that has suddenly lost most of its classes', () => {
  test.each([
    ['all', []],
    ['most', [BARRE]],
    ['and has others in their place', [{ ...SPIN, identity: uid('other'), startsLocal: '2026-12-24T18:00:00' }]],
  ])('changes nothing: %s', async (_, incoming) => {
    const feed = await add();
    await take(feed, ALL);
    const taken = await take(feed, incoming);
    expect(taken.doubted).toBeGreaterThan(0);
    expect(taken.report).toMatchObject({ created: 0, updated: 0, cancelled: 0 });
    expect(await stored()).toEqual(['Spin 45 booked', 'Yoga booked', 'Barre booked']);
  });

  test('goes on as before when it is itself again', async () => {
    const feed = await add();
    await take(feed, ALL);
    await take(feed, []);
    expect((await take(feed, ALL)).report).toMatchObject({ unchanged: 3 });
    expect((await take(feed, [SPIN, YOGA])).report).toMatchObject({ cancelled: 1 });
  });

  test('is believed with force', async () => {
    const feed = await add();
    await take(feed, ALL);
    expect((await take(feed, [], { force: true })).report).toMatchObject({ cancelled: 3 });
    expect((await take(feed, [])).doubted).toBe(0);
  });

  test('is believed where the classes are over, or cancelled already', async () => {
    const feed = await add();
    await take(feed, ALL);
    await markBookings(db.at(NOW), ['barre'], SCOPES.cancel, { to: 'cancelled' });
    const { report, doubted } = await take(feed, [], { now: '2026-11-26T12:00:00Z' });
    expect({ doubted, cancelled: report.cancelled }).toEqual({ doubted: 0, cancelled: 0 });
  });

  test('is not held to what it did not speak of', async () => {
    const feed = await add();
    await take(feed, ALL);
    expect((await take(feed, [], { coverage: { until: NOW } })).doubted).toBe(0);
    expect((await take(feed, [SPIN, YOGA])).report).toMatchObject({ cancelled: 1 });
  });
});

describe('a run that is undone', () => {
  const undo = (of: string | null = null) => reverseSteps({ ...db.at(NOW), listeners: [] }, 'undo', 1, of);

  test('stays away: what was new, what was moved and what was cancelled', async () => {
    const feed = await add();
    await take(feed, [SPIN, YOGA]);
    const changed = [{ ...SPIN, startsLocal: '2026-11-24T19:00:00' }, BARRE];
    expect((await take(feed, changed)).report).toMatchObject({ created: 1, updated: 1, cancelled: 1 });
    await undo();
    const before = ['Spin 45 booked', 'Yoga booked'];
    expect(await stored()).toEqual(before);
    const { report } = await take(feed, changed);
    expect(report).toMatchObject({ created: 0, updated: 0, cancelled: 0 });
    expect(report.skipped).toMatchObject([{ uid: 'barre' }]);
    expect(await stored()).toEqual(before);
    expect((await db.all())[0]?.startsLocal).toBe('2026-11-24T18:00:00');
  });

  test('by itself is taken back by its name', async () => {
    const feed = await add();
    await take(feed, [SPIN], { isAutomatic: true });
    expect(await undo()).toEqual([]);
    expect(await undo('studio')).toMatchObject([{ what: 'synced studio: 1 new' }]);
    expect(await stored()).toEqual([]);
  });
});
