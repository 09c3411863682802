import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { clockFrom, fixedClock, systemClock } from '../../src/time/clock.ts';

describe('NUMINA_NOW', () => {
  it.each([
    ['2026-11-24T09:12:00-05:00', '2026-11-24T14:12:00.000Z'],
    ['2026-11-24T09:12Z', '2026-11-24T09:12:00.000Z'],
    ['2026-11-24T09:12:30.250+13:45', '2026-11-23T19:27:30.250Z'],
    ['2026-11-24T09:12:00+0100', '2026-11-24T08:12:00.000Z'],
  ])('%s stands in for the time', (text, instant) => {
    expect(clockFrom({ NUMINA_NOW: text }).now().toISOString()).toBe(instant);
  });

  it.each([
    '2026-11-24',
    '2026-11-24T09:12',
    '2026-11-24 09:12Z',
    '2026-02-30T09:12Z',
    '2026-11-24T24:00Z',
    '2026-11-24T25:00Z',
    '2026-11-24T09:60Z',
    '2026-11-24T09:12+99:00',
    'tomorrow',
    '1764000000',
  ])('%s is refused', (text) => {
    expect(() => clockFrom({ NUMINA_NOW: text })).toThrow(UsageError);
  });

  it.each([{}, { NUMINA_NOW: '' }])('leaves the system’s clock in place: %j', (env) => {
    expect(clockFrom(env)).toBe(systemClock);
  });
});

describe('a fixed clock', () => {
  it('stands still, whatever is done to the dates it gives', () => {
    const clock = fixedClock(new Date('2026-11-24T09:12:00Z'));
    clock.now().setUTCFullYear(1999);
    expect(clock.now()).toEqual(new Date('2026-11-24T09:12:00Z'));
  });
});
