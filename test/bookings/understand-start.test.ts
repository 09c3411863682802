import { describe, expect, it } from 'vitest';
import { startAt, understandCancelBy, understandStart, withStart } from '../../src/bookings/understand-start.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const ZONE = 'Europe/Berlin';
const never = async () => null;

describe('a start', () => {
  it.each([
    ['2026-11-24T18:00', '2026-11-24T18:00:00 2026-11-24T17:00:00.000Z'],
    ['2026-11-24T18:00:30', '2026-11-24T18:00:30 2026-11-24T17:00:30.000Z'],
    ['tomorrow 6pm', '2026-11-21T18:00:00 2026-11-21T17:00:00.000Z'],
    ['2026-11-24T18:00Z', '2026-11-24T19:00:00 2026-11-24T18:00:00.000Z'],
    ['in 90 min', '2026-11-20T12:30:00 2026-11-20T11:30:00.000Z'],
  ])('%s is read in the zone of the class', async (when, expected) => {
    const { start, note } = await understandStart(when, ZONE, NOW, never);
    expect(`${start.startsLocal} ${start.startsAt}`).toBe(expected);
    expect([start.zone, note]).toEqual([ZONE, null]);
  });

  it('with a day alone takes the usual time of that day', async () => {
    const asked: string[] = [];
    const usualTime = async (date: string) => {
      asked.push(date);
      return '07:30';
    };
    expect((await understandStart('tue', ZONE, NOW, usualTime)).start.startsLocal).toBe('2026-11-24T07:30:00');
    expect(asked).toEqual(['2026-11-24']);
    await expect(understandStart('tue', ZONE, NOW, never)).rejects.toThrow(
      expect.objectContaining({ kind: 'usage', code: 'time_missing', hint: 'Add the time, such as 18:00.' }),
    );
  });

  it('is refused where the usual time does not exist on that day', async () => {
    await expect(understandStart('2027-03-28', ZONE, NOW, async () => '02:30')).rejects.toThrow(
      expect.objectContaining({ code: 'time_in_gap' }),
    );
  });

  it('from a wall time has its instant', () => {
    expect(startAt('2026-07-01T18:00:00', ZONE).start.startsAt).toBe('2026-07-01T16:00:00.000Z');
  });
});

describe('on a 12-hour clock', () => {
  const habits = { clock: '12', weekStart: 1, locale: null, homeZone: ZONE } as const;
  const startOf = async (when: string, usual: string | null) =>
    (await understandStart(when, ZONE, NOW, async () => usual, { habits })).start.startsLocal.slice(5, 16);

  it.each([
    ['tue 6:30', '18:30', '11-24T18:30'],
    ['tue 6:30', '18:00', '11-24T18:30'],
    ['tue 6:30', '07:00', '11-24T06:30'],
    ['tue 12:30', '18:00', '11-24T12:30'],
  ])('%j of a class that usually begins at %s is near that: %s', async (when, usual, start) => {
    expect(await startOf(when, usual)).toBe(start);
  });

  it('is refused with both halves where no usual time is near', async () => {
    for (const usual of [null, '12:00', '22:00']) {
      await expect(startOf('tue 6:30', usual)).rejects.toMatchObject({
        code: 'when_uncertain',
        meanings: [{ text: '2026-11-24 06:30' }, { text: '2026-11-24 18:30' }],
      });
    }
  });

  it('a bare hour stays uncertain with any usual time', async () => {
    await expect(startOf('tue 6', '18:00')).rejects.toMatchObject({ isHalfOfDay: false });
  });
});

describe('WHEN with more than a time', () => {
  const understood = (when: string) => understandStart(when, ZONE, NOW, never);

  it('gives the duration of a span', async () => {
    expect(withStart({}, await understood('tue 18:00–19:15'))).toEqual({ durationMinutes: 75 });
    expect(withStart({ durationMinutes: 75 }, await understood('tue 18:00–19:15'))).toEqual({ durationMinutes: 75 });
    const span = await understood('tue 18:00–19:15');
    expect(() => withStart({ durationMinutes: 60 }, span)).toThrow(expect.objectContaining({ code: 'two_durations' }));
  });

  it('gives the zone of the class', async () => {
    const elsewhere = await understood('tue 18:00 America/New_York');
    expect(elsewhere.start).toEqual({
      startsLocal: '2026-11-24T18:00:00',
      zone: 'America/New_York',
      startsAt: '2026-11-24T23:00:00.000Z',
    });
    expect(() => withStart({ zone: ZONE }, elsewhere)).toThrow(expect.objectContaining({ code: 'two_zones' }));
  });

  it('is refused as a limit', async () => {
    await expect(understandCancelBy('mon 12:00-13:00', ZONE, NOW)).rejects.toThrow(
      expect.objectContaining({ code: 'when_is_range' }),
    );
  });
});

describe('a limit for cancelling', () => {
  it.each([
    ['12h', 720],
    ['12h before', 720],
    ['90 min before the class', 90],
    ['1 day', 1440],
    ['2 days', 2880],
    ['1h30m', 90],
    [' 24 hours ', 1440],
  ])('%j is a duration before the start', async (text, minutes) => {
    expect(await understandCancelBy(text, ZONE, NOW)).toEqual({ kind: 'before', minutes });
  });

  it.each([
    ['2026-11-24T12:00', '2026-11-24T11:00:00.000Z'],
    ['2026-11-24T12:00Z', '2026-11-24T12:00:00.000Z'],
    ['tomorrow 6pm', '2026-11-21T17:00:00.000Z'],
    ['mon 12:00', '2026-11-23T11:00:00.000Z'],
    ['6pm', '2026-11-20T17:00:00.000Z'],
    ['1 dec 6pm', '2026-12-01T17:00:00.000Z'],
    ['1 dec 18:00', '2026-12-01T17:00:00.000Z'],
    ['in 2 hours', '2026-11-20T12:00:00.000Z'],
  ])('%j is a moment, in the zone of the class', async (text, at) => {
    expect(await understandCancelBy(text, ZONE, NOW)).toEqual({ kind: 'at', at: new Date(at) });
  });

  it('distinguishes not given from none', async () => {
    expect(await understandCancelBy(undefined, ZONE, NOW)).toBeUndefined();
    expect(await understandCancelBy(null, ZONE, NOW)).toBeNull();
  });

  it.each([
    ['12', '“12” could be 12 hours or 12 minutes.', 'Write 12h or 12m.'],
    ['90', '“90” could be 90 hours or 90 minutes.', 'Write 90h or 90m.'],
    ['2 before', '“2” could be 2 hours or 2 minutes.', 'Write 2h or 2m.'],
  ])('%j has two readings, and is refused with both', async (text, message, hint) => {
    await expect(understandCancelBy(text, ZONE, NOW)).rejects.toThrow(
      expect.objectContaining({ kind: 'usage', code: 'unit_missing', message, hint }),
    );
  });

  it.each(['-5', '0', '-12h', 'soon', '12 parsecs', '1 dec', '', '2026-11-24'])('%j is refused', async (text) => {
    await expect(understandCancelBy(text, ZONE, NOW)).rejects.toThrow(expect.objectContaining({ kind: 'usage' }));
  });
});
