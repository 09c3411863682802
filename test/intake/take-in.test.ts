import { describe, expect, test } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import { listClasses } from '../../src/bookings/class-store.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import { deleteBookings, markBookings } from '../../src/bookings/mark-service.ts';
import type { ChangeSet } from '../../src/bookings/record-changes.ts';
import type { IncomingBooking } from '../../src/intake/incoming.ts';
import type { ImportReport } from '../../src/intake/plan/import-plan.ts';
import { field, words } from '../../src/words.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleClass } from '../support/booking-samples.ts';
import { type ImportRequest, importBookings } from '../support/take-in.ts';
import { number, sampleIncoming, uid } from './incoming-samples.ts';

const db = useBookingDatabase();

/** Four days before the class of the samples. */
const BEFORE = '2026-11-20T12:00:00Z';
const AFTER = '2026-11-25T12:00:00Z';

const NOTHING: ImportReport = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] };
const DELETED = {
  uid: 'a@studio.example',
  line: 1,
  reason: words`Deleted here, or undone; ${field('revive')} brings it back.`,
};

function take(
  incoming: readonly Partial<IncomingBooking>[],
  { now = BEFORE, homeZone, ...request }: Partial<ImportRequest> & { now?: string; homeZone?: string } = {},
): Promise<ImportReport> {
  return importBookings(db.at(now, homeZone === undefined ? {} : { homeZone }), {
    incoming: incoming.map((said) => sampleIncoming(said)),
    defaultSource: 'ics',
    name: 'classes.ics',
    revive: false,
    isDryRun: false,
    ...request,
  });
}

async function only(): Promise<Booking> {
  const [booking, ...others] = await db.all();
  expect(others).toEqual([]);
  if (!booking) throw new Error('There is no booking.');
  return booking;
}

async function everything() {
  const { store } = db.database;
  return {
    bookings: await db.all(),
    classes: await listClasses(store),
    identities: await store.db.selectFrom('intake_identities').selectAll().orderBy('uid').execute(),
  };
}

const mark = (to: 'attended' | 'cancelled' | 'booked' | 'no_show', now: string) =>
  markBookings(db.at(now), [SAMPLE_DAY], SCOPES.any, { to });
const SAMPLE_DAY = 'vinyasa';

describe('an event that is new', () => {
  test('becomes a booking, and its class is learnt', async () => {
    expect(await take([{ type: 'yoga', instructor: 'Ana', notes: 'towel' }])).toEqual({ ...NOTHING, created: 1 });
    expect(await only()).toMatchObject({
      className: 'Vinyasa Flow',
      classType: 'yoga',
      location: 'Studio North',
      instructor: 'Ana',
      startsLocal: '2026-11-24T18:00:00',
      zone: 'America/New_York',
      startsAt: '2026-11-24T23:00:00.000Z',
      status: 'booked',
      source: 'ics',
      bookedAt: '2026-11-20T12:00:00.000Z',
      notes: 'towel',
      sequence: 0,
    });
    const { classes } = await everything();
    expect(classes).toMatchObject([{ name: 'Vinyasa Flow', location: 'Studio North', type: 'yoga', source: 'ics' }]);
  });

  test('has happened when it was on, where the source says no time', async () => {
    await take([
      { identity: uid('1'), startsLocal: '2026-11-01T18:00:00', status: 'attended' },
      { identity: uid('2'), startsLocal: '2026-11-02T18:00:00', isCancelled: true },
      {
        identity: uid('3'),
        startsLocal: '2026-11-03T18:00:00',
        isCancelled: true,
        lastModified: '2026-10-30T08:00:00.000Z',
      },
      { identity: uid('4'), startsLocal: '2026-12-01T18:00:00', isCancelled: true, cancelByMinutes: 10_000 },
    ]);
    expect(await db.all()).toMatchObject([
      { attendedAt: '2026-11-01T23:00:00.000Z', bookedAt: '2026-11-01T23:00:00.000Z' },
      { status: 'cancelled', cancelledAt: '2026-11-02T23:00:00.000Z' },
      { status: 'cancelled', cancelledAt: '2026-10-30T08:00:00.000Z' },
      { status: 'cancelled', cancelledAt: '2026-11-20T12:00:00.000Z', isLateCancel: false },
    ]);
  });

  test('is taken exactly as a table says it', async () => {
    const said = {
      ...number('CP-7'),
      status: 'cancelled',
      isCancelled: true,
      source: 'classpass',
      bookedAt: '2026-11-01T08:00:00.000Z',
      cancelledAt: '2026-11-24T20:00:00.000Z',
      cancellationReason: 'a cold',
      cancelByMinutes: 720,
      price: 18000,
      lateFee: 12000,
      feePaid: 6000,
      currency: 'EUR',
    } as const;
    await take([said], { now: AFTER });
    expect(await only()).toMatchObject({
      externalId: 'CP-7',
      source: 'classpass',
      status: 'cancelled',
      bookedAt: said.bookedAt,
      cancelledAt: said.cancelledAt,
      cancellationReason: 'a cold',
      cancelBy: '2026-11-24T11:00:00.000Z',
      cancelByMinutes: 720,
      isLateCancel: true,
      price: 18000,
      lateFee: 12000,
      feePaid: 6000,
      currency: 'EUR',
    });
  });

  test('borrows what it leaves out from a class booked before, and changes nothing of it', async () => {
    await book(db.at(BEFORE), 'Vinyasa Flow', '2026-11-10T18:00', {
      fields: { location: 'Studio North', type: 'yoga', instructor: 'Ana', price: 18000, currency: 'EUR' },
      cancelBy: '12h',
    });
    const { classes } = await everything();
    expect(await take([{ instructor: 'Ben' }])).toEqual({ ...NOTHING, created: 1 });
    expect((await db.all())[1]).toMatchObject({
      classId: classes[0]?.id,
      classType: 'yoga',
      instructor: 'Ben',
      price: 18000,
      currency: 'EUR',
      cancelBy: '2026-11-24T11:00:00.000Z',
    });
    expect((await everything()).classes).toEqual(classes);
  });

  test.each<[what: string, said: Partial<IncomingBooking>, startsLocal: string]>([
    ['of the class', {}, '2026-11-25T00:00:00'],
    ['of another class at the place', { className: 'Yin' }, '2026-11-25T00:00:00'],
    ['where the person is at home', { location: 'Studio South' }, '2026-11-24T18:00:00'],
  ])('of which only the moment is known is kept in the zone %s', async (_what, said, startsLocal) => {
    await db.store(sampleBooking({ startsLocal: '2026-11-10T18:00:00' }));
    await db.database.store.db.updateTable('fitness_classes').set({ zone: 'Europe/Berlin' }).execute();
    const moment = { ...said, isMoment: true } as const;
    await take([moment]);
    expect((await db.all())[1]).toMatchObject({ startsLocal, startsAt: '2026-11-24T23:00:00.000Z' });
    expect(await take([moment])).toEqual({ ...NOTHING, unchanged: 1 });
    await take([{ ...moment, startsLocal: '2026-11-24T19:00:00' }]);
    expect((await db.all())[1]).toMatchObject({
      startsLocal: startsLocal.replace(/T\d\d/, (hour) => (hour === 'T00' ? 'T01' : 'T19')),
    });
  });

  test('is a class of its own where the name is only similar', async () => {
    await db.store(sampleBooking({ startsLocal: '2026-11-10T18:00:00' }));
    await take([{ className: 'vinyasa flow' }, { identity: uid('b'), location: null }]);
    expect((await everything()).classes.map(({ name, location }) => [name, location])).toEqual([
      ['Vinyasa Flow', null],
      ['Vinyasa Flow', 'Studio North'],
      ['vinyasa flow', 'Studio North'],
    ]);
  });

  test('teaches the class what its latest booking has', async () => {
    const on = (day: number, instructor: string) => ({
      identity: uid(String(day)),
      startsLocal: `2026-12-0${day}T18:00:00`,
      instructor,
    });
    await take([on(2, 'Ben'), on(3, 'Cleo'), on(1, 'Ana')]);
    expect((await everything()).classes).toMatchObject([{ instructor: 'Cleo' }]);
  });
});

describe('an event that comes again', () => {
  test('changes nothing, not a byte', async () => {
    const incoming = [
      {},
      { identity: uid('b'), startsLocal: '2026-12-01T18:00:00', isCancelled: true },
      { ...number('7'), startsLocal: '2026-12-02T18:00:00' },
    ];
    await take(incoming);
    const before = await everything();
    expect(await take(incoming, { now: AFTER })).toEqual({ ...NOTHING, unchanged: 3 });
    expect(await everything()).toEqual(before);
  });

  test('moves the booking, and a limit that is so long before it', async () => {
    await take([{ cancelByMinutes: 720 }]);
    expect(await take([{ cancelByMinutes: 720, sequence: 1, startsLocal: '2026-11-25T19:00:00' }])).toEqual({
      ...NOTHING,
      updated: 1,
    });
    expect(await only()).toMatchObject({
      startsLocal: '2026-11-25T19:00:00',
      startsAt: '2026-11-26T00:00:00.000Z',
      cancelBy: '2026-11-25T12:00:00.000Z',
      sequence: 1,
    });
  });

  test('takes the booking to another class', async () => {
    await take([{}]);
    await take([{ className: 'Yin', location: 'Studio South' }]);
    const { classes } = await everything();
    const yin = classes.find(({ name }) => name === 'Yin');
    expect(await only()).toMatchObject({ className: 'Yin', location: 'Studio South', classId: yin?.id });
    expect(yin).toMatchObject({ location: 'Studio South' });
  });

  test.each<[what: string, said: Partial<IncomingBooking>, outcome: 'updated' | 'unchanged']>([
    ['a higher SEQUENCE', { sequence: 3 }, 'updated'],
    ['a lower SEQUENCE', { sequence: 1, lastModified: '2026-12-01T00:00:00.000Z' }, 'unchanged'],
    ['a later LAST-MODIFIED', { sequence: 2, lastModified: '2026-11-02T00:00:00.000Z' }, 'updated'],
    ['an earlier LAST-MODIFIED', { sequence: 2, lastModified: '2026-10-31T00:00:00.000Z' }, 'unchanged'],
    ['the same of both', { sequence: 2, lastModified: '2026-11-01T00:00:00.000Z' }, 'updated'],
    ['no LAST-MODIFIED', { sequence: 2 }, 'updated'],
  ])('with other words and %s', async (_what, said, outcome) => {
    await take([{ sequence: 2, lastModified: '2026-11-01T00:00:00.000Z' }]);
    expect(await take([{ ...said, instructor: 'Ben' }])).toEqual({ ...NOTHING, [outcome]: 1 });
    expect((await only()).instructor).toBe(outcome === 'updated' ? 'Ben' : null);
  });

  test('leaves alone what the person changed and the source did not', async () => {
    await take([{ notes: 'Mat is there' }]);
    await editBooking(db.at(BEFORE), SAMPLE_DAY, {
      fields: { instructor: 'Cleo', notes: 'row 2', url: 'https://my.example/', durationMinutes: 45 },
      when: '2026-11-24T18:15',
      isForced: false,
    });
    expect(await take([{ notes: 'Bring a mat', type: 'yoga' }])).toEqual({ ...NOTHING, updated: 1 });
    expect(await only()).toMatchObject({
      classType: 'yoga',
      instructor: 'Cleo',
      notes: 'row 2',
      url: 'https://my.example/',
      durationMinutes: 45,
      startsLocal: '2026-11-24T18:15:00',
    });
  });

  test('takes back what the source no longer says, unless the person changed it', async () => {
    await take([{ instructor: 'Ana', notes: 'towel', type: 'yoga' }]);
    await editBooking(db.at(BEFORE), SAMPLE_DAY, { fields: { type: 'flow' }, isForced: false });
    await take([{}]);
    expect(await only()).toMatchObject({ instructor: null, notes: null, classType: 'flow' });
  });

  test('is not moved by the journey of the person', async () => {
    const floating = { startsLocal: '2026-11-24T18:00:00', zone: 'America/New_York' };
    await take([floating, { identity: uid('utc'), startsLocal: '2026-11-26T18:00:00' }]);
    const before = await everything();
    const inBerlin = [
      { startsLocal: '2026-11-24T18:00:00', zone: 'Europe/Berlin' },
      { identity: uid('utc'), startsLocal: '2026-11-27T00:00:00', zone: 'Europe/Berlin' },
    ];
    expect(await take(inBerlin, { homeZone: 'Europe/Berlin' })).toEqual({ ...NOTHING, unchanged: 2 });
    expect((await everything()).bookings).toEqual(before.bookings);
  });
});

test('an event that the source moves to another zone is moved, though the clock there shows the same', async () => {
  await take([{}]);
  expect(await take([{ zone: 'Europe/Berlin' }])).toEqual({ ...NOTHING, updated: 1 });
  expect(await only()).toMatchObject({ zone: 'Europe/Berlin', startsAt: '2026-11-24T17:00:00.000Z' });
});

describe('a class that the source cancels', () => {
  test('is cancelled, and booked again when the source brings it back', async () => {
    await take([{}]);
    expect(await take([{ isCancelled: true, lastModified: '2026-11-19T08:00:00.000Z' }])).toEqual({
      ...NOTHING,
      cancelled: 1,
    });
    expect(await only()).toMatchObject({
      status: 'cancelled',
      cancelledAt: '2026-11-19T08:00:00.000Z',
      isLateCancel: false,
    });
    expect(await take([{}])).toEqual({ ...NOTHING, updated: 1 });
    expect(await only()).toMatchObject({ status: 'booked', cancelledAt: null });
  });

  test('stays cancelled once it was to begin', async () => {
    await take([{}]);
    await take([{ isCancelled: true }]);
    expect(await take([{}], { now: AFTER })).toEqual({ ...NOTHING, unchanged: 1 });
    expect((await only()).status).toBe('cancelled');
  });

  test('stays attended where the person was there', async () => {
    await take([{}]);
    await mark('attended', AFTER);
    expect(await take([{ isCancelled: true }], { now: AFTER })).toEqual({ ...NOTHING, unchanged: 1 });
    expect((await only()).status).toBe('attended');
  });

  test('stays cancelled where the person cancelled it, whatever the source says later', async () => {
    await take([{}]);
    await mark('cancelled', BEFORE);
    const before = await only();
    expect(await take([{}])).toEqual({ ...NOTHING, unchanged: 1 });
    expect(await take([{ isCancelled: true }])).toEqual({ ...NOTHING, unchanged: 1 });
    expect(await take([{ sequence: 5 }])).toEqual({ ...NOTHING, unchanged: 1 });
    expect(await only()).toEqual(before);
  });

  test('stays booked where the person booked it again', async () => {
    await take([{}]);
    await take([{ isCancelled: true }]);
    await mark('booked', BEFORE);
    expect(await take([{ isCancelled: true, sequence: 1 }])).toEqual({ ...NOTHING, unchanged: 1 });
    expect((await only()).status).toBe('booked');
  });
});

describe('a status that a table gives', () => {
  test.each<[first: Booking['status'], then: Booking['status'], outcome: string, becomes: Booking['status']]>([
    ['booked', 'attended', 'updated', 'attended'],
    ['booked', 'no_show', 'updated', 'no_show'],
    ['booked', 'cancelled', 'cancelled', 'cancelled'],
    ['waitlisted', 'booked', 'updated', 'booked'],
    ['attended', 'no_show', 'updated', 'no_show'],
    ['no_show', 'attended', 'updated', 'attended'],
  ])('%s, then %s', async (first, then, outcome, becomes) => {
    const row = (status: Booking['status']) => ({ ...number('7'), status, isCancelled: status === 'cancelled' });
    await take([row(first)], { now: AFTER });
    expect(await take([row(then)], { now: AFTER })).toEqual({ ...NOTHING, [outcome]: 1 });
    expect((await only()).status).toBe(becomes);
  });

  test('does not overrule the person', async () => {
    await take([{ ...number('7'), status: 'booked' }]);
    await mark('attended', AFTER);
    expect(await take([{ ...number('7'), status: 'no_show' }], { now: AFTER })).toEqual({ ...NOTHING, unchanged: 1 });
    expect((await only()).status).toBe('attended');
  });
});

describe('what was deleted here', () => {
  test('stays away until it is revived', async () => {
    await take([{}]);
    await deleteBookings(db.at(BEFORE), [SAMPLE_DAY], SCOPES.any);
    expect(await take([{}])).toEqual({ ...NOTHING, skipped: [DELETED] });
    expect(await take([{ sequence: 4, className: 'Yin' }])).toEqual({ ...NOTHING, skipped: [DELETED] });
    expect(await take([{}], { revive: true })).toEqual({ ...NOTHING, created: 1 });
    expect(await take([{}])).toEqual({ ...NOTHING, unchanged: 1 });
  });

  test('is known again when the deletion is undone', async () => {
    await take([{}]);
    const booking = await only();
    await deleteBookings(db.at(BEFORE), [SAMPLE_DAY], SCOPES.any);
    await db.store(booking);
    expect(await take([{}])).toEqual({ ...NOTHING, unchanged: 1 });
    expect(await take([{ sequence: 1, isCancelled: true }])).toEqual({ ...NOTHING, cancelled: 1 });
  });
});

describe("an event of numina's own export", () => {
  const own = sampleBooking({ id: '0a1b2c3d-1111-4abc-8def-0123456789ab', sequence: 2 });
  const said: Partial<IncomingBooking> = {
    identity: uid(`${own.id}@numina`),
    sequence: 2,
    lastModified: own.updatedAt,
    type: own.classType,
    instructor: own.instructor,
    status: 'booked',
    source: own.source,
    bookedAt: own.bookedAt,
    isLateCancel: false,
  };

  test('is that booking', async () => {
    await db.store(own);
    const before = await everything();
    expect(await take([said])).toEqual({ ...NOTHING, unchanged: 1 });
    expect(await everything()).toEqual(before);
  });

  test('is created with its id where it is not here', async () => {
    expect(await take([said])).toEqual({ ...NOTHING, created: 1 });
    expect(await only()).toEqual({ ...own, classId: expect.any(String) });
    expect(await take([said], { now: AFTER })).toEqual({ ...NOTHING, unchanged: 1 });
  });

  test('takes what was changed in the file itself', async () => {
    await db.store({ ...own, updatedAt: '2026-11-19T08:00:00.123Z' });
    const edited = { ...said, lastModified: '2026-11-19T08:00:00.000Z', className: 'Yin' };
    expect(await take([edited])).toEqual({ ...NOTHING, updated: 1 });
    expect((await only()).className).toBe('Yin');
  });

  test('does not undo what was done here since', async () => {
    await db.store(own);
    await mark('attended', AFTER);
    const before = await only();
    expect(await take([said], { now: AFTER })).toEqual({ ...NOTHING, unchanged: 1 });
    expect(await only()).toEqual(before);
  });

  test('brings what was changed elsewhere since', async () => {
    await db.store(own);
    const moved = { ...said, sequence: 4, startsLocal: '2026-11-24T19:00:00', instructor: null, notes: 'row 2' };
    expect(await take([moved])).toEqual({ ...NOTHING, updated: 1 });
    // What the event is silent about, another program may have dropped.
    expect(await only()).toMatchObject({
      startsLocal: '2026-11-24T19:00:00',
      instructor: 'Ana',
      notes: 'row 2',
      sequence: 4,
    });
    expect(await take([moved])).toEqual({ ...NOTHING, unchanged: 1 });
    expect(await take([said])).toEqual({ ...NOTHING, unchanged: 1 });
  });

  test('stays away once it came by import and was deleted', async () => {
    await take([said]);
    await deleteBookings(db.at(BEFORE), [own.id], SCOPES.any);
    expect((await take([said])).skipped).toEqual([{ ...DELETED, uid: `${own.id}@numina` }]);
    expect(await take([said], { revive: true })).toEqual({ ...NOTHING, created: 1 });
    expect((await only()).id).toBe(own.id);
  });
});

describe('one import', () => {
  test('is one step with a name', async () => {
    const steps: ChangeSet[] = [];
    const listeners = [async (_: unknown, changes: ChangeSet) => void steps.push(changes)];
    const incoming = [sampleIncoming(), sampleIncoming({ identity: uid('b'), startsLocal: '2026-12-01T18:00:00' })];
    const request = { incoming, defaultSource: 'ics', name: 'classes.ics', revive: false, isDryRun: false };
    await importBookings(db.at(BEFORE, { listeners }), request);
    await importBookings(db.at(BEFORE, { listeners }), request);
    expect(steps).toMatchObject([{ what: 'imported classes.ics: 2 new', bookings: [{}, {}], classes: [{}] }]);
  });

  test('is all or nothing', async () => {
    const listeners = [() => Promise.reject(new Error('no'))];
    const request = { incoming: [sampleIncoming()], defaultSource: 'ics', name: 'x', revive: false, isDryRun: false };
    await expect(importBookings(db.at(BEFORE, { listeners }), request)).rejects.toThrow('no');
    expect(await everything()).toEqual({ bookings: [], classes: [], identities: [] });
  });

  test('tells the same and writes nothing when it is dry', async () => {
    await db.store(sampleBooking({ startsLocal: '2026-11-30T18:00:00' }));
    await take([{}]);
    const before = await everything();
    const incoming = [
      { sequence: 1, isCancelled: true },
      { identity: uid('b'), startsLocal: '2026-12-01T18:00:00' },
      { identity: uid('c'), startsLocal: '2026-11-30T18:00:00' },
    ];
    const report = { ...NOTHING, cancelled: 1, created: 1, adopted: 1 };
    expect(await take(incoming, { isDryRun: true })).toEqual(report);
    expect(await everything()).toEqual(before);
    expect(await take(incoming)).toEqual(report);
  });

  test('keeps the instances of a series and the sources apart', async () => {
    const instance = (day: number) => ({
      identity: { kind: 'uid', uid: 'series', recurrenceId: `2026-12-0${day}T23:00:00Z` } as const,
      startsLocal: `2026-12-0${day}T18:00:00`,
    });
    const incoming = [
      instance(1),
      instance(2),
      { ...instance(1), source: 'studio', className: 'Spin', location: 'Velo' },
    ];
    expect(await take(incoming)).toEqual({ ...NOTHING, created: 3 });
    expect(await take([incoming[0] ?? {}, { ...instance(2), isCancelled: true }])).toEqual({
      ...NOTHING,
      unchanged: 1,
      cancelled: 1,
    });
  });

  test('meets more events than a query takes at once', async () => {
    const incoming = Array.from({ length: 2500 }, (_, index) => ({
      identity: uid(`event ${index}`),
      className: `Class ${index % 30}`,
      ...startAfter(index),
    }));
    expect(await take(incoming)).toEqual({ ...NOTHING, created: 2500 });
    expect(await take(incoming)).toEqual({ ...NOTHING, unchanged: 2500 });
    expect(await take(incoming.map((said) => ({ ...said, sequence: 1, isCancelled: true })))).toMatchObject({
      cancelled: 2500,
    });
  });
});

/** Hour after hour in UTC. */
function startAfter(hours: number): Pick<IncomingBooking, 'startsLocal' | 'zone'> {
  const startsLocal = new Date(Date.UTC(2026, 11, 1, hours)).toISOString().slice(0, 19);
  return { startsLocal, zone: 'UTC' };
}

test('a class that was booked before lends nothing to a table that says everything', async () => {
  await db.store(sampleBooking({ startsLocal: '2026-11-01T18:00:00' }));
  const { classes } = await everything();
  expect(classes).toMatchObject([{ instructor: sampleClass().instructor }]);
  await take([{ ...number('7'), status: 'booked', bookedAt: '2026-11-01T08:00:00.000Z' }]);
  expect((await db.all())[1]).toMatchObject({ classId: classes[0]?.id, instructor: null, classType: null });
});
