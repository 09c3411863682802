import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as query from '../../../src/bookings/booking-query.ts';
import * as reference from '../../../src/bookings/booking-reference.ts';
import {
  findBooking,
  findBookingsById,
  findBookingsByIdPrefix,
  listBookingsOfClass,
} from '../../../src/bookings/booking-store.ts';
import { findUsualTime, listCatalogue } from '../../../src/bookings/class-store.ts';
import { findIdLabels } from '../../../src/bookings/id-labels.ts';
import { readCalendar } from '../../../src/calendar/calendar-service.ts';
import type { Database } from '../../../src/db/engine.ts';
import type { Schema } from '../../../src/db/schema.ts';
import { SqliteFileDialect } from '../../../src/db/sqlite/dialect.ts';
import { type Store, storeOf } from '../../../src/db/store.ts';
import { findBoundSources, findIdentitiesOf } from '../../../src/intake/known/intake-store.ts';
import { readEnteredIds, readEntriesOf } from '../../../src/reminders/reminder-ledger.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { sampleBooking, sampleClass, sampleId } from '../../support/booking-samples.ts';

// A million bookings must not make the next fifty slow: what SQLite says it does with the very statements sent.

const db = useBookingDatabase();
const plans: string[] = [];
let watched: Database;

beforeAll(() => {
  const sqlite = new BetterSqlite3(db.database.path);
  const kysely = new Kysely<Schema>({
    dialect: new SqliteFileDialect(sqlite),
    log({ query: { sql, parameters } }) {
      const steps = sqlite.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
      plans.push(steps.map(({ detail }) => detail).join('; '));
    },
  });
  watched = { ...db.database, store: storeOf(kysely, db.database.store.userId), close: () => kysely.destroy() };
});
afterAll(() => watched.close());

/** The plans of all the statements that `work` sends. */
async function plansOf(work: (store: Store) => Promise<unknown>): Promise<string[]> {
  plans.length = 0;
  await work(watched.store);
  expect(plans).not.toEqual([]);
  return [...plans];
}

async function exported(pages: AsyncIterable<readonly unknown[]>): Promise<number> {
  let count = 0;
  for await (const page of pages) count += page.length;
  return count;
}

const NOW = new Date('2026-11-20T10:00:00Z');
const MONTH = { from: '2026-11-01', to: '2026-11-30' };
const MOMENT = { now: NOW, nowLocal: '2026-11-20T11:00:00' };

const byStart = /^SEARCH bookings USING INDEX bookings_by_start \(user_id=\? AND class_datetime[<>]\?/;
const byStatus = /^SEARCH bookings USING INDEX bookings_by_status \(user_id=\? AND status=\? AND class_datetime[<>]\?/;
/** Only bookings of one instant are put in order, or nothing is. */
const sortsAll = /TEMP B-TREE FOR ORDER BY/;

describe('a range of dates is found by its index', () => {
  const cases: [string, (store: Store) => Promise<unknown>][] = [
    ['a month', (store) => query.queryBookings(store, MONTH)],
    ['a month of a type', (store) => query.queryBookings(store, { ...MONTH, types: ['yoga'] })],
    ['a month without a place', (store) => query.queryBookings(store, { ...MONTH, search: 'a' })],
    ['fifty from a date on', (store) => query.queryBookings(store, { from: MONTH.from }, { limit: 50 })],
    ['fifty up to a date', (store) => query.queryBookings(store, { to: MONTH.to }, { limit: 50, isDescending: true })],
    ['fifty around today', (store) => query.queryBookingsAround(store, {}, '2026-11-20', 50)],
    ['what overlaps', (store) => query.queryOverlapping(store, NOW.toISOString(), NOW, 60)],
    ['the last', (store) => reference.findLast(store, NOW)],
    ['an export of a month', (store) => exported(query.streamBookings(store, MONTH))],
  ];
  it.each(cases)('%s', async (_what, work) => {
    for (const plan of await plansOf(work)) {
      expect(plan).toMatch(byStart);
      expect(plan).not.toMatch(sortsAll);
    }
  });

  it('of one status, by the index that holds it', async () => {
    const booked = { ...MONTH, statuses: ['booked'] } as const;
    const works = [
      (store: Store) => query.queryBookings(store, booked),
      (store: Store) => query.queryUnmarked(store, NOW),
      (store: Store) => reference.findNext(store, NOW),
    ];
    for (const work of works) {
      const [plan = ''] = await plansOf(work);
      expect(plan).toMatch(byStatus);
      expect(plan).not.toMatch(sortsAll);
    }
  });

  it('what is upcoming', async () => {
    const filter = { ...MONTH, statuses: ['booked', 'waitlisted'] } as const;
    const [plan = ''] = await plansOf((store) => query.queryUpcoming(store, filter, NOW));
    expect(plan).toMatch(byStart);
  });

  it('the count and the zones of a month', async () => {
    const works = [query.countBookings, query.listZones];
    for (const work of works) {
      const [plan = ''] = await plansOf((store) => work(store, MONTH));
      expect(plan).toMatch(/INDEX bookings_by_date \(user_id=\? AND class_date>\? AND class_date<\?\)/);
    }
  });

  it('a calendar, and the attended dates of its weeks without touching the table', async () => {
    const request = {
      view: 'month',
      date: MONTH.from,
      filter: {},
      zone: 'UTC',
      now: new Date('2026-11-24T12:00:00Z'),
      weekStart: 1,
      daysNeeded: () => 1,
    } as const;
    const [shown, attended, ...more] = await plansOf(() => readCalendar(watched.store, request));
    expect(shown).toMatch(byStart);
    expect(attended).toMatch(/^SEARCH bookings USING COVERING INDEX \w+ \(user_id=\? AND status=\? AND class_date>\?/);
    expect(more).toEqual([]);
  });
});

describe('an export reads every booking once', () => {
  it.each([{}, MONTH])('of %j, each page from where the last one ended', async (filter) => {
    const bookings = [1, 2, 3, 4, 5].map((day) =>
      sampleBooking({ id: sampleId(day), startsLocal: `2026-11-0${day}T18:00:00` }),
    );
    await db.store(...bookings);
    const found = await plansOf((store) => exported(query.streamBookings(store, filter, 2)));
    expect(found).toHaveLength(3);
    for (const plan of found.slice(1)) {
      expect(plan).toMatch(byStart);
      expect(plan).not.toMatch(sortsAll);
    }
  });
});

describe('one booking is found by its index', () => {
  it.each<[string, (store: Store) => Promise<unknown>, RegExp]>([
    [
      'by its id',
      (store) => findBooking(store, sampleId(1)),
      /INDEX sqlite_autoindex_bookings_1 \(user_id=\? AND id=\?\)/,
    ],
    [
      'by one of many ids',
      (store) => findBookingsById(store, ['a', 'b', 'c']),
      /INDEX sqlite_autoindex_bookings_1 \(user_id=\? AND id=\?\)$/,
    ],
    [
      'by the beginnings that others share',
      (store) => findIdLabels(store, [{ id: sampleId(0xabcd00000000) }, { id: sampleId(0xabce00000000) }]),
      /^MULTI-INDEX OR(?:; INDEX \d; SEARCH bookings USING COVERING INDEX sqlite_autoindex_bookings_1 \(user_id=\? AND id>\? AND id<\?\)){2}$/,
    ],
    [
      'by its class, for all of it',
      (store) => listBookingsOfClass(store, 'c'),
      /INDEX bookings_by_class \(user_id=\? AND class_id=\?\)$/,
    ],
    [
      'by the beginning of its id',
      (store) => findBookingsByIdPrefix(store, 'abcd', 11),
      /INDEX sqlite_autoindex_bookings_1 \(user_id=\? AND id>\? AND id<\?\)/,
    ],
    [
      'by its class, for the usual time',
      (store) => findUsualTime(store, 'c', '2026-11-20'),
      /INDEX bookings_by_class \(user_id=\? AND class_id=\?\)$/,
    ],
    [
      'by its class, for what became of it',
      (store) => query.countClassRecord(store, 'c'),
      /INDEX bookings_by_class \(user_id=\? AND class_id=\?\)/,
    ],
    [
      'by its status and start, for what was just taken',
      (store) => reference.findToAttend(store, MOMENT).catch(() => null),
      byStatus,
    ],
  ])('%s', async (_what, work, plan) => {
    for (const found of await plansOf(work)) expect(found).toMatch(plan);
  });

  it('by its names in outside sources', async () => {
    for (const work of [findIdentitiesOf, findBoundSources]) {
      const [plan = ''] = await plansOf((store) => work(store, ['a', 'b']));
      expect(plan).toMatch(/INDEX intake_identities_by_booking \(user_id=\? AND booking_id=\?\)$/);
    }
  });

  it('by the reminders of its time, and by those that are not settled', async () => {
    const [plan = ''] = await plansOf((store) => readEnteredIds(store, NOW.toISOString()));
    expect(plan).toMatch(/INDEX reminder_ledger_by_start \(user_id=\? AND class_datetime>\?\)/);
    expect(plan).toMatch(/INDEX reminder_ledger_unsettled \(user_id=\? AND state=\?\)$/);
    const [entries = ''] = await plansOf((store) => readEntriesOf(store, ['a', 'b']));
    expect(entries).toMatch(/^SEARCH reminder_ledger USING INDEX \w+ \(user_id=\? AND booking_id=\?\)$/);
  });

  it('by class, for the last of each', async () => {
    await db.store(sampleBooking({ classId: sampleClass().id }));
    const found = await plansOf((store) => listCatalogue(store));
    expect(found.at(-1)).toMatch(/INDEX bookings_by_class \(user_id=\? AND class_id=\?\)$/);
  });
});
