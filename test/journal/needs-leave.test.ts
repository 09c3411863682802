import { describe, expect, it } from 'vitest';
import { needsLeave } from '../../src/journal/needs-leave.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const NOW = new Date('2026-11-22T14:00:00.000Z');
const step = (count: number, minutesAgo: number) => ({
  bookings: Array.from({ length: count }, () => sampleBooking()),
  doneAt: new Date(NOW.getTime() - minutesAgo * 60_000).toISOString(),
});

describe('steps to be reversed need leave', () => {
  it.each([
    ['none', [], false],
    ['one of just now', [step(1, 1)], false],
    ['ten bookings an hour ago', [step(10, 60)], false],
    ['eleven bookings', [step(11, 0)], true],
    ['eleven bookings in two steps', [step(6, 0), step(5, 1)], true],
    ['one of more than an hour ago', [step(1, 61)], true],
    ['a small one behind', [step(1, 1), step(1, 90)], true],
  ])('%s: %s', (_, steps, isAsked) => {
    expect(needsLeave(steps, NOW)).toBe(isAsked);
  });
});
