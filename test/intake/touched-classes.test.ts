import { describe, expect, it } from 'vitest';
import { listTouched, TouchedCollector } from '../../src/intake/touched-classes.ts';
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
    expect(listTouched([{ before, after }])).toEqual({ first: [{ touch, before, booking: after }], count: 1 });
  });

  it('come with what was lost first, then by start', () => {
    const changes = [
      { before: null, after: { ...later, id: 'a' } },
      { before: null, after: { ...yoga, id: 'b' } },
      { before: yoga, after: { ...yoga, status: 'cancelled' as const } },
      { before: { ...yoga, id: 'c' }, after: null },
    ];
    expect(listTouched(changes).first.map(({ touch, booking }) => [touch, booking.startsLocal.slice(8, 10)])).toEqual([
      ['cancelled', '24'],
      ['new', '24'],
      ['new', '25'],
    ]);
  });

  it('of a long run are counted once each, and only the first ten are kept', () => {
    const collector = new TouchedCollector();
    const bookingOf = (index: number) =>
      sampleBooking({ id: `b${index}`, startsLocal: `2026-11-${10 + (index % 10)}T18:00:00` });
    for (let index = 0; index < 1000; index += 1) collector.add([{ before: null, after: bookingOf(index) }]);
    const known = { ...later, id: 'known' };
    collector.add([{ before: known, after: { ...known, status: 'cancelled' } }]);
    // What is new in this run stays new, whatever becomes of it.
    collector.add([{ before: bookingOf(999), after: { ...bookingOf(999), startsAt: '2026-11-01T10:00:00.000Z' } }]);
    const { first, count } = collector.list();
    expect(count).toBe(1001);
    expect(first.map(({ touch }) => touch)).toEqual(['cancelled', ...Array(9).fill('new')]);
    expect(first[1]?.booking.id).toBe('b999');
  });
});
