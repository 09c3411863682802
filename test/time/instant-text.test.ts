import { describe, expect, it } from 'vitest';
import { instantInZone, startWithOffset } from '../../src/time/instant-text.ts';

describe('an instant with an offset', () => {
  it.each([
    ['2026-11-24T23:00:00.000Z', 'America/New_York', '2026-11-24T18:00:00.000-05:00'],
    ['2026-11-24T00:00:00.250Z', 'Pacific/Chatham', '2026-11-24T13:45:00.250+13:45'],
    ['2026-12-31T23:59:59.999Z', 'UTC', '2026-12-31T23:59:59.999+00:00'],
    ['2026-10-25T01:30:00.500Z', 'Europe/Berlin', '2026-10-25T02:30:00.500+01:00'],
  ])('%s in %s is %s', (instant, zone, text) => {
    expect(instantInZone(instant, zone)).toBe(text);
    expect(new Date(text).toISOString()).toBe(instant);
  });

  it('is in UTC where this Node does not know the zone', () => {
    expect(instantInZone('2026-11-24T23:00:00.000Z', 'Mars/Olympus')).toBe('2026-11-24T23:00:00.000+00:00');
  });

  it('of a start needs no zone', () => {
    const start = { startsLocal: '2026-11-24T14:30:00', startsAt: '2026-11-24T18:00:00.000Z' };
    expect(startWithOffset(start)).toBe('2026-11-24T14:30:00.000-03:30');
  });
});
