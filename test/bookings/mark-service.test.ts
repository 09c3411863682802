import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/bookings/booking-reference.ts';
import type { StatusChange } from '../../src/bookings/booking-status.ts';
import { deleteBookings, markBookings } from '../../src/bookings/mark-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

const db = useBookingDatabase();
const AFTER = '2026-11-25T02:00:00.000Z';
const YOGA = sampleBooking({ id: sampleId(0) });
const SPIN = sampleBooking({
  id: sampleId(1),
  classId: sampleId(101),
  className: 'Spin',
  startsLocal: '2026-11-24T19:00:00',
});
const AHEAD = sampleBooking({ id: sampleId(2), startsLocal: '2026-12-01T18:00:00' });

function attend(...references: readonly string[]) {
  return markBookings(db.at(AFTER), references, SCOPES.attend, { to: 'attended' });
}

function cancel(references: readonly string[], change: Partial<StatusChange> = {}, now = AFTER) {
  return markBookings(db.at(now), references, SCOPES.cancel, { to: 'cancelled', ...change });
}

describe('marking', () => {
  it('changes every named booking, and returns them as stored', async () => {
    await db.store(YOGA, SPIN, AHEAD);
    const { changed, unchanged } = await attend(YOGA.id, 'spin');
    const marked = { status: 'attended', attendedAt: AFTER, sequence: 1, updatedAt: AFTER } as const;
    expect(changed).toEqual([
      { ...YOGA, ...marked },
      { ...SPIN, ...marked },
    ]);
    expect(unchanged).toEqual([]);
    expect(await db.all()).toEqual([...changed, AHEAD]);
  });

  it('changes a booking once that is named twice', async () => {
    await db.store(YOGA);
    expect((await attend(YOGA.id, 'vinyasa', 'last', YOGA.id)).changed).toHaveLength(1);
    expect((await db.all())[0]?.sequence).toBe(1);
  });

  it('a second time changes nothing, reports so and writes nothing', async () => {
    await db.store(YOGA);
    const { changed } = await attend(YOGA.id);
    expect(await attend(YOGA.id)).toEqual({ changed: [], unchanged: changed });
    expect(await db.all()).toEqual(changed);
  });

  it.each([
    ['one that is not there', 'beef', 'booking_not_found'],
    ['words that name two', 'tue', 'ambiguous_booking'],
    ['a class that has not begun', AHEAD.id, 'class_not_begun'],
  ])('changes nothing at all with %s among them', async (_what, reference, code) => {
    await db.store(YOGA, SPIN, AHEAD);
    await expect(attend(YOGA.id, reference, SPIN.id)).rejects.toThrow(expect.objectContaining({ code }));
    expect(await db.all()).toEqual([YOGA, SPIN, AHEAD]);
  });
});

describe('a cancellation', () => {
  const limited = { ...AHEAD, cancelBy: '2026-12-01T11:00:00.000Z', cancelByMinutes: 720 };

  it('keeps its time, its reason and its fee', async () => {
    await db.store(limited);
    const at = new Date('2026-12-01T12:00:00.000Z');
    const change = { at, reason: 'ill', feePaid: 10_000 };
    const { changed } = await cancel(['next'], change, '2026-12-01T20:00:00.000Z');
    expect(changed).toMatchObject([
      {
        status: 'cancelled',
        cancelledAt: at.toISOString(),
        cancellationReason: 'ill',
        feePaid: 10_000,
        isLateCancel: true,
      },
    ]);
    expect(await db.all()).toEqual(changed);
  });

  it('in time is not late', async () => {
    await db.store(limited);
    expect((await cancel(['next'], { at: new Date('2026-12-01T11:00:00.000Z') })).changed).toMatchObject([
      { isLateCancel: false },
    ]);
  });

  it('of a past class is possible, of an attended one is not', async () => {
    await db.store(YOGA, { ...SPIN, status: 'attended', attendedAt: AFTER });
    expect((await cancel(['vinyasa'])).changed).toHaveLength(1);
    await expect(cancel([SPIN.id])).rejects.toThrow(expect.objectContaining({ code: 'status_forbidden' }));
  });

  it('of a waitlisted booking is possible', async () => {
    await db.store({ ...AHEAD, status: 'waitlisted' });
    expect((await cancel(['vinyasa'])).changed).toMatchObject([{ status: 'cancelled' }]);
  });
});

describe('deleting', () => {
  const remove = (...references: readonly string[]) => deleteBookings(db.at(AFTER), references, SCOPES.any);

  it('removes the bookings and returns them as they were', async () => {
    await db.store(YOGA, SPIN, AHEAD);
    expect(await remove(YOGA.id, AHEAD.id)).toEqual([YOGA, AHEAD]);
    expect(await db.all()).toEqual([SPIN]);
  });

  it('removes all or none', async () => {
    await db.store(YOGA, SPIN);
    await expect(remove(YOGA.id, 'beef')).rejects.toThrow(expect.objectContaining({ kind: 'not_found' }));
    expect(await db.all()).toEqual([YOGA, SPIN]);
  });
});
