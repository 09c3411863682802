import { beforeEach, describe, expect, it } from 'vitest';
import { findAssumedAt } from '../../src/attendance/habit-service.ts';
import { listReviews, listUnreviewed } from '../../src/attendance/reviews/review-store.ts';
import { findBookingsByIdPrefix, listBookingsOfClass, saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { deleteClass, findUsualTime, listCatalogue, listClasses, saveClass } from '../../src/bookings/class-store.ts';
import { findIdLabels } from '../../src/bookings/id-labels.ts';
import { findRow, type RowChange, saveRowChanges } from '../../src/db/row-change.ts';
import { appendEntry, findReversible, findTouchedAfter, updateEntry } from '../../src/journal/journal-store.ts';
import { newEntry, readEntriesOf, saveEntry } from '../../src/reminders/reminder-ledger.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleClass, sampleId } from '../support/booking-samples.ts';
import { useOtherPerson } from '../support/two-people.ts';

// One file holds the records of several people. What one of them asks or writes never reaches the rows of another.

const db = useBookingDatabase();
const other = useOtherPerson(db);
const NOW = new Date('2026-11-25T12:00:00.000Z');
const mine = () => db.database.store;

describe('ids', () => {
  it('are found by their first digits, however many of another person begin so', async () => {
    const hers = Array.from({ length: 60 }, (_, index) => ({ id: sampleId(0xabcd_0000_0000 + index) }));
    await other.save(...hers);
    const own = sampleBooking({ id: sampleId(0xabcd_f000_0000) });
    await db.store(own);
    const found = await findBookingsByIdPrefix(mine(), 'abcd', 50);
    expect(found.map(({ id }) => id)).toEqual([own.id]);
  });

  it('are told apart from the own ones only', async () => {
    await other.save({ id: sampleId(0xabcd_0000_0000) });
    const own = sampleBooking({ id: sampleId(0xabcd_0000_1000) });
    await db.store(own);
    expect(await findIdLabels(mine(), [own])).toEqual(new Map([[own.id, 'abcd']]));
  });
});

describe('a class', () => {
  it('of another person is not written over by one with its id, name and place', async () => {
    await other.save();
    const [before] = await listClasses(other.store);
    const own = sampleClass({ id: other.classId, durationMinutes: 30 });
    await saveClass(mine(), own);
    expect(await listClasses(other.store)).toEqual([before]);
    expect(await listClasses(mine())).toEqual([own]);
    await deleteClass(mine(), own.id);
    expect(await listClasses(other.store)).toEqual([before]);
  });

  it('of another person gets no booking of mine', async () => {
    const [hers] = await other.save({ id: sampleId(1) });
    const own = sampleBooking({ id: sampleId(2) });
    await db.store(own);
    const created = { before: null, after: sampleBooking({ id: sampleId(3), classId: hers?.classId ?? '' }) };
    const moved = { before: own, after: { ...own, classId: hers?.classId ?? '' } };
    for (const change of [created, moved]) {
      await expect(saveBookingChanges(mine(), [change])).rejects.toThrow(/FOREIGN KEY/i);
    }
    expect(await db.all()).toEqual([own]);
  });

  it('knows the bookings of its own person only', async () => {
    const own = sampleBooking({ id: sampleId(1), startsLocal: '2026-11-17T18:00:00', status: 'attended' });
    await db.store(own);
    const later = { classId: own.classId, startsLocal: '2026-11-24T07:00:00' } as const;
    await other.save({ ...later, id: sampleId(1), status: 'attended' }, { ...later, id: sampleId(2) });
    expect(await listBookingsOfClass(mine(), own.classId)).toEqual([own]);
    expect(await findUsualTime(mine(), own.classId, '2026-12-01')).toBe('18:00');
    const [entry] = await listCatalogue(mine());
    expect(entry).toMatchObject({ bookings: 1, last: { startsLocal: own.startsLocal } });
  });

  it('is reviewed by its own person only', async () => {
    const own = sampleBooking({ id: sampleId(2), status: 'attended' });
    await db.store(own);
    await other.save({ id: sampleId(1), classId: own.classId, status: 'attended' });
    expect(await listUnreviewed(mine(), NOW)).toEqual([own]);
    const stamp = NOW.toISOString();
    const review = { user_id: mine().userId, class_id: own.classId, rating: 5, created_at: stamp, updated_at: stamp };
    const row = { ...review, booking_id: sampleId(1), text: null };
    await mine().db.insertInto('reviews').values(row).execute();
    expect(await listReviews(mine())).toEqual([]);
  });
});

describe('a row of another person', () => {
  const row = { id: sampleId(7), user_id: 'other', from_date: '2026-12-01', to_date: '2026-12-07', reason: null };
  const pause = { ...row, created_at: NOW.toISOString() };
  const place = { table: 'pauses', key: { id: pause.id } } as const;
  beforeEach(() => other.store.db.insertInto('pauses').values(pause).execute());

  it('is not found by its key', async () => {
    expect(await findRow(mine(), place)).toBeNull();
    expect(await findRow(other.store, place)).toEqual(pause);
  });

  it('is neither changed nor removed', async () => {
    const own = { ...pause, user_id: mine().userId };
    const changes: RowChange[] = [
      { ...place, before: pause, after: null },
      { ...place, before: pause, after: { ...own, reason: 'mine' } },
    ];
    for (const change of changes) await saveRowChanges(mine(), [change]);
    expect(await findRow(other.store, place)).toEqual(pause);
  });

  it('is not made', async () => {
    const after = { ...pause, id: sampleId(8) };
    const change = { table: 'pauses', key: { id: after.id }, before: null, after } as const;
    await expect(saveRowChanges(mine(), [change])).rejects.toThrow(/another person/);
  });
});

describe('a step of another person', () => {
  const empty = { bookings: [], classes: [], rows: [] };
  const entry = { at: NOW.toISOString(), what: 'booked', feed: null, isAutomatic: false, step: empty };

  it('is not marked as undone', async () => {
    await appendEntry(other.store, { id: sampleId(1), ...entry });
    await updateEntry(mine(), { id: sampleId(1), undoneAt: NOW.toISOString() }, empty);
    expect(await findReversible(other.store, 'undo', null)).toMatchObject({ id: sampleId(1), undoneAt: null });
  });

  it('is not a step to count from', async () => {
    await appendEntry(other.store, { id: sampleId(1), ...entry });
    await appendEntry(mine(), { id: sampleId(2), ...entry });
    const changed = { kind: 'created', id: sampleId(9) } as never;
    await appendEntry(mine(), { id: sampleId(3), ...entry, step: { ...empty, bookings: [changed] } });
    expect(await findTouchedAfter(mine(), sampleId(1))).toEqual(new Set());
    expect(await findTouchedAfter(mine(), sampleId(2))).toEqual(new Set([sampleId(9)]));
  });
});

it('a mark by the habit of another person is not told', async () => {
  const at = NOW.toISOString();
  const row = { booking_id: sampleId(1), user_id: 'other', assumed_at: at };
  await other.store.db.insertInto('assumed_attendance').values(row).execute();
  expect(await findAssumedAt(mine(), { id: sampleId(1), attendedAt: at })).toBeNull();
  expect(await findAssumedAt(other.store, { id: sampleId(1), attendedAt: at })).toBe(at);
});

it('a reminder of another person is not written over', async () => {
  const key = { bookingId: sampleId(1), kind: 'class', offsetMinutes: 60, channel: 'desktop', machine: '' } as const;
  const entry = newEntry({ ...key, startsAt: NOW.toISOString() }, NOW.toISOString(), sampleId(2));
  await saveEntry(other.store, entry, NOW);
  const sent = { ...entry, messageId: sampleId(3), state: 'failed' } as const;
  await saveEntry(mine(), sent, NOW);
  expect(await readEntriesOf(other.store, [sampleId(1)])).toEqual([entry]);
  expect(await readEntriesOf(mine(), [sampleId(1)])).toEqual([sent]);
});
