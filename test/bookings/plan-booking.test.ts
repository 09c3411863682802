import { describe, expect, it } from 'vitest';
import { cancelByMinutesOf, limitOf, planBooking, planCancelBy, planClass } from '../../src/bookings/plan-booking.ts';
import { sampleClass } from '../support/booking-samples.ts';

const NOW = new Date('2026-11-20T10:00:00.000Z');
const STARTS_AT = '2026-11-24T23:00:00.000Z';

describe('a class', () => {
  const defaults = { id: 'new-id', zone: 'Europe/Berlin', now: NOW };

  it('has defaults: an hour, the source manual, the home zone', () => {
    expect(planClass(null, 'Spin', {}, undefined, defaults)).toEqual({
      id: 'new-id',
      name: 'Spin',
      type: null,
      location: null,
      instructor: null,
      durationMinutes: 60,
      zone: 'Europe/Berlin',
      source: 'manual',
      price: null,
      currency: null,
      lateFee: null,
      cancelByMinutes: null,
      url: null,
      createdAt: NOW.toISOString(),
      updatedAt: NOW.toISOString(),
    });
  });

  const known = sampleClass({
    durationMinutes: 75,
    source: 'classpass',
    price: 18_000,
    currency: 'USD',
    lateFee: 10_000,
    cancelByMinutes: 720,
    url: 'https://studio.example/',
  });

  it('that is known keeps every value that is not given, and its name and place', () => {
    expect(planClass(known, 'vinyasa', {}, undefined, defaults)).toEqual({ ...known, updatedAt: NOW.toISOString() });
  });

  it('takes over the given values, also null', () => {
    const fields = { instructor: 'Ben', type: null, durationMinutes: 90, zone: 'Europe/Paris', price: null };
    expect(planClass(known, 'vinyasa', fields, null, defaults)).toEqual({
      ...known,
      ...fields,
      cancelByMinutes: null,
      updatedAt: NOW.toISOString(),
    });
  });
});

describe('a booking', () => {
  const start = { startsLocal: '2026-11-24T18:00:00', zone: 'America/New_York', startsAt: STARTS_AT };
  const own = { id: 'b1', status: 'booked', externalId: 'X-1', notes: 'mat' } as const;

  it('copies all values of the class', () => {
    const fitnessClass = sampleClass({
      price: 18_000,
      currency: 'USD',
      lateFee: 10_000,
      url: 'https://studio.example/',
    });
    const booking = planBooking(fitnessClass, start, { kind: 'before', minutes: 720 }, own, NOW);
    expect(booking).toEqual({
      ...start,
      id: 'b1',
      classId: fitnessClass.id,
      className: 'Vinyasa Flow',
      classType: 'yoga',
      location: 'Studio North',
      instructor: 'Ana',
      durationMinutes: 60,
      status: 'booked',
      source: 'manual',
      externalId: 'X-1',
      bookedAt: NOW.toISOString(),
      attendedAt: null,
      cancelledAt: null,
      cancellationReason: null,
      cancelBy: '2026-11-24T11:00:00.000Z',
      cancelByMinutes: 720,
      isLateCancel: false,
      price: 18_000,
      currency: 'USD',
      lateFee: 10_000,
      feePaid: null,
      url: 'https://studio.example/',
      notes: 'mat',
      sequence: 0,
      reminderSent24h: false,
      reminderSent1h: false,
      createdAt: NOW.toISOString(),
      updatedAt: NOW.toISOString(),
    });
  });

  it('that is recorded as attended has the time of attendance', () => {
    const booking = planBooking(sampleClass(), start, null, { ...own, status: 'attended' }, NOW);
    expect(booking).toMatchObject({ status: 'attended', attendedAt: NOW.toISOString(), cancelledAt: null });
  });
});

describe('the limit of free cancellation', () => {
  it('given as a duration is exact hours before the start, and moves with it', () => {
    expect(planCancelBy({ kind: 'before', minutes: 1440 }, STARTS_AT)).toEqual({
      cancelBy: '2026-11-23T23:00:00.000Z',
      cancelByMinutes: 1440,
    });
  });

  it('given as a moment does not move', () => {
    const at = new Date('2026-11-24T12:00:00.000Z');
    expect(planCancelBy({ kind: 'at', at }, STARTS_AT)).toEqual({ cancelBy: at.toISOString(), cancelByMinutes: null });
  });

  it('may be the start itself, but not later', () => {
    const start = Date.parse(STARTS_AT);
    expect(planCancelBy({ kind: 'at', at: new Date(start) }, STARTS_AT).cancelBy).toBe(STARTS_AT);
    const tooLate = { kind: 'at', at: new Date(start + 1) } as const;
    for (const plan of [planCancelBy, cancelByMinutesOf]) {
      expect(() => plan(tooLate, STARTS_AT)).toThrow(
        expect.objectContaining({ kind: 'usage', code: 'cancel_by_after_start' }),
      );
    }
  });

  it('is lent to the next booking as minutes before the start', () => {
    expect(cancelByMinutesOf({ kind: 'before', minutes: 90 }, STARTS_AT)).toBe(90);
    expect(cancelByMinutesOf({ kind: 'at', at: new Date('2026-11-24T12:00:00.000Z') }, STARTS_AT)).toBe(660);
    expect(cancelByMinutesOf({ kind: 'at', at: new Date(STARTS_AT) }, STARTS_AT)).toBe(0);
    expect(limitOf({ cancelByMinutes: 0 })).toEqual({ kind: 'before', minutes: 0 });
    expect(limitOf({ cancelByMinutes: null })).toBeNull();
  });

  it('may be null', () => {
    expect(planCancelBy(null, STARTS_AT)).toEqual({ cancelBy: null, cancelByMinutes: null });
  });
});
