import { describe, expect, it } from 'vitest';
import { bookAgain } from '../../src/bookings/book-service.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { listClasses } from '../../src/bookings/class-store.ts';
import { editBooking } from '../../src/bookings/edit-service.ts';
import type { ChangeSet } from '../../src/bookings/record-changes.ts';
import { field, words } from '../../src/words.ts';
import { book } from '../support/book.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
/** Friday, 05:00 in New York, 11:00 in Berlin. */
const NOW = '2026-11-20T10:00:00.000Z';
const TUESDAY = '2026-11-24T18:00';

const classes = () => listClasses(db.database.store);

/** The starts of the bookings, as wall times. */
async function starts(): Promise<string[]> {
  return (await db.all()).map(({ startsLocal }) => startsLocal.slice(0, 16));
}

describe('a first booking', () => {
  it('is recorded with the given values, adds its class, and is returned as stored', async () => {
    const fields = {
      type: 'yoga',
      location: 'Studio North',
      instructor: 'Ana',
      durationMinutes: 75,
      source: 'classpass',
      externalId: 'CP-1',
      price: 18_000,
      currency: 'USD',
      lateFee: 10_000,
      url: 'https://studio.example/',
      notes: 'bring\na mat',
    };
    const booked = await book(db.at(NOW), 'Vinyasa Flow', TUESDAY, { fields, cancelBy: '12h' });
    expect(booked).toMatchObject({ isNewClass: true, nearName: null, notes: [], overlaps: [] });
    const { location, instructor, durationMinutes, source, externalId, price, currency, lateFee, url, notes } = fields;
    const [learnt] = await classes();
    expect(booked.bookings).toEqual([
      {
        ...sampleBooking({ bookedAt: NOW, createdAt: NOW, updatedAt: NOW }),
        id: booked.bookings[0]?.id,
        classId: learnt?.id,
        cancelBy: '2026-11-24T11:00:00.000Z',
        cancelByMinutes: 720,
        ...{ location, instructor, durationMinutes, source, externalId, price, currency, lateFee, url, notes },
      },
    ]);
    expect(await db.all()).toEqual(booked.bookings);
    expect(learnt).toMatchObject({ name: 'Vinyasa Flow', type: 'yoga', cancelByMinutes: 720, price: 18_000 });
  });

  it('needs no more than a name and a time', async () => {
    await book(db.at(NOW), ' Spin\n45 ', 'tomorrow 7:30');
    expect(await db.all()).toMatchObject([
      {
        className: 'Spin 45',
        startsLocal: '2026-11-21T07:30:00',
        durationMinutes: 60,
        source: 'manual',
        location: null,
      },
    ]);
  });

  it('may be attended or waitlisted from the beginning', async () => {
    await book(db.at(NOW), 'Spin', '2026-11-19T18:00', { status: 'attended' });
    await book(db.at(NOW), 'Spin', TUESDAY, { status: 'waitlisted' });
    expect(await db.all()).toMatchObject([
      { status: 'attended', attendedAt: NOW },
      { status: 'waitlisted', attendedAt: null },
    ]);
  });

  it('cannot be attended before it begins', async () => {
    const attempt = book(db.at(NOW), 'Spin', TUESDAY, { status: 'attended' });
    await expect(attempt).rejects.toThrow(expect.objectContaining({ kind: 'refused', code: 'class_not_begun' }));
    expect([await db.all(), await classes()]).toEqual([[], []]);
  });

  it('needs a time where only a day is named', async () => {
    await expect(book(db.at(NOW), 'Spin', 'tomorrow')).rejects.toThrow(
      expect.objectContaining({ kind: 'usage', code: 'time_missing' }),
    );
  });

  it('writes nothing where it fails', async () => {
    for (const [name, when] of [
      ['', TUESDAY],
      ['x'.repeat(1001), TUESDAY],
      ['Spin', 'someday'],
      ['Spin', '2026-02-30T18:00'],
      ['Spin', '2026-11-24T25:00'],
    ] as const) {
      await expect(book(db.at(NOW), name, when)).rejects.toThrow(expect.objectContaining({ kind: 'usage' }));
    }
    expect([await db.all(), await classes()]).toEqual([[], []]);
  });
});

describe('a class booked before', () => {
  const FIELDS = {
    type: 'yoga',
    location: 'Studio North',
    instructor: 'Ana',
    durationMinutes: 75,
    zone: 'Europe/Berlin',
    source: 'classpass',
    price: 18_000,
    currency: 'EUR',
    lateFee: 10_000,
    url: 'https://studio.example/',
  };

  it('lends all its last values, except notes and the external id', async () => {
    const own = { ...FIELDS, externalId: 'CP-1', notes: 'mat' };
    await book(db.at(NOW), 'Vinyasa Flow', TUESDAY, { fields: own, cancelBy: '12h' });
    const { bookings, isNewClass } = await book(db.at(NOW), 'vinyasa', '2026-12-01T18:00');
    const { type: classType, ...lent } = FIELDS;
    expect(isNewClass).toBe(false);
    expect(bookings).toMatchObject([
      {
        className: 'Vinyasa Flow',
        classType,
        ...lent,
        externalId: null,
        notes: null,
        startsAt: '2026-12-01T17:00:00.000Z',
        cancelBy: '2026-12-01T05:00:00.000Z',
        cancelByMinutes: 720,
      },
    ]);
    expect(await classes()).toHaveLength(1);
  });

  it('lends its last values, also where a value is none', async () => {
    await book(db.at(NOW), 'Vinyasa Flow', TUESDAY, { fields: FIELDS, cancelBy: '12h' });
    const fields = { instructor: 'Ben', price: null };
    await book(db.at(NOW), 'Vinyasa Flow', '2026-12-01T18:00', { fields, cancelBy: null });
    const { bookings } = await book(db.at(NOW), 'Vinyasa Flow', '2026-12-08T18:00');
    expect(bookings).toMatchObject([{ instructor: 'Ben', price: null, currency: 'EUR', cancelBy: null }]);
  });

  it('lends a limit given as a moment as minutes before the start', async () => {
    await book(db.at(NOW), 'Spin', TUESDAY, { cancelBy: '2026-11-24 12:00' });
    const { bookings } = await book(db.at(NOW), 'Spin', '2026-12-01T18:00');
    expect(await db.all()).toMatchObject([
      { cancelBy: '2026-11-24T17:00:00.000Z', cancelByMinutes: null },
      { cancelBy: '2026-12-01T17:00:00.000Z', cancelByMinutes: 360 },
    ]);
    expect(bookings[0]?.cancelByMinutes).toBe(360);
  });

  it('never changes existing bookings', async () => {
    await book(db.at(NOW), 'Vinyasa Flow', TUESDAY, { fields: FIELDS });
    const before = await db.all();
    await book(db.at(NOW), 'Vinyasa Flow', '2026-12-01T18:00', { fields: { instructor: 'Ben', durationMinutes: 30 } });
    expect((await db.all())[0]).toEqual(before[0]);
  });

  it('has a usual time: the most frequent on that weekday, else on any', async () => {
    const when = ['2026-11-03T18:00', '2026-11-10T18:00', '2026-11-17T19:00', '2026-11-13T07:00', '2026-11-06T07:00'];
    for (const each of [...when, '2026-10-30T07:00']) await book(db.at(NOW), 'Spin', each);
    for (const day of ['tue', '2026-11-27', 'mon']) await book(db.at(NOW), 'Spin', day);
    expect((await starts()).slice(6)).toEqual(['2026-11-23T07:00', '2026-11-24T18:00', '2026-11-27T07:00']);
  });

  it('is another class at another place', async () => {
    await book(db.at(NOW), 'Vinyasa', TUESDAY, { fields: { location: 'North', price: 18_000 } });
    const other = await book(db.at(NOW), 'Vinyasa', TUESDAY, { fields: { location: 'South' } });
    expect(other).toMatchObject({ isNewClass: true, bookings: [{ location: 'South', price: null }] });
    await expect(book(db.at(NOW), 'Vinyasa', '2026-12-01T18:00')).rejects.toThrow(
      expect.objectContaining({ code: 'place_missing' }),
    );
    const again = await book(db.at(NOW), 'vin', '2026-12-01T18:00', { fields: { location: 'north' } });
    expect(again).toMatchObject({ isNewClass: false, bookings: [{ location: 'North', price: 18_000 }] });
  });

  it('with a misspelt name makes a new class, and the known name is suggested', async () => {
    await book(db.at(NOW), 'Vinyasa', TUESDAY);
    expect(await book(db.at(NOW), 'Vinyassa', TUESDAY)).toMatchObject({ isNewClass: true, nearName: 'Vinyasa' });
  });

  it('with --new lends nothing, not even its zone', async () => {
    await book(db.at(NOW), 'Vinyasa Flow', TUESDAY, { fields: FIELDS, cancelBy: '12h' });
    const request = { isNewClass: true, fields: { location: 'Studio North' } };
    const { bookings } = await book(db.at(NOW), 'Vinyasa Flow', '2026-12-01T18:00', request);
    expect(bookings).toMatchObject([
      {
        classType: null,
        instructor: null,
        durationMinutes: 60,
        zone: 'America/New_York',
        source: 'manual',
        cancelBy: null,
      },
    ]);
    expect(await book(db.at(NOW), 'Vin', TUESDAY, { isNewClass: true })).toMatchObject({ isNewClass: true });
    await expect(book(db.at(NOW), 'Vin', 'mon', { isNewClass: true })).rejects.toThrow(
      expect.objectContaining({ code: 'time_missing' }),
    );
  });
});

describe('the zone of a booking', () => {
  const at = { homeZone: 'Europe/Berlin' };
  const start = async (when: string, zone?: string) => {
    const { bookings } = await book(db.at(NOW, at), 'Spin', when, { fields: zone === undefined ? {} : { zone } });
    const [{ startsLocal, zone: kept, startsAt }] = bookings as [Booking];
    return `${startsLocal} ${kept} ${startsAt}`;
  };

  it('is the given one, and the time is read in it', async () => {
    expect(await start(TUESDAY, 'Asia/Tokyo')).toBe('2026-11-24T18:00:00 Asia/Tokyo 2026-11-24T09:00:00.000Z');
  });

  it('is otherwise that of the class, or the home zone', async () => {
    expect(await start(TUESDAY)).toBe('2026-11-24T18:00:00 Europe/Berlin 2026-11-24T17:00:00.000Z');
    await book(db.at(NOW, at), 'Yoga', TUESDAY, { fields: { zone: 'Asia/Tokyo' } });
    const { bookings } = await book(db.at(NOW, at), 'Yoga', '2026-11-25T18:00');
    expect(bookings).toMatchObject([{ zone: 'Asia/Tokyo', startsAt: '2026-11-25T09:00:00.000Z' }]);
  });

  it('keeps the instant of a time with an offset, in the home zone', async () => {
    expect(await start('2026-11-24T18:00-05:00')).toBe('2026-11-25T00:00:00 Europe/Berlin 2026-11-24T23:00:00.000Z');
    expect(await start('2026-11-24T18:00Z')).toBe('2026-11-24T19:00:00 Europe/Berlin 2026-11-24T18:00:00.000Z');
  });

  it('keeps the instant of a time with an offset, in the given zone', async () => {
    expect(await start('2026-11-24T18:00-05:00', 'America/Chicago')).toBe(
      '2026-11-24T17:00:00 America/Chicago 2026-11-24T23:00:00.000Z',
    );
  });

  it('decides which date is today', async () => {
    // 20 November, 10:00 UTC: in Kiritimati it is the 21st already.
    expect(await start('tomorrow 7:00')).toMatch(/^2026-11-21T07:00:00 Europe/);
    expect(await start('tomorrow 7:00', 'Pacific/Kiritimati')).toMatch(/^2026-11-22T07:00:00 Pacific/);
  });
});

describe('a start on the day the clocks change', () => {
  const zone = { fields: { zone: 'Europe/Berlin' } };

  it('in a DST gap is refused, and the first time after it is named', async () => {
    await expect(book(db.at(NOW), 'Run', '2027-03-28T02:30', zone)).rejects.toThrow(
      expect.objectContaining({
        kind: 'usage',
        code: 'time_in_gap',
        hint: 'The first time that exists is 2027-03-28T03:00.',
      }),
    );
    expect(await db.all()).toEqual([]);
  });

  it('that exists twice is the earlier one, with a note', async () => {
    const { bookings, notes } = await book(db.at(NOW), 'Run', '2027-10-31T02:30', zone);
    expect(bookings).toMatchObject([{ startsAt: '2027-10-31T00:30:00.000Z' }]);
    expect(notes).toEqual([
      '2027-10-31 02:30 comes twice in Europe/Berlin; this is the earlier (+02:00). For the later write 2027-10-31T02:30+01:00.',
    ]);
  });

  it('with an offset may be the later one, without a note', async () => {
    const { bookings, notes } = await book(db.at(NOW), 'Run', '2027-10-31T02:30+01:00', zone);
    expect(bookings).toMatchObject([{ startsLocal: '2027-10-31T02:30:00', startsAt: '2027-10-31T01:30:00.000Z' }]);
    expect(notes).toEqual([]);
  });
});

describe('a series', () => {
  const weekly = (count: number) => ({ repeat: { rule: 'weekly', count, until: null } });

  it('keeps its wall time when the clocks change, and so does its limit', async () => {
    const request = { ...weekly(3), fields: { zone: 'Europe/Berlin' }, cancelBy: '12h' };
    const { bookings } = await book(db.at(NOW), 'Run', '2027-03-20T18:00', request);
    expect(bookings.map(({ startsLocal, startsAt, cancelBy }) => [startsLocal, startsAt, cancelBy])).toEqual([
      ['2027-03-20T18:00:00', '2027-03-20T17:00:00.000Z', '2027-03-20T05:00:00.000Z'],
      ['2027-03-27T18:00:00', '2027-03-27T17:00:00.000Z', '2027-03-27T05:00:00.000Z'],
      ['2027-04-03T18:00:00', '2027-04-03T16:00:00.000Z', '2027-04-03T04:00:00.000Z'],
    ]);
    expect(await db.all()).toEqual(bookings);
  });

  it('is refused as a whole where one class is in a DST gap', async () => {
    const request = { ...weekly(4), fields: { zone: 'Europe/Berlin' } };
    await expect(book(db.at(NOW), 'Run', '2027-03-14T02:30', request)).rejects.toThrow(
      expect.objectContaining({ code: 'time_in_gap' }),
    );
    expect([await db.all(), await classes()]).toEqual([[], []]);
  });

  it('is refused as a whole where one class is a duplicate', async () => {
    await book(db.at(NOW), 'Run', '2026-12-08T18:00');
    await expect(book(db.at(NOW), 'Run', TUESDAY, weekly(4))).rejects.toThrow(
      expect.objectContaining({ kind: 'refused', code: 'duplicate_booking' }),
    );
    expect(await starts()).toEqual(['2026-12-08T18:00']);
  });

  it('has a note about a time that exists twice', async () => {
    const request = { ...weekly(3), fields: { zone: 'Europe/Berlin' } };
    const { notes } = await book(db.at(NOW), 'Run', '2027-10-24T02:30', request);
    expect(notes).toEqual([expect.stringContaining('2027-10-31 02:30 comes twice')]);
  });

  it('gives each class the same distance to its limit where a moment is given for the first', async () => {
    const { bookings } = await book(db.at(NOW), 'Run', TUESDAY, { ...weekly(2), cancelBy: '2026-11-24 12:00' });
    expect(bookings.map(({ cancelBy, cancelByMinutes }) => [cancelBy, cancelByMinutes])).toEqual([
      ['2026-11-24T17:00:00.000Z', 360],
      ['2026-12-01T17:00:00.000Z', 360],
    ]);
    await expect(book(db.at(NOW), 'Box', TUESDAY, { ...weekly(2), cancelBy: '2026-11-24 19:00' })).rejects.toThrow(
      expect.objectContaining({ code: 'cancel_by_after_start' }),
    );
  });

  it('of 500 classes is written', async () => {
    await book(db.at(NOW), 'Run', TUESDAY, weekly(500));
    expect(await starts()).toHaveLength(500);
  });
});

describe('a duplicate', () => {
  it('is the same class at the same time from the same source, and is refused', async () => {
    await book(db.at(NOW), 'Run', TUESDAY);
    await expect(book(db.at(NOW), 'run', TUESDAY)).rejects.toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'duplicate_booking',
        message: expect.stringMatching(/^This is recorded already: \w{8} {2}2026-11-24 18:00 {2}Run\.$/),
        hint: words`Add ${field('isForced')} to record it once more.`,
      }),
    );
    expect(await starts()).toHaveLength(1);
  });

  it('is recorded with isForced', async () => {
    await book(db.at(NOW), 'Run', TUESDAY);
    const forced = await book(db.at(NOW), 'Run', TUESDAY, { isForced: true });
    expect(forced.overlaps).toHaveLength(1);
    expect(await starts()).toHaveLength(2);
  });

  it('does not include another source, another time or a cancelled booking', async () => {
    await db.store(sampleBooking({ status: 'cancelled' }));
    const fields = { location: 'Studio North' };
    expect(await book(db.at(NOW), 'Vinyasa Flow', TUESDAY, { fields })).toMatchObject({ overlaps: [] });
    await book(db.at(NOW), 'Vinyasa Flow', TUESDAY, { fields: { ...fields, source: 'classpass' } });
    await book(db.at(NOW), 'Vinyasa Flow', '2026-11-24T18:01', { fields });
    expect(await starts()).toHaveLength(4);
  });
});

describe('an overlapping booking', () => {
  it('is reported, and the new booking is made', async () => {
    const { bookings: first } = await book(db.at(NOW), 'Run', TUESDAY);
    const { overlaps } = await book(db.at(NOW), 'Box', '2026-11-24T18:59');
    expect(overlaps).toEqual(first);
    expect(await starts()).toHaveLength(2);
  });

  it('does not end exactly when the other begins, in any zone', async () => {
    await book(db.at(NOW), 'Run', TUESDAY);
    expect(await book(db.at(NOW), 'Box', '2026-11-24T19:00')).toMatchObject({ overlaps: [] });
    const london = { fields: { zone: 'Europe/London', durationMinutes: 30 } };
    expect((await book(db.at(NOW), 'Row', '2026-11-24T23:30', london)).overlaps).toHaveLength(1);
  });

  it('is reported once for a series', async () => {
    await book(db.at(NOW), 'Retreat', '2026-11-24T12:00', { fields: { durationMinutes: 10_080 } });
    const request = { repeat: { rule: 'daily', count: 5, until: null } };
    expect((await book(db.at(NOW), 'Run', TUESDAY, request)).overlaps).toHaveLength(1);
  });
});

describe('booking again', () => {
  const again = (now: string, reference: string, when?: string, isForced = false) =>
    bookAgain(db.at(now), reference, when, isForced);

  it('is a week later at the same wall time, with all values of the booking', async () => {
    const before = sampleBooking({
      status: 'attended',
      externalId: 'X-1',
      notes: 'mat',
      cancelBy: '2026-11-24T11:00:00.000Z',
      cancelByMinutes: 720,
      price: 18_000,
      currency: 'USD',
      sequence: 4,
      reminderSent24h: true,
    });
    await db.store(before);
    const now = '2026-11-25T10:00:00.000Z';
    const { bookings } = await again(now, 'last');
    expect(bookings).toEqual([
      {
        ...before,
        id: bookings[0]?.id,
        startsLocal: '2026-12-01T18:00:00',
        startsAt: '2026-12-01T23:00:00.000Z',
        cancelBy: '2026-12-01T11:00:00.000Z',
        status: 'booked',
        attendedAt: null,
        externalId: null,
        notes: null,
        sequence: 0,
        reminderSent24h: false,
        bookedAt: now,
        createdAt: now,
        updatedAt: now,
      },
    ]);
    expect((await db.all())[0]).toEqual(before);
  });

  it.each([
    ['2026-11-20T10:00:00Z', '2026-12-01T18:00:00', 'a class ahead: the week after it'],
    ['2026-12-01T22:00:00Z', '2026-12-01T18:00:00', 'today, while it is ahead'],
    ['2026-12-01T23:00:00Z', '2026-12-08T18:00:00', 'not what has just begun'],
    ['2027-02-17T12:00:00Z', '2027-02-23T18:00:00', 'months later: the next such weekday'],
  ])('at %s is %s (%s)', async (now, startsLocal) => {
    await db.store(sampleBooking());
    expect((await again(now, sampleBooking().id)).bookings).toMatchObject([{ startsLocal }]);
  });

  it('takes a given time; a day alone keeps the time of day', async () => {
    await db.store(sampleBooking());
    expect((await again(NOW, 'next', 'thu')).bookings).toMatchObject([{ startsLocal: '2026-11-26T18:00:00' }]);
    expect((await again(NOW, 'next', 'sat 7:00')).bookings).toMatchObject([{ startsLocal: '2026-11-21T07:00:00' }]);
  });

  it('keeps the wall time when the clocks change', async () => {
    await db.store(sampleBooking({ startsLocal: '2027-03-10T18:00:00' }));
    expect((await again(NOW, 'next')).bookings).toMatchObject([
      { startsLocal: '2027-03-17T18:00:00', startsAt: '2027-03-17T22:00:00.000Z' },
    ]);
  });

  it('makes a booked class of a cancelled one, without its cancellation', async () => {
    await db.store(sampleBooking({ status: 'cancelled', cancellationReason: 'ill', isLateCancel: true, feePaid: 5 }));
    expect((await again(NOW, sampleBooking().id)).bookings).toMatchObject([
      { status: 'booked', cancelledAt: null, cancellationReason: null, isLateCancel: false, feePaid: null },
    ]);
  });

  it('is refused as a duplicate, unless it is forced', async () => {
    await db.store(sampleBooking(), sampleBooking({ id: sampleId(1), startsLocal: '2026-12-01T18:00:00' }));
    await expect(again(NOW, sampleBooking().id)).rejects.toThrow(
      expect.objectContaining({ code: 'duplicate_booking' }),
    );
    expect((await again(NOW, sampleBooking().id, undefined, true)).overlaps).toHaveLength(1);
  });

  it('takes the latest booking of the class that words name, first of those ahead', async () => {
    const one = (number: number, startsLocal: string, fields: Partial<Booking> = {}) =>
      sampleBooking({ id: sampleId(number), startsLocal, ...fields });
    await db.store(
      one(1, '2026-11-10T18:00:00', { status: 'attended', price: 1000 }),
      one(2, '2026-11-17T18:00:00', { status: 'attended', price: 2000 }),
    );
    expect((await again(NOW, 'vinyasa')).bookings).toMatchObject([{ startsLocal: '2026-11-24T18:00:00', price: 2000 }]);
    await db.store(one(3, '2026-12-01T18:00:00'), one(4, '2026-12-08T07:00:00'));
    expect((await again(NOW, 'vinyasa')).bookings).toMatchObject([{ startsLocal: '2026-12-15T07:00:00' }]);
  });

  it('is refused with the candidates where the words name different classes', async () => {
    const elsewhere = { id: sampleId(1), classId: sampleId(2), location: 'South' };
    await db.store(sampleBooking(), sampleBooking({ ...elsewhere, startsLocal: '2026-12-01T18:00:00' }));
    await expect(again(NOW, 'vinyasa')).rejects.toThrow(
      expect.objectContaining({ kind: 'refused', code: 'ambiguous_booking' }),
    );
  });

  it('finds nothing in an empty database', async () => {
    await expect(again(NOW, 'last')).rejects.toThrow(expect.objectContaining({ kind: 'not_found' }));
  });
});

describe('a listener', () => {
  it('gets every change once, with its description and its class', async () => {
    const heard: ChangeSet[] = [];
    const listeners = [async (_trx: unknown, changes: ChangeSet) => void heard.push(changes)];
    const context = db.at(NOW, { listeners });
    await book(context, 'Run', TUESDAY);
    await book(context, 'Run', '2026-12-01T18:00', { repeat: { rule: 'weekly', count: 3, until: null } });
    await editBooking(context, 'next', { fields: { notes: 'x' }, isForced: false });
    expect(heard.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^booked Run, /),
      expect.stringMatching(/^booked 3 × Run, /),
      expect.stringMatching(/^edited Run/),
    ]);
    expect(heard.map(({ bookings, classes }) => [bookings.length, classes.length])).toEqual([
      [1, 1],
      [3, 1],
      [1, 0],
    ]);
    expect(heard[0]?.classes[0]).toMatchObject({ before: null, after: { name: 'Run' } });
  });

  it('rolls back the change by throwing', async () => {
    const listeners = [() => Promise.reject(new Error('no room'))];
    await expect(book(db.at(NOW, { listeners }), 'Run', TUESDAY)).rejects.toThrow('no room');
    expect([await db.all(), await classes()]).toEqual([[], []]);
  });
});
