import { describe, expect, it } from 'vitest';
import { planRecord } from '../../src/attendance/portable-record.ts';
import { saveReview } from '../../src/attendance/reviews/review-service.ts';
import { listReviews } from '../../src/attendance/reviews/review-store.ts';
import { addPause } from '../../src/attendance/streak/pause-service.ts';
import { listPauses } from '../../src/attendance/streak/pause-store.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { queryBookings } from '../../src/bookings/booking-query.ts';
import { exportDocument } from '../../src/calendar/export-service.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { EXPORT_PARTS } from '../../src/handed-over.ts';
import { saveFeed } from '../../src/intake/feeds/feed-service.ts';
import {
  findHeldElsewhere,
  hasFeed,
  listFeedEventRows,
  listSightings,
  readFeedStates,
  saveFeedState,
  saveSightings,
} from '../../src/intake/feeds/feed-store.ts';
import { NO_VALIDATORS } from '../../src/intake/fetch/validators.ts';
import { importSource } from '../../src/intake/import-service.ts';
import { NEW_MAILBOX, readMailbox, saveMailbox } from '../../src/intake/mailbox/mailbox-store.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleId } from '../support/booking-samples.ts';
import { useOtherPerson } from '../support/two-people.ts';

// What comes in for one person of a file takes nothing from another, and finds nothing of his.

const db = useBookingDatabase();
const other = useOtherPerson(db);
const NOW = '2026-11-25T12:00:00.000Z';
const mine = () => db.at(NOW);
const hers = (): BookingContext => ({ ...db.at(NOW), store: other.store });

describe('a feed of another person', () => {
  const READING = { source: null, type: null, only: [], skip: [], maps: [] };
  const CALENDAR = { kind: 'calendar', login: null, zone: null, allDayAt: null, since: null, ...READING } as const;
  const event = { source: 'studio', uid: 'uid:1', recurrenceId: '', startsAt: NOW };
  const state = {
    ...{ triedAt: NOW, syncedAt: NOW, readAt: null, readWith: null, validators: NO_VALIDATORS },
    ...{ result: 'hers', hasFailed: false, failures: 0, nextAt: NOW },
  };

  async function herFeed() {
    const feed = await saveFeed(hers(), 'studio', { ...CALENDAR, url: 'https://studio.example/secret.ics' });
    await saveFeedState(other.store, feed.id, state);
    await saveSightings(other.store, feed.id, [], [event]);
    return feed;
  }

  it('is not there, and neither are its events', async () => {
    const { store } = mine();
    const { id } = await herFeed();
    expect([await hasFeed(store, id), await hasFeed(other.store, id)]).toEqual([false, true]);
    expect(await listFeedEventRows(store, id)).toEqual([]);
    expect(await listSightings(store, id)).toEqual([]);
  });

  it('keeps its events and its state', async () => {
    const { store } = mine();
    const { id } = await herFeed();
    await saveSightings(store, id, [event], []);
    await saveSightings(store, id, [], [{ ...event, startsAt: '2026-12-01T12:00:00.000Z' }]);
    await saveFeedState(store, id, { ...state, result: 'mine' });
    expect(await listSightings(other.store, id)).toEqual([event]);
    expect((await readFeedStates(other.store)).get(id)?.result).toBe('hers');
    expect((await readFeedStates(store)).get(id)?.result).toBe('mine');
  });

  it('goes on reading its mailbox where it has come to', async () => {
    const { store } = mine();
    const { id } = await herFeed();
    const hers = { ...NEW_MAILBOX, cursor: 'hers' };
    await saveMailbox(other.store, id, hers);
    expect(await readMailbox(store, id)).toEqual(NEW_MAILBOX);
    await saveMailbox(store, id, { ...hers, cursor: 'mine' });
    expect(await readMailbox(other.store, id)).toEqual(hers);
  });

  it('holds no booking of mine', async () => {
    await herFeed();
    const { source, uid } = event;
    const named = { source, uid, recurrence_id: '', booking_id: sampleId(1), user_id: 'other' };
    const identity = { ...named, content: '', created_at: NOW, updated_at: NOW };
    await other.store.db.insertInto('intake_identities').values(identity).execute();
    expect(await findHeldElsewhere(other.store, 'another feed', [sampleId(1)])).toEqual(new Set([sampleId(1)]));
    expect(await findHeldElsewhere(mine().store, 'another feed', [sampleId(1)])).toEqual(new Set());
  });
});

describe('an export of another person', () => {
  const parts = { planRecord, titleMaps: { all: [], check: async () => undefined, save: async () => undefined } };

  async function herExport() {
    await other.save(
      { id: sampleId(1), startsLocal: '2026-11-23T18:00:00', status: 'attended' },
      { id: sampleId(2), startsLocal: '2026-11-30T18:00:00' },
    );
    await saveReview(hers(), sampleId(1), { rating: 5, text: 'hers' });
    await addPause(hers(), { from: '2026-12-20', to: '2026-12-31' });
    const { chunks } = await exportDocument(hers(), { ...EXPORT_PARTS, toBookingJson }, { format: 'json' });
    let text = '';
    for await (const chunk of chunks) text += chunk;
    return { name: 'hers.json', read: async () => Buffer.from(text) };
  }
  const everything = async (context: BookingContext) => ({
    bookings: await queryBookings(context.store, {}),
    reviews: await listReviews(context.store),
    pauses: await listPauses(context.store),
  });

  it('comes in whole, under its ids, and again without a change', async () => {
    const source = await herExport();
    const before = await everything(hers());
    const { report } = await importSource(mine(), parts, {}, source);
    expect(report).toMatchObject({ created: 2, skipped: [] });
    const { bookings, reviews, pauses } = await everything(mine());
    const [attended] = bookings;
    expect(bookings.map(({ startsLocal, status }) => [startsLocal, status])).toEqual([
      ['2026-11-23T18:00:00', 'attended'],
      ['2026-11-30T18:00:00', 'booked'],
    ]);
    expect(reviews).toMatchObject([{ bookingId: attended?.id, rating: 5, text: 'hers' }]);
    expect(pauses).toMatchObject([{ from: '2026-12-20', to: '2026-12-31' }]);
    const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
    expect(idsOf(bookings)).toEqual(idsOf(before.bookings));
    expect(idsOf(pauses)).toEqual(idsOf(before.pauses));
    expect(await everything(hers())).toEqual(before);

    const again = await importSource(mine(), parts, {}, source);
    expect(again.report).toMatchObject({ created: 0, updated: 0, unchanged: 2, skipped: [] });
    expect(await everything(mine())).toEqual({ bookings, reviews, pauses });
  });
});
