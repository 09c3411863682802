import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understandMove } from '../../src/bookings/understand-move.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const NOW = new Date('2026-11-22T14:00:00Z');
const ZONE = 'America/New_York';
/** A Thursday. */
const CLASS = sampleBooking({ startsLocal: '2026-12-03T18:00:00' });

async function moved(when: string, startsLocal = CLASS.startsLocal): Promise<string> {
  const { start } = await understandMove(sampleBooking({ startsLocal }), when, ZONE, NOW, {});
  return start.startsLocal.slice(0, 16);
}

describe('a class of Thursday 3 December 18:00 that is moved', () => {
  it.each([
    ['19:00', '2026-12-03T19:00'],
    ['7pm', '2026-12-03T19:00'],
    ['fri 8:00', '2026-12-04T08:00'],
    ['fri', '2026-12-04T18:00'],
    ['mon 8:00', '2026-11-30T08:00'],
    ['tomorrow 8:00', '2026-11-23T08:00'],
    ['next mon', '✗'],
    ['4 dec', '2026-12-04T18:00'],
    ['2026-12-05', '2026-12-05T18:00'],
    ['in 2 hours', '2026-11-22T11:00'],
    ['+1h', '2026-12-03T19:00'],
    ['-30m', '2026-12-03T17:30'],
    ['\u221230m', '2026-12-03T17:30'],
    ['+1h30', '2026-12-03T19:30'],
    ['+ 90 min', '2026-12-03T19:30'],
    ['+1d', '2026-12-04T18:00'],
    ['-1 week', '2026-11-26T18:00'],
    ['half an hour later', '2026-12-03T18:30'],
    ['an hour earlier', '2026-12-03T17:00'],
    ['2 days later', '2026-12-05T18:00'],
    ['+1', '✗'],
    ['-90', '✗'],
    ['+1h please', '✗'],
    ['soon', '✗'],
  ])('by %j is at %s', async (when, start) => {
    expect(await moved(when).catch(() => '✗')).toBe(start);
  });

  it('by a number without a unit is refused with both readings', async () => {
    await expect(moved('+1')).rejects.toThrow('“+1” could be 1 hour or 1 minute.');
  });

  it('keeps its wall time when it moves by days, and moves by elapsed hours, when the clocks change', async () => {
    // New York goes back an hour in the night to 1 November 2026.
    expect(await moved('+1d', '2026-10-31T18:00:00')).toBe('2026-11-01T18:00');
    expect(await moved('+23h', '2026-10-31T18:00:00')).toBe('2026-11-01T16:00');
  });

  it('there and back has its old start', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), async (minutes) => {
        const there = await moved(`+${minutes}m`, '2027-06-15T18:00:00');
        expect(await moved(`-${minutes}m`, `${there}:00`)).toBe('2027-06-15T18:00');
      }),
    );
  });

  it('on a 12-hour clock stays in the half of the day near its old time', async () => {
    const habits = { clock: '12', weekStart: 1, locale: null, homeZone: ZONE } as const;
    const near = await understandMove(CLASS, '6:30', ZONE, NOW, { habits });
    expect(near.start.startsLocal).toBe('2026-12-03T18:30:00');
    await expect(understandMove(CLASS, '10:30', ZONE, NOW, { habits })).rejects.toThrow('10:30 am or 10:30 pm');
  });

  it('to a span takes its duration', async () => {
    const { start, durationMinutes } = await understandMove(CLASS, '19:00-20:15', ZONE, NOW, {});
    expect([start.startsLocal, durationMinutes]).toEqual(['2026-12-03T19:00:00', 75]);
  });
});
