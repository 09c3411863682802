import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listFeeds, saveFeed } from '../../../src/intake/feeds/feed-service.ts';
import { takeInFeed } from '../../../src/intake/feeds/take-in-feed.ts';
import { NO_VALIDATORS } from '../../../src/intake/fetch/validators.ts';
import type { IncomingBooking } from '../../../src/intake/incoming.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { sampleIncoming, uid } from '../incoming-samples.ts';

const db = useBookingDatabase();
const NOW = '2026-11-20T12:00:00Z';
const COVERAGE = { seriesUntil: '2027-11-19T00:00:00.000Z', until: null, unread: new Set<string>() };

/** An event as a feed may have it; `slot` is its own day, so that no two are ever taken for one. */
const someEvent = (slot: number) =>
  fc.record({ slot: fc.constant(slot), hour: fc.integer({ min: 10, max: 12 }), isCancelled: fc.boolean() });
/** What a feed may hold: any of six events, each in any version. */
const someState = fc
  .tuple(...[1, 2, 3, 4, 5, 6].map((slot) => fc.option(someEvent(slot))))
  .map((events) => events.filter((event) => event !== null));
type FeedEvent = { readonly slot: number; readonly hour: number; readonly isCancelled: boolean };

const startOf = ({ slot, hour }: FeedEvent) => `2026-12-0${slot}T${hour}:00:00`;

function incomingOf(event: FeedEvent): IncomingBooking {
  const { slot, isCancelled } = event;
  const named = { identity: uid(`event-${slot}`), className: `Class ${slot}` };
  return sampleIncoming({ ...named, startsLocal: startOf(event), isCancelled });
}

async function take(name: string, events: readonly FeedEvent[]) {
  const context = db.at(NOW);
  const feed = (await listFeeds(context)).find((each) => each.feed.name === name)?.feed;
  if (!feed) throw new Error(name);
  const reading = { incoming: events.map(incomingOf), skipped: [], notes: [], coverage: COVERAGE };
  const options = { force: true, revive: false, isDryRun: false, isAutomatic: true };
  const whole = { ...reading, validators: NO_VALIDATORS };
  const { report } = await takeInFeed(context, feed, whole, options, async () => undefined);
  return report;
}

test('whatever a feed says, one after the other: what is booked is what it says now', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someState, { minLength: 1, maxLength: 5 }), async (states) => {
      const { store } = db.database;
      for (const table of ['feed_events', 'feed_states', 'feeds', 'intake_identities', 'bookings'] as const) {
        await store.db.deleteFrom(table).execute();
      }
      const rules = { source: null, type: null, only: [], skip: [], maps: [] };
      const open = { login: null, zone: null, allDayAt: null, since: null };
      const url = 'https://studio.example/classes.ics';
      await saveFeed(db.at(NOW), 'studio', { kind: 'calendar', url, ...rules, ...open });
      for (const state of states) {
        await take('studio', state);
        const bookings = await db.all();
        const booked = bookings.filter(({ status }) => status === 'booked').map(({ startsLocal }) => startsLocal);
        expect(booked).toEqual(state.filter(({ isCancelled }) => !isCancelled).map(startOf));
        expect(new Set(bookings.map(({ className }) => className)).size).toBe(bookings.length);
        expect(bookings.filter(({ status }) => status !== 'booked' && status !== 'cancelled')).toEqual([]);
        expect(await take('studio', state)).toMatchObject({
          ...{ created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: state.length },
        });
      }
    }),
    { numRuns: 100 },
  );
});
