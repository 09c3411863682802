import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { resolveStart } from '../../src/time/resolve-when.ts';
import { wallTimeAt } from '../../src/time/zones.ts';

function gapOf(local: string, zone: string): UsageError {
  try {
    resolveStart(local, zone);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  return expect.unreachable(`${local} was taken`);
}

describe('a start', () => {
  it('is its instant in UTC, with nothing to say about it', () => {
    expect(resolveStart('2026-11-24T18:00:00', 'America/New_York')).toEqual({
      startsAt: '2026-11-24T23:00:00.000Z',
      note: null,
    });
  });

  it('keeps its seconds', () => {
    expect(resolveStart('2026-11-24T18:00:30', 'Asia/Kathmandu').startsAt).toBe('2026-11-24T12:15:30.000Z');
  });

  it('that exists twice is the earlier, and the note tells how to choose the later', () => {
    const { startsAt, note } = resolveStart('2026-10-25T02:30:00', 'Europe/Berlin');
    expect(startsAt).toBe('2026-10-25T00:30:00.000Z');
    expect(note).toBe(
      '2026-10-25 02:30 comes twice in Europe/Berlin; this is the earlier (+02:00). ' +
        'For the later write 2026-10-25T02:30+01:00.',
    );
    expect(wallTimeAt(new Date('2026-10-25T02:30+01:00'), 'Europe/Berlin')).toBe('2026-10-25T02:30:00');
  });

  it.each([
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T03:00'],
    ['2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-04T02:30'],
    ['2011-12-30T18:00:00', 'Pacific/Apia', '2011-12-31T00:00'],
  ])('%s, left out in %s, is refused with the first time that exists, %s', (local, zone, first) => {
    const error = gapOf(local, zone);
    expect(error.code).toBe('time_in_gap');
    expect(error.message).toContain(`${local.slice(0, 16).replace('T', ' ')} does not exist in ${zone}`);
    expect(error.hint).toContain(first);
    expect(resolveStart(`${first}:00`, zone).note).toBeNull();
  });

  it('shows its own wall time in its zone', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Chatham');
    const seconds = fc.integer({ min: Date.UTC(1980, 0) / 1000, max: Date.UTC(2099, 0) / 1000 });
    fc.assert(
      fc.property(seconds, zones, (second, zone) => {
        const local = wallTimeAt(new Date(second * 1000), zone);
        expect(wallTimeAt(new Date(resolveStart(local, zone).startsAt), zone)).toBe(local);
      }),
    );
  });
});
