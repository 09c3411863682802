import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { describeBookings, describeEdit } from '../../src/bookings/describe-change.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const NOW = new Date('2026-11-20T10:00:00Z');

function bookingsAt(className: string, ...starts: readonly string[]): Booking[] {
  return starts.map((start) => sampleBooking({ className, startsLocal: `${start}:00` }));
}

describe('a description of bookings', () => {
  const spin = (...starts: string[]) => bookingsAt('Spin 45', ...starts);
  it.each<[string, readonly Booking[], string]>([
    ['none', [], 'nothing'],
    ['one', spin('2026-11-24T18:00'), 'Spin 45, Tue 24 Nov 18:00'],
    ['one of another year', spin('2027-02-01T07:05'), 'Spin 45, Mon 1 Feb 2027 07:05'],
    ['a weekly series', spin('2026-11-24T07:00', '2026-12-01T07:00'), '2 × Spin 45, Tue 07:00'],
    ['a daily series', spin('2026-11-24T07:00', '2026-11-25T07:00'), '2 × Spin 45, 07:00'],
    ['one class at several times', spin('2026-11-24T07:00', '2026-11-24T09:00'), '2 × Spin 45'],
    ['two classes', ['Spin', 'Yin'].flatMap((name) => bookingsAt(name, '2026-11-24T07:00')), '2 classes: Spin and Yin'],
    [
      'three classes, one of them twice',
      ['Spin', 'Yin', 'Spin', 'Barre'].flatMap((name) => bookingsAt(name, '2026-11-24T07:00')),
      '4 classes: Spin, Yin and Barre',
    ],
    [
      'many classes',
      ['A', 'B', 'C', 'D', 'E'].flatMap((name) => bookingsAt(name, '2026-11-24T07:00')),
      '5 classes: A, B and 3 more',
    ],
  ])('%s', (_what, bookings, words) => {
    expect(describeBookings(bookings, NOW)).toBe(words);
  });
});

describe('a description of an edit', () => {
  const before = sampleBooking({ cancelBy: '2026-11-24T11:00:00.000Z', cancelByMinutes: 720 });
  const moved = { startsLocal: '2026-11-25T19:00:00', startsAt: '2026-11-26T00:00:00.000Z' };
  it.each<[string, Partial<Booking>, string]>([
    ['a move', moved, 'moved Vinyasa Flow, Tue 24 Nov 18:00, to Wed 25 Nov 19:00'],
    [
      'a move with its limit',
      { ...moved, cancelBy: '2026-11-25T12:00:00.000Z' },
      'moved Vinyasa Flow, Tue 24 Nov 18:00, to Wed 25 Nov 19:00',
    ],
    [
      'another zone',
      { zone: 'America/Chicago', startsAt: '2026-11-25T00:00:00.000Z' },
      'moved Vinyasa Flow, Tue 24 Nov 18:00, to Tue 24 Nov 18:00 America/Chicago',
    ],
    ['fields', { price: 12_000, notes: 'towel' }, 'edited Vinyasa Flow, Tue 24 Nov 18:00: price, notes'],
    [
      'another limit',
      { cancelBy: '2026-11-24T22:00:00.000Z', cancelByMinutes: 60 },
      'edited Vinyasa Flow, Tue 24 Nov 18:00: free cancellation',
    ],
    [
      'a move and fields',
      { ...moved, location: 'South' },
      'edited Vinyasa Flow, Tue 24 Nov 18:00: to Wed 25 Nov 19:00, place',
    ],
  ])('%s', (_what, changes, words) => {
    expect(describeEdit(before, { ...before, ...changes }, NOW)).toBe(words);
  });
});
