import { describe, expect, it } from 'vitest';
import { listTouched } from '../../src/intake/touched-classes.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const yoga = sampleBooking({ className: 'Yoga' });
const later = sampleBooking({ className: 'Yoga', startsLocal: '2026-11-25T18:00:00' });

describe('the classes that an import is about', () => {
  it.each([
    ['new', null, yoga],
    ['moved', yoga, later],
    ['changed', yoga, { ...yoga, instructor: 'Ben' }],
    ['cancelled', yoga, { ...later, status: 'cancelled' as const }],
    ['changed', { ...yoga, status: 'cancelled' as const }, { ...yoga, status: 'cancelled' as const, notes: 'x' }],
  ])('are %s', (touch, before, after) => {
    expect(listTouched([{ before, after }])).toEqual([{ touch, before, booking: after }]);
  });

  it('come with what was lost first, then by start', () => {
    const changes = [
      { before: null, after: later },
      { before: null, after: yoga },
      { before: yoga, after: { ...yoga, status: 'cancelled' as const } },
      { before: yoga, after: null },
    ];
    expect(listTouched(changes).map(({ touch, booking }) => [touch, booking.startsLocal.slice(8, 10)])).toEqual([
      ['cancelled', '24'],
      ['new', '24'],
      ['new', '25'],
    ]);
  });
});
