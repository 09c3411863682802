import { describe, expect, it } from 'vitest';
import { listClasses } from '../../src/bookings/class-store.ts';
import { type EditRequest, editBooking } from '../../src/bookings/edit-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleClass, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const NOW = '2026-11-20T10:00:00.000Z';
const BEFORE = sampleBooking();

function edit(request: Partial<EditRequest>, { now = NOW, reference = BEFORE.id } = {}) {
  return editBooking(db.at(now), reference, { fields: {}, isForced: false, ...request });
}

const classes = () => listClasses(db.database.store);

describe('an edit', () => {
  it('changes only the given fields, and returns the booking as stored', async () => {
    await db.store(BEFORE);
    const fields = {
      type: 'barre',
      instructor: 'Ben',
      durationMinutes: 75,
      source: 'classpass',
      externalId: 'CP-1',
      price: 18_000,
      currency: 'USD',
      lateFee: 10_000,
      url: 'https://studio.example/',
      notes: 'mat',
    };
    const { booking, isChanged } = await edit({ fields });
    const { type: classType, ...others } = fields;
    expect(booking).toEqual({ ...BEFORE, classType, ...others, sequence: 1, updatedAt: NOW });
    expect(isChanged).toBe(true);
    expect(await db.all()).toEqual([booking]);
  });

  it('removes values', async () => {
    await db.store({ ...BEFORE, price: 5, notes: 'mat', cancelBy: '2026-11-24T11:00:00.000Z', cancelByMinutes: 720 });
    await edit({ fields: { price: null, notes: null, instructor: null }, cancelBy: null });
    expect(await db.all()).toMatchObject([
      { price: null, notes: null, instructor: null, cancelBy: null, cancelByMinutes: null },
    ]);
  });

  it('without a change reports so and writes nothing', async () => {
    await db.store(BEFORE);
    for (const request of [
      {},
      { fields: { instructor: 'Ana' } },
      { when: '2026-11-24 18:00' },
      { status: 'booked' },
    ] as const) {
      expect(await edit(request)).toMatchObject({ isChanged: false, booking: BEFORE, overlaps: [] });
    }
    expect(await db.all()).toEqual([BEFORE]);
  });

  it('never changes the class or its other bookings', async () => {
    const other = sampleBooking({ id: sampleId(1), startsLocal: '2026-12-01T18:00:00' });
    await db.store(BEFORE, other);
    const before = await classes();
    await edit({ fields: { instructor: 'Ben', durationMinutes: 30, price: 5 } });
    expect(await classes()).toEqual(before);
    expect((await db.all())[1]).toEqual(other);
  });

  it('of a booking that does not exist is an error', async () => {
    await expect(edit({})).rejects.toThrow(expect.objectContaining({ kind: 'not_found', code: 'booking_not_found' }));
  });
});

describe('another time', () => {
  it('is read in the zone of the booking; a day alone keeps the time', async () => {
    await db.store(BEFORE);
    expect((await edit({ when: '2026-11-25 19:30' })).booking).toMatchObject({
      startsLocal: '2026-11-25T19:30:00',
      startsAt: '2026-11-26T00:30:00.000Z',
    });
    expect((await edit({ when: 'mon' })).booking).toMatchObject({ startsLocal: '2026-11-23T19:30:00' });
    expect((await edit({ when: '2026-11-24T12:00Z' })).booking).toMatchObject({
      startsLocal: '2026-11-24T07:00:00',
      zone: 'America/New_York',
    });
  });

  it('moves a relative limit, and leaves a fixed one as it is', async () => {
    await db.store(
      { ...BEFORE, cancelBy: '2026-11-24T11:00:00.000Z', cancelByMinutes: 720 },
      sampleBooking({ id: sampleId(1), cancelBy: '2026-11-24T11:00:00.000Z' }),
    );
    expect((await edit({ when: '2026-11-25 18:00' })).booking).toMatchObject({
      cancelBy: '2026-11-25T11:00:00.000Z',
      cancelByMinutes: 720,
    });
    const request = { when: '2026-11-25 18:00', isForced: true };
    expect((await edit(request, { reference: sampleId(1) })).booking).toMatchObject({
      cancelBy: '2026-11-24T11:00:00.000Z',
      cancelByMinutes: null,
    });
  });

  it('before a fixed limit is refused unless a new limit is given', async () => {
    const fixed = { ...BEFORE, cancelBy: '2026-11-24T11:00:00.000Z' };
    await db.store(fixed);
    await expect(edit({ when: '2026-11-24 05:00' })).rejects.toThrow(
      expect.objectContaining({ kind: 'usage', code: 'cancel_by_after_start' }),
    );
    expect(await db.all()).toEqual([fixed]);
    expect((await edit({ when: '2026-11-24 05:00', cancelBy: '1h' })).booking.cancelBy).toBe(
      '2026-11-24T09:00:00.000Z',
    );
  });

  it('in a DST gap is refused, and one that exists twice has a note', async () => {
    await db.store(BEFORE);
    await expect(edit({ when: '2027-03-14 02:30' })).rejects.toThrow(expect.objectContaining({ code: 'time_in_gap' }));
    expect((await edit({ when: '2027-11-07 01:30' })).notes).toEqual([expect.stringContaining('comes twice')]);
  });

  it('that is a duplicate is refused, unless it is forced', async () => {
    await db.store(BEFORE, sampleBooking({ id: sampleId(1), startsLocal: '2026-12-01T18:00:00' }));
    await expect(edit({ when: '2026-12-01 18:00' })).rejects.toThrow(
      expect.objectContaining({ kind: 'refused', code: 'duplicate_booking' }),
    );
    expect((await db.all())[0]).toEqual(BEFORE);
    const { overlaps } = await edit({ when: '2026-12-01 18:00', isForced: true });
    expect(overlaps.map(({ id }) => id)).toEqual([sampleId(1)]);
  });

  it('or duration that overlaps another booking is accepted, and the other is reported', async () => {
    const other = sampleBooking({
      id: sampleId(1),
      classId: sampleId(2),
      className: 'Spin',
      startsLocal: '2026-11-24T19:00:00',
    });
    await db.store(BEFORE, other);
    expect((await edit({ fields: { notes: 'x' } })).overlaps).toEqual([]);
    expect((await edit({ fields: { durationMinutes: 61 } })).overlaps).toEqual([other]);
  });
});

describe('another zone', () => {
  it('keeps the wall time that the studio promises', async () => {
    await db.store(BEFORE);
    expect((await edit({ fields: { zone: 'Europe/Berlin' } })).booking).toMatchObject({
      startsLocal: '2026-11-24T18:00:00',
      zone: 'Europe/Berlin',
      startsAt: '2026-11-24T17:00:00.000Z',
    });
  });

  it('reads a new time in it', async () => {
    await db.store(BEFORE);
    expect((await edit({ when: '2026-11-24 20:00', fields: { zone: 'Europe/Berlin' } })).booking).toMatchObject({
      startsLocal: '2026-11-24T20:00:00',
      startsAt: '2026-11-24T19:00:00.000Z',
    });
  });

  it('in which the wall time does not exist is refused', async () => {
    await db.store(sampleBooking({ startsLocal: '2027-03-28T02:30:00' }));
    await expect(edit({ fields: { zone: 'Europe/Berlin' } })).rejects.toThrow(
      expect.objectContaining({ code: 'time_in_gap' }),
    );
  });
});

describe('another name or place', () => {
  it('makes it a booking of that class where the class is known, in any case', async () => {
    await db.store(
      BEFORE,
      sampleBooking({ id: sampleId(1), classId: sampleId(2), className: 'Spin', startsLocal: '2026-12-01T18:00:00' }),
    );
    const { booking } = await edit({ name: 'spin', fields: { location: 'studio north' } });
    expect(booking).toMatchObject({ classId: sampleId(2), className: 'spin', location: 'studio north', sequence: 1 });
    expect(await classes()).toHaveLength(2);
  });

  it('makes a new class from the values of the booking where it is not known', async () => {
    await db.store({
      ...BEFORE,
      price: 18_000,
      currency: 'USD',
      cancelBy: '2026-11-24T11:00:00.000Z',
      cancelByMinutes: 720,
    });
    const { booking } = await edit({ fields: { location: 'Studio South' } });
    const learnt = (await classes()).find(({ id }) => id === booking.classId);
    expect(learnt).toEqual(
      sampleClass({
        id: booking.classId,
        location: 'Studio South',
        price: 18_000,
        currency: 'USD',
        cancelByMinutes: 720,
        createdAt: NOW,
        updatedAt: NOW,
      }),
    );
  });

  it('never renames the class of other bookings', async () => {
    const other = sampleBooking({ id: sampleId(1), startsLocal: '2026-12-01T18:00:00' });
    await db.store(BEFORE, other);
    await edit({ name: 'Slow Flow' });
    expect((await db.all())[1]).toEqual(other);
    expect((await classes()).map(({ name }) => name)).toEqual(['Slow Flow', 'Vinyasa Flow']);
  });

  it('that makes it a duplicate is refused', async () => {
    await db.store(BEFORE, sampleBooking({ id: sampleId(1), classId: sampleId(2), className: 'Spin' }));
    await expect(edit({ name: 'Spin' })).rejects.toThrow(expect.objectContaining({ code: 'duplicate_booking' }));
  });

  it('is cleaned, and never empty', async () => {
    await db.store(BEFORE);
    expect((await edit({ name: ' Slow\n\u001bFlow ' })).booking.className).toBe('Slow Flow');
    await expect(edit({ name: '\u0007' })).rejects.toThrow(expect.objectContaining({ code: 'empty_text' }));
  });
});

describe('another source', () => {
  it('that makes it a duplicate is refused', async () => {
    await db.store(BEFORE, sampleBooking({ id: sampleId(1), source: 'classpass' }));
    await expect(edit({ fields: { source: 'classpass' } })).rejects.toThrow(
      expect.objectContaining({ code: 'duplicate_booking' }),
    );
  });
});

describe('another status', () => {
  it('follows the state machine', async () => {
    await db.store(BEFORE);
    await expect(edit({ status: 'attended' })).rejects.toThrow(expect.objectContaining({ code: 'class_not_begun' }));
    await expect(edit({ status: 'waitlisted' })).rejects.toThrow(expect.objectContaining({ code: 'status_forbidden' }));
    expect((await edit({ status: 'cancelled' })).booking).toMatchObject({
      status: 'cancelled',
      cancelledAt: NOW,
      sequence: 1,
    });
    expect((await edit({ status: 'booked' })).booking).toMatchObject({
      status: 'booked',
      cancelledAt: null,
      sequence: 2,
    });
  });

  it('is judged by the time that is given with it', async () => {
    await db.store(BEFORE);
    const request = { when: '2026-11-19 18:00', status: 'attended' } as const;
    expect((await edit(request)).booking).toMatchObject({ status: 'attended', attendedAt: NOW });
    expect((await edit({ when: '2026-11-30 18:00', status: 'booked' })).booking).toMatchObject({ status: 'booked' });
  });

  it('that restores a cancelled booking is refused where the class was booked again', async () => {
    await db.store(sampleBooking({ status: 'cancelled' }), sampleBooking({ id: sampleId(1) }));
    await expect(edit({ status: 'booked' })).rejects.toThrow(expect.objectContaining({ code: 'duplicate_booking' }));
    expect((await edit({ status: 'booked', isForced: true })).overlaps).toHaveLength(1);
  });
});

describe('another limit', () => {
  const cancelled = sampleBooking({ status: 'cancelled', cancelledAt: '2026-11-24T12:00:00.000Z' });

  it('decides again whether a cancellation is late', async () => {
    await db.store(cancelled);
    expect((await edit({ cancelBy: '12h' })).booking).toMatchObject({ isLateCancel: true });
    expect((await edit({ cancelBy: '6h' })).booking).toMatchObject({ isLateCancel: false });
    expect((await edit({ cancelBy: '12h' })).booking).toMatchObject({ isLateCancel: true });
    expect((await edit({ cancelBy: null })).booking).toMatchObject({ isLateCancel: false });
  });

  it('is needed for that: otherwise a late cancellation from an import stays late', async () => {
    await db.store({ ...cancelled, isLateCancel: true });
    expect((await edit({ fields: { notes: 'x' } })).booking).toMatchObject({ isLateCancel: true });
  });
});

describe('another name', () => {
  it('that is nearly a known one makes a new class, and the known one is suggested', async () => {
    const spin = sampleBooking({ id: sampleId(7), classId: sampleId(8), className: 'Spin 45', location: 'Velo' });
    await db.store(BEFORE, { ...spin, startsAt: '2026-11-27T23:00:00.000Z', startsLocal: '2026-11-27T18:00:00' });
    expect(await edit({ name: 'Spim' })).toMatchObject({ booking: { className: 'Spim' }, nearName: 'Spin 45' });
    expect(await edit({ name: 'Boxing' })).toMatchObject({ booking: { className: 'Boxing' }, nearName: null });
    expect(await edit({ name: 'Spin 45', fields: { location: 'Velo' } })).toMatchObject({ nearName: null });
  });
});
