import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { reviseBooking } from '../../src/bookings/revise-booking.ts';
import { formatEvent } from '../../src/calendar/ics-event.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const NOW = new Date('2026-11-20T10:00:00.000Z');
const BEFORE = sampleBooking({ sequence: 3 });

/** Another value for every field that can change. */
const OTHER: Readonly<Omit<Booking, 'id' | 'sequence' | 'createdAt' | 'updatedAt'>> = {
  classId: '22222222-1234-4abc-8def-0123456789ab',
  className: 'Slow Flow',
  classType: 'barre',
  location: 'Studio South',
  instructor: 'Ben',
  startsLocal: '2026-11-24T19:00:00',
  startsAt: '2026-11-25T00:00:00.000Z',
  zone: 'America/Toronto',
  durationMinutes: 75,
  status: 'cancelled',
  source: 'classpass',
  externalId: 'X-1',
  bookedAt: '2026-10-02T08:00:00.000Z',
  attendedAt: '2026-10-02T08:00:00.000Z',
  cancelledAt: '2026-10-02T08:00:00.000Z',
  cancellationReason: 'ill',
  cancelBy: '2026-11-24T11:00:00.000Z',
  cancelByMinutes: 720,
  isLateCancel: true,
  price: 18_000,
  currency: 'USD',
  lateFee: 10_000,
  feePaid: 10_000,
  url: 'https://studio.example/',
  notes: 'bring a mat',
  reminderSent24h: true,
  reminderSent1h: true,
};
const FIELDS = Object.keys(OTHER) as (keyof typeof OTHER)[];

/** What a calendar program sees: the exported event without the stamps and numina's own properties. */
function seen(booking: Booking): string {
  return formatEvent(booking, [], undefined)
    .split('\r\n')
    .filter((line) => !/^(?:SEQUENCE|DTSTAMP|LAST-MODIFIED|X-NUMINA)/.test(line))
    .join('\n');
}

describe('a revision', () => {
  it('replaces the given fields and sets updatedAt', () => {
    expect(reviseBooking(BEFORE, { price: 5 }, NOW)).toEqual({ ...BEFORE, price: 5, updatedAt: NOW.toISOString() });
  });

  it('is null where nothing differs', () => {
    expect(reviseBooking(BEFORE, {}, NOW)).toBeNull();
    expect(reviseBooking(BEFORE, { className: 'Vinyasa Flow', price: null }, NOW)).toBeNull();
  });

  it('raises SEQUENCE by one for any number of changes', () => {
    expect(reviseBooking(BEFORE, { className: 'x', location: null, notes: 'y' }, NOW)?.sequence).toBe(4);
  });

  it('does not raise SEQUENCE for a field that no calendar shows', () => {
    const quiet = [
      'externalId',
      'price',
      'currency',
      'lateFee',
      'feePaid',
      'reminderSent24h',
      'reminderSent1h',
    ] as const;
    for (const field of quiet) {
      expect([field, reviseBooking(BEFORE, { [field]: OTHER[field] }, NOW)?.sequence]).toEqual([field, 3]);
    }
  });

  it.each(FIELDS)('raises SEQUENCE where a change of %s shows in a calendar', (field) => {
    const after = reviseBooking(BEFORE, { [field]: OTHER[field] }, NOW);
    expect(after).not.toBeNull();
    if (after && seen(after) !== seen(BEFORE)) expect(after.sequence).toBe(BEFORE.sequence + 1);
  });
});
