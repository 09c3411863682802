import { describe, expect, it } from 'vitest';
import { type Booking, type BookingStatus, STATUSES } from '../../src/bookings/booking.ts';
import { planStatusChange, requireBegun, statusFields } from '../../src/bookings/booking-status.ts';
import { command, field, words } from '../../src/words.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const START = Date.parse('2026-11-24T23:00:00.000Z');

function minutesAfterStart(minutes: number): Date {
  return new Date(START + minutes * 60_000);
}

const AFTER = minutesAfterStart(90);
const BEFORE = minutesAfterStart(-24 * 60);

describe('the state machine of a booking', () => {
  // Rows: the present status. Columns: the new status. Each cell: before the class | after it.
  const TABLE: Readonly<Record<BookingStatus, Readonly<Record<BookingStatus, string>>>> = {
    booked: { booked: '= | =', attended: '✗ | ✓', cancelled: '✓ | ✓', no_show: '✗ | ✓', waitlisted: '✗ | ✗' },
    waitlisted: { booked: '✓ | ✓', attended: '✗ | ✓', cancelled: '✓ | ✓', no_show: '✗ | ✓', waitlisted: '= | =' },
    attended: { booked: '✓ | ✓', attended: '= | =', cancelled: '✗ | ✗', no_show: '✗ | ✓', waitlisted: '✗ | ✗' },
    no_show: { booked: '✓ | ✓', attended: '✗ | ✓', cancelled: '✗ | ✗', no_show: '= | =', waitlisted: '✗ | ✗' },
    cancelled: { booked: '✓ | ✗', attended: '✗ | ✗', cancelled: '= | =', no_show: '✗ | ✗', waitlisted: '✗ | ✗' },
  };

  function outcome(from: BookingStatus, to: BookingStatus, now: Date): string {
    try {
      const fields = planStatusChange(sampleBooking({ status: from }), { to }, now);
      if (fields === null) return '=';
      return fields.status === to ? '✓' : '?';
    } catch {
      return '✗';
    }
  }

  for (const from of STATUSES) {
    for (const to of STATUSES) {
      it(`${from} → ${to}: ${TABLE[from][to]}`, () => {
        expect(`${outcome(from, to, BEFORE)} | ${outcome(from, to, AFTER)}`).toBe(TABLE[from][to]);
      });
    }
  }

  it('refuses with the reason and the possible statuses', () => {
    expect(() => planStatusChange(sampleBooking({ status: 'cancelled' }), { to: 'attended' }, AFTER)).toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'status_forbidden',
        message: 'Vinyasa Flow is cancelled, so it cannot become attended.',
        hint: words`It can become booked; ${command('edit', '9f1c27ab', field('status', 'booked'))} comes first.`,
      }),
    );
  });
});

describe('marking early', () => {
  it('is possible from half an hour before the class', () => {
    expect(planStatusChange(sampleBooking(), { to: 'attended' }, minutesAfterStart(-30))?.status).toBe('attended');
    expect(planStatusChange(sampleBooking(), { to: 'no_show' }, minutesAfterStart(-30))?.status).toBe('no_show');
  });

  it('is refused a minute earlier, naming when the class starts', () => {
    const refusal = expect.objectContaining({
      kind: 'refused',
      code: 'class_not_begun',
      message: 'Vinyasa Flow has not begun: it starts 2026-11-24 18:00.',
    });
    expect(() => planStatusChange(sampleBooking(), { to: 'attended' }, minutesAfterStart(-31))).toThrow(refusal);
    expect(() => planStatusChange(sampleBooking(), { to: 'no_show' }, minutesAfterStart(-31))).toThrow(refusal);
    expect(() => requireBegun(sampleBooking(), new Date(START - 30 * 60_000 - 1))).toThrow(refusal);
  });
});

describe('booking a cancelled class again', () => {
  const cancelled = sampleBooking({
    status: 'cancelled',
    cancellationReason: 'ill',
    isLateCancel: true,
    feePaid: 5000,
  });

  it('is possible until it begins, and clears the cancellation', () => {
    expect(planStatusChange(cancelled, { to: 'booked' }, new Date(START - 1))).toEqual({
      status: 'booked',
      attendedAt: null,
      cancelledAt: null,
      cancellationReason: null,
      isLateCancel: false,
      feePaid: null,
    });
  });

  it('is refused once it has begun', () => {
    expect(() => planStatusChange(cancelled, { to: 'booked' }, new Date(START))).toThrow(
      expect.objectContaining({ kind: 'refused', code: 'class_begun' }),
    );
  });
});

describe('the timestamps of a status', () => {
  const now = AFTER;
  const stamp = now.toISOString();

  it.each<[BookingStatus, Partial<Booking>]>([
    ['booked', { attendedAt: null, cancelledAt: null }],
    ['waitlisted', { attendedAt: null, cancelledAt: null }],
    ['attended', { attendedAt: stamp, cancelledAt: null }],
    ['no_show', { attendedAt: null, cancelledAt: null }],
    ['cancelled', { attendedAt: null, cancelledAt: stamp }],
  ])('%s sets its own and clears the others', (to, times) => {
    expect(statusFields({ cancelBy: null }, { to }, now)).toMatchObject({ status: to, ...times });
  });

  it('are those of the given instant', () => {
    const at = minutesAfterStart(-60);
    expect(statusFields({ cancelBy: null }, { to: 'cancelled', at }, now).cancelledAt).toBe(at.toISOString());
  });

  it('lose the time of attendance in a correction from attended to no-show', () => {
    expect(planStatusChange(sampleBooking({ status: 'attended' }), { to: 'no_show' }, now)?.attendedAt).toBeNull();
  });
});

describe('a cancellation', () => {
  const booking = sampleBooking({ cancelBy: '2026-11-24T11:00:00.000Z' });
  const cancel = (at: string, from: Booking = booking) =>
    planStatusChange(from, { to: 'cancelled', at: new Date(at) }, new Date('2026-11-30T00:00:00Z'));

  it('exactly at the limit is in time', () => {
    expect(cancel('2026-11-24T11:00:00.000Z')?.isLateCancel).toBe(false);
  });

  it('a millisecond after it is late', () => {
    expect(cancel('2026-11-24T11:00:00.001Z')?.isLateCancel).toBe(true);
  });

  it('without a limit is never late', () => {
    expect(cancel('2026-11-29T00:00:00.000Z', sampleBooking())?.isLateCancel).toBe(false);
  });

  it('keeps its reason and its fee; no other status keeps a reason', () => {
    const change = { reason: 'ill', feePaid: 12_000 };
    expect(planStatusChange(booking, { to: 'cancelled', ...change }, AFTER)).toMatchObject({
      cancellationReason: 'ill',
      feePaid: 12_000,
    });
    expect(planStatusChange(booking, { to: 'no_show', ...change }, AFTER)).toMatchObject({
      cancellationReason: null,
      feePaid: 12_000,
    });
    expect(planStatusChange(booking, { to: 'attended', ...change }, AFTER)).toMatchObject({
      cancellationReason: null,
      feePaid: null,
    });
  });

  it('a second time changes nothing, not even the reason', () => {
    expect(
      planStatusChange(sampleBooking({ status: 'cancelled' }), { to: 'cancelled', reason: 'x' }, AFTER),
    ).toBeNull();
  });
});
