import { beforeEach, describe, expect, it } from 'vitest';
import { bookAgain } from '../../src/bookings/book-service.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { BookingContext } from '../../src/bookings/booking-context.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { listClasses } from '../../src/bookings/class-store.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { deleteBookings, markBookings } from '../../src/bookings/mark-service.ts';
import { type ChangeListener, type ChangeSet, recordChanges } from '../../src/bookings/record-changes.ts';
import { reviseBooking } from '../../src/bookings/revise-booking.ts';
import type { RowChange } from '../../src/db/row-change.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import { appendEntry, listEntries } from '../../src/journal/journal-store.ts';
import { keepJournal } from '../../src/journal/keep-journal.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleClass, sampleId } from '../support/booking-samples.ts';

const NOW = '2026-11-20T15:00:00.000Z';
const LATER = '2026-11-20T16:00:00.000Z';

const db = useBookingDatabase();
beforeEach(async () => {
  await db.database.store.db.deleteFrom('journal_entries').execute();
});

/** A context with a journal. */
function at(now: string, ...listeners: readonly ChangeListener[]): BookingContext {
  const context = db.at(now);
  return { ...context, listeners: [keepJournal(context), ...listeners] };
}

const undo = (count = 1, now = LATER) => reverseSteps(at(now), 'undo', count);
const redo = (count = 1, now = LATER) => reverseSteps(at(now), 'redo', count);
const journal = () => listEntries(db.database.store, 100);
const classes = () => listClasses(db.database.store);

async function only(): Promise<Booking> {
  const [booking, ...more] = await db.all();
  if (!booking || more.length > 0) throw new Error(`there are ${more.length + (booking ? 1 : 0)} bookings`);
  return booking;
}

/** Changes a booking as the daemon would, by no step. */
async function changeSilently(id: string, fields: Partial<Booking>): Promise<void> {
  const before = (await db.all()).find((booking) => booking.id === id);
  if (!before) throw new Error(`no booking ${id}`);
  const after = reviseBooking(before, fields, new Date(LATER));
  await record({ what: 'silently', bookings: [{ before, after }], classes: [], isStep: false });
}

function record(changes: ChangeSet, context = at(NOW)): Promise<void> {
  return context.store.transaction((store) => recordChanges(store, changes, context.listeners));
}

describe('the journal', () => {
  it('holds a step for each change, the latest first, in words', async () => {
    await book(at(NOW), 'Spin 45', '2026-11-24T07:00', { repeat: { rule: 'weekly', count: 12, until: null } });
    await book(at(LATER), 'Yoga', '2026-11-20T09:00');
    await markBookings(at(LATER), ['yoga'], SCOPES.attend, { to: 'attended' });
    expect(await journal()).toMatchObject([
      { at: LATER, what: 'attended Yoga, Fri 20 Nov 09:00', undoneAt: null },
      { at: LATER, what: 'booked Yoga, Fri 20 Nov 09:00', undoneAt: null },
      { at: NOW, what: 'booked 12 × Spin 45, Tue 07:00', undoneAt: null },
    ]);
  });

  it('holds nothing of a command that changed nothing, or failed', async () => {
    await book(at(NOW), 'Yoga', '2026-11-20T09:00', { status: 'attended' });
    const { id } = await only();
    await markBookings(at(NOW), [id], SCOPES.attend, { to: 'attended' });
    await expect(markBookings(at(NOW), [id], SCOPES.cancel, { to: 'cancelled' })).rejects.toThrow();
    expect(await journal()).toHaveLength(1);
  });

  it('leaves out what is not a step', async () => {
    await db.store(sampleBooking());
    await changeSilently(sampleBooking().id, { notes: 'by itself' });
    expect(await journal()).toEqual([]);
    expect(await undo()).toEqual([]);
    expect((await only()).notes).toBe('by itself');
  });

  it('keeps the last thousand steps', async () => {
    const step = { bookings: [], classes: [], rows: [] };
    await at(NOW).store.transaction(async (store) => {
      for (let number = 1; number <= 1003; number += 1) {
        const entry = { id: sampleId(number), at: NOW, what: `step ${number}`, feed: null, isAutomatic: false };
        await appendEntry(store, { ...entry, step });
      }
    });
    const kept = await listEntries(db.database.store, 2000);
    expect(kept).toHaveLength(1000);
    expect([kept[0]?.what, kept.at(-1)?.what]).toEqual(['step 1003', 'step 4']);
  });
});

describe('undo', () => {
  it('says that there is nothing by giving nothing', async () => {
    expect(await undo()).toEqual([]);
    expect(await redo()).toEqual([]);
  });

  it('takes back a series as a whole, with the class it was the first of', async () => {
    await book(at(NOW), 'Spin 45', '2026-11-24T07:00', { repeat: { rule: 'weekly', count: 12, until: null } });
    expect(await undo()).toMatchObject([{ at: NOW, what: 'booked 12 × Spin 45, Tue 07:00', undoneAt: LATER }]);
    expect(await db.all()).toEqual([]);
    expect(await classes()).toEqual([]);
    await redo();
    expect(await db.all()).toHaveLength(12);
    expect(await classes()).toHaveLength(1);
  });

  it('takes back what a class lends', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00', { fields: { instructor: 'Ana', price: 12_000 } });
    await book(at(NOW), 'Yoga', '2026-12-01T18:00', { fields: { instructor: 'Ben', price: null } });
    await undo();
    expect(await classes()).toMatchObject([{ instructor: 'Ana', price: 12_000, updatedAt: LATER }]);
    await redo();
    expect(await classes()).toMatchObject([{ instructor: 'Ben', price: null }]);
  });

  it('keeps a class that something else has come to need', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    const [{ id: classId = '' } = {}] = await classes();
    const synced = sampleBooking({ classId, className: 'Yoga' });
    await record({ what: 'synced', bookings: [{ before: null, after: synced }], classes: [], isStep: false });
    await undo();
    expect(await only()).toMatchObject({ id: synced.id });
    expect(await classes()).toHaveLength(1);
    await redo();
    expect(await db.all()).toHaveLength(2);
  });

  it('brings a deleted booking back as it was', async () => {
    await book(at(NOW), 'Yoga', '2026-11-20T09:00', { status: 'attended', fields: { notes: 'towel' } });
    const before = await only();
    await changeSilently(before.id, { reminderSent24h: true });
    await deleteBookings(at(NOW), [before.id], SCOPES.any);
    await undo();
    expect(await only()).toEqual({ ...before, reminderSent24h: true, sequence: 1, updatedAt: LATER });
  });

  it('takes back a move to another class, and the class', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    const { id, classId } = await only();
    await editBooking(at(NOW), id, { name: 'Yin', fields: {}, isForced: false });
    expect(await classes()).toHaveLength(2);
    await undo();
    expect(await only()).toMatchObject({ className: 'Yoga', classId });
    expect(await classes()).toMatchObject([{ name: 'Yoga' }]);
    await redo();
    expect(await only()).toMatchObject({ className: 'Yin' });
  });

  it('writes back what the step wrote, and leaves alone what came from elsewhere', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00', { fields: { price: 10_000 } });
    const { id } = await only();
    await editBooking(at(NOW), id, { fields: { price: 12_000 }, isForced: false });
    await changeSilently(id, { reminderSent24h: true, externalId: 'from the studio' });
    await undo();
    expect(await only()).toMatchObject({ price: 10_000, reminderSent24h: true, externalId: 'from the studio' });
  });

  it('never lowers the number of a revision', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    const { id } = await only();
    await markBookings(at(NOW), [id], SCOPES.cancel, { to: 'cancelled' });
    expect(await only()).toMatchObject({ status: 'cancelled', sequence: 1 });
    await undo();
    expect(await only()).toMatchObject({ status: 'booked', cancelledAt: null, sequence: 2, updatedAt: LATER });
    await redo();
    expect(await only()).toMatchObject({ status: 'cancelled', sequence: 3 });
    await undo(2);
    await redo();
    expect(await only()).toMatchObject({ id, status: 'booked', sequence: 5 });
  });

  it('does not number what no calendar shows', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    const { id } = await only();
    await editBooking(at(NOW), id, { fields: { price: 12_000 }, isForced: false });
    await undo();
    expect(await only()).toMatchObject({ price: null, sequence: 0, updatedAt: LATER });
  });

  it('is heard by those who follow changes, as no step of its own', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    const booking = await only();
    const heard: ChangeSet[] = [];
    const listen: ChangeListener = async (_trx, changes) => void heard.push(changes);
    await reverseSteps(at(LATER, listen), 'undo', 1);
    expect(heard).toMatchObject([{ isStep: false, bookings: [{ before: booking, after: null }] }]);
    expect(await journal()).toHaveLength(1);
  });

  it('goes on from the step before', async () => {
    await book(at(NOW), 'Yoga', '2026-11-19T18:00');
    await markBookings(at(NOW), ['yoga'], SCOPES.attend, { to: 'attended' });
    await bookAgain(at(NOW), 'yoga', undefined, false);
    expect((await undo(2)).map(({ what }) => what)).toEqual([
      'booked Yoga, Thu 26 Nov 18:00',
      'attended Yoga, Thu 19 Nov 18:00',
    ]);
    expect(await only()).toMatchObject({ status: 'booked' });
    expect((await undo(99)).map(({ what }) => what)).toEqual(['booked Yoga, Thu 19 Nov 18:00']);
    expect((await redo(99)).map(({ what }) => what)).toEqual([
      'booked Yoga, Thu 19 Nov 18:00',
      'attended Yoga, Thu 19 Nov 18:00',
      'booked Yoga, Thu 26 Nov 18:00',
    ]);
    expect(await db.all()).toMatchObject([{ status: 'attended' }, { status: 'booked' }]);
  });
});

describe('redo', () => {
  it('is over once something new is changed', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    await book(at(NOW), 'Spin', '2026-11-25T18:00');
    await undo(2);
    await book(at(NOW), 'Barre', '2026-11-26T18:00');
    expect(await redo()).toEqual([]);
    expect((await journal()).map(({ what }) => what)).toEqual(['booked Barre, Thu 26 Nov 18:00']);
    await undo();
    expect(await db.all()).toEqual([]);
  });

  it('stays while only the daemon changes something', async () => {
    await db.store(sampleBooking());
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    await undo();
    await changeSilently(sampleBooking().id, { reminderSent24h: true });
    expect(await redo()).toHaveLength(1);
  });
});

describe('rows of other features', () => {
  const key = { user_id: '', source: 'studio', uid: 'u-1', recurrence_id: '' };
  const row = (content: string) => ({
    ...key,
    user_id: db.database.store.userId,
    booking_id: sampleId(1),
    sequence: 4,
    last_modified: null,
    content,
    cancelled_at: null,
    created_at: NOW,
    updated_at: NOW,
    brought_by: null,
    stamp: null,
  });
  const change = (before: string | null, after: string | null): RowChange => ({
    table: 'intake_identities',
    key: { ...key, user_id: db.database.store.userId },
    before: before === null ? null : row(before),
    after: after === null ? null : row(after),
  });
  const rowStep = (...rows: readonly RowChange[]): ChangeSet => ({ what: 'rows', bookings: [], classes: [], rows });
  const contents = async () => {
    const rows = await db.database.store.db.selectFrom('intake_identities').selectAll().orderBy('uid').execute();
    return rows.map(({ content }) => content);
  };

  it('are inserted, changed and removed with a step, back and forth', async () => {
    await record(rowStep(change(null, 'one')));
    await record(rowStep(change('one', 'two')));
    await record(rowStep(change('two', null)));
    const seen = [await contents()];
    for (let step = 0; step < 3; step += 1) {
      await undo();
      seen.push(await contents());
    }
    expect(seen).toEqual([[], ['two'], ['one'], []]);
    await redo(2);
    expect(await db.database.store.db.selectFrom('intake_identities').selectAll().execute()).toEqual([row('two')]);
    await redo();
    expect(await contents()).toEqual([]);
  });

  it('belong to the same step as the bookings', async () => {
    await record({
      what: 'imported',
      bookings: [{ before: null, after: sampleBooking() }],
      classes: [{ before: null, after: sampleClass() }],
      rows: [change(null, 'one')],
    });
    await undo();
    expect([await db.all(), await classes(), await contents()]).toEqual([[], [], []]);
    await redo();
    expect([await db.all(), await classes(), await contents()]).toMatchObject([[{}], [{}], ['one']]);
  });

  it('that were changed since are left as they are', async () => {
    await record(rowStep(change(null, 'one')));
    await record(rowStep(change('one', 'two')));
    await record({ ...rowStep(change('two', 'three')), isStep: false });
    await expect(undo()).rejects.toThrow(expect.objectContaining({ kind: 'refused', code: 'changed_since' }));
    expect(await contents()).toEqual(['three']);
  });
});

describe('what has changed since, and not by a step,', () => {
  const refused = expect.objectContaining({
    kind: 'refused',
    code: 'changed_since',
    message: expect.stringContaining('edited Yoga, Tue 24 Nov 18:00: price'),
  });

  beforeEach(async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    await editBooking(at(NOW), (await only()).id, { fields: { price: 12_000 }, isForced: false });
  });

  it('is not overwritten', async () => {
    await changeSilently((await only()).id, { price: 15_000 });
    const before = await only();
    await expect(undo()).rejects.toThrow(refused);
    expect(await only()).toEqual(before);
  });

  it('is not brought back where it is gone', async () => {
    const before = await only();
    await record({ what: 'gone', bookings: [{ before, after: null }], classes: [], isStep: false });
    await expect(undo()).rejects.toThrow(refused);
    expect(await db.all()).toEqual([]);
  });

  it('refuses several steps as a whole', async () => {
    await book(at(NOW), 'Spin', '2026-11-25T18:00');
    const [{ id = '' } = {}] = await db.all();
    await changeSilently(id, { price: 15_000 });
    await expect(undo(3)).rejects.toThrow(refused);
    expect(await db.all()).toHaveLength(2);
    expect((await journal()).filter(({ undoneAt }) => undoneAt !== null)).toEqual([]);
  });

  it('may be another class of the same name', async () => {
    await undo(2);
    await record({
      what: 'learnt',
      bookings: [],
      classes: [{ before: null, after: sampleClass({ name: 'Yoga', location: null }) }],
      isStep: false,
    });
    await expect(redo()).rejects.toThrow(expect.objectContaining({ kind: 'refused', code: 'changed_since' }));
    expect(await db.all()).toEqual([]);
  });
});

describe('a sync', () => {
  const synced = (isAutomatic: boolean) => ({ feed: { name: 'studio', isAutomatic }, isFound: true }) as const;
  const bringIn = (number: number, isAutomatic: boolean, now = NOW) => {
    const booking = sampleBooking({ id: sampleId(number), startsLocal: `2026-12-${10 + number}T18:00:00` });
    const known = { ...booking, startsAt: `2026-12-${10 + number}T23:00:00.000Z` };
    const changes = { what: `synced ${number}`, bookings: [{ before: null, after: known }], classes: [] };
    return record({ ...changes, ...synced(isAutomatic) }, at(now));
  };
  const undoSync = (now = LATER) => reverseSteps(at(now), 'undo', 1, 'studio');
  const ids = async () => (await db.all()).map(({ id }) => id);
  beforeEach(() => db.store(sampleBooking({ id: sampleId(9) })));

  it('by hand is a step like any other', async () => {
    await bringIn(1, false);
    expect(await undo()).toMatchObject([{ what: 'synced 1', feed: 'studio', isAutomatic: false }]);
    expect(await ids()).toEqual([sampleId(9)]);
  });

  it('of the daemon is passed over by undo, and taken back by its name', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    await bringIn(1, true);
    expect(await undo()).toMatchObject([{ what: 'booked Yoga, Tue 24 Nov 18:00' }]);
    expect(await ids()).toEqual([sampleId(9), sampleId(1)]);
    expect(await undoSync()).toMatchObject([{ what: 'synced 1', isAutomatic: true }]);
    expect(await ids()).toEqual([sampleId(9)]);
  });

  it('of the daemon does not take redo away', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    await undo();
    await bringIn(1, true);
    expect(await redo()).toMatchObject([{ what: 'booked Yoga, Tue 24 Nov 18:00' }]);
  });

  it('is brought again by redo, the last undone first', async () => {
    await book(at(NOW), 'Yoga', '2026-11-24T18:00');
    await bringIn(1, true);
    await undo(1, '2026-11-20T16:00:00.000Z');
    await undoSync('2026-11-20T16:01:00.000Z');
    expect(await redo(2)).toMatchObject([{ what: 'synced 1' }, { what: 'booked Yoga, Tue 24 Nov 18:00' }]);
  });

  it('taken back by name leaves what has been changed since as it is', async () => {
    const [first, second] = [1, 2].map((number) => ({
      ...sampleBooking({ id: sampleId(number) }),
      startsAt: `2026-12-1${number}T23:00:00.000Z`,
      startsLocal: `2026-12-1${number}T18:00:00`,
    }));
    if (!first || !second) throw new Error('two bookings');
    const bookings = [first, second].map((after) => ({ before: null, after }));
    await record({ what: 'synced two', bookings, classes: [], ...synced(false) });
    await markBookings(at(NOW), [first.id], SCOPES.cancel, { to: 'cancelled' });
    await undoSync(NOW);
    expect((await db.all()).map(({ id, status }) => [id, status])).toEqual([
      [sampleId(9), 'booked'],
      [sampleId(1), 'cancelled'],
    ]);
  });

  it('of another feed has no part in it', async () => {
    await bringIn(1, true);
    expect(await reverseSteps(at(LATER), 'undo', 1, 'gym')).toEqual([]);
  });
});
