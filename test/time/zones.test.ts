import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { offsetBetween } from '../../src/time/instant-text.ts';
import { isZone, resolveWallTime, systemZone, wallTimeAt } from '../../src/time/zones.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Asia/Tehran',
] as const;
const instants = fc
  .integer({ min: Date.UTC(1975, 0) / 1000, max: Date.UTC(2100, 0) / 1000 })
  .map((seconds) => new Date(seconds * 1000));

/** The wall time as Intl has it: an opinion of its own about what a zone's clock shows. */
function intlWallTime(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    .format(at)
    .replace(' ', 'T');
}

describe('wall times', () => {
  it.each([
    ['2026-11-24T23:00:00Z', 'America/New_York', '2026-11-24T18:00:00'],
    ['2026-07-01T23:00:00Z', 'America/New_York', '2026-07-01T19:00:00'],
    ['2026-11-24T00:00:00Z', 'Pacific/Chatham', '2026-11-24T13:45:00'],
    ['2026-11-24T00:00:00Z', 'Asia/Kathmandu', '2026-11-24T05:45:00'],
    ['2026-12-31T23:30:15Z', 'Pacific/Kiritimati', '2027-01-01T13:30:15'],
    ['2000-10-07T12:00:00Z', 'America/Recife', '2000-10-07T09:00:00'],
    ['2000-10-12T12:00:00Z', 'America/Recife', '2000-10-12T10:00:00'],
    ['2000-10-16T12:00:00Z', 'America/Recife', '2000-10-16T09:00:00'],
  ])('%s in %s is %s', (instant, zone, local) => {
    expect(wallTimeAt(new Date(instant), zone)).toBe(local);
  });

  it('are what Intl says', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        expect(wallTimeAt(at, zone)).toBe(intlWallTime(at, zone));
      }),
    );
  });

  it('of the system, which Date answers without Intl, are what Intl says', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
        expect(wallTimeAt(at, zone)).toBe(intlWallTime(at, zone));
      }),
    );
  });

  it('lead back to the instant they came from', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        const resolved = resolveWallTime(wallTimeAt(at, zone), zone);
        if (resolved.kind === 'once') expect(resolved.instant).toEqual(at);
        else if (resolved.kind === 'twice') expect([resolved.earlier, resolved.later]).toContainEqual(at);
        else expect.unreachable('a wall time that was shown exists');
      }),
    );
  });

  it('are resolved as a search through all offsets would', () => {
    // Wall times close to where New York, Lord Howe and Berlin change their clocks, and any others.
    const nearChanges = fc
      .tuple(
        fc.constantFrom('2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-03-29', '2026-10-25'),
        fc.integer({ min: 0, max: 240 }),
      )
      .map(([date, minute]) => new Date(Date.parse(`${date}T00:00Z`) + minute * 60_000).toISOString().slice(0, 19));
    const anywhere = instants.map((at) => at.toISOString().slice(0, 19));
    fc.assert(
      fc.property(fc.oneof(nearChanges, anywhere), fc.constantFrom(...ZONES), (local, zone) => {
        const found = [];
        for (let minutes = -15 * 60; minutes <= 15 * 60; minutes += 15) {
          const at = new Date(Date.parse(`${local}Z`) - minutes * 60_000);
          if (wallTimeAt(at, zone) === local) found.unshift(at);
        }
        const resolved = resolveWallTime(local, zone);
        if (resolved.kind === 'gap') expect(found).toEqual([]);
        else if (resolved.kind === 'once') expect(found).toEqual([resolved.instant]);
        else expect(found).toEqual([resolved.earlier, resolved.later]);
      }),
    );
  });
});

describe('a change of the clocks', () => {
  it.each([
    ['Berlin in spring', '2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T03:00:00'],
    ['New York in spring, to the second', '2026-03-08T02:00:01', 'America/New_York', '2026-03-08T03:00:00'],
    ['Lord Howe’s half hour', '2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-04T02:30:00'],
    ['Chatham, which changes at 2:45', '2026-09-27T02:45:00', 'Pacific/Chatham', '2026-09-27T03:45:00'],
    ['Santiago, which has no midnight', '2026-09-06T00:00:00', 'America/Santiago', '2026-09-06T01:00:00'],
    ['the first second of the day Samoa skipped', '2011-12-30T00:00:00', 'Pacific/Apia', '2011-12-31T00:00:00'],
    ['the last second of the day Samoa skipped', '2011-12-30T23:59:59', 'Pacific/Apia', '2011-12-31T00:00:00'],
  ])('leaves a gap: %s', (_name, local, zone, firstAfter) => {
    expect(resolveWallTime(local, zone)).toEqual({ kind: 'gap', firstAfter });
  });

  it.each([
    ['Berlin', '2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['New York', '2026-11-01T01:00:00', 'America/New_York', '2026-11-01T05:00:00Z', '2026-11-01T06:00:00Z'],
    ['Lord Howe', '2026-04-05T01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
    ['Chatham', '2026-04-05T03:00:00', 'Pacific/Chatham', '2026-04-04T13:15:00Z', '2026-04-04T14:15:00Z'],
    ['Almaty, moving for good', '2024-02-29T23:30:00', 'Asia/Almaty', '2024-02-29T17:30:00Z', '2024-02-29T18:30:00Z'],
  ])('shows a time twice: %s', (_name, local, zone, earlier, later) => {
    expect(resolveWallTime(local, zone)).toEqual({ kind: 'twice', earlier: new Date(earlier), later: new Date(later) });
  });

  it.each([
    ['the second before a gap', '2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59Z'],
    ['the end of a gap', '2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['the end of an overlap', '2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00Z'],
    ['the day after the one Samoa skipped', '2011-12-31T00:00:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('leaves the times beside it alone: %s', (_name, local, zone, instant) => {
    expect(resolveWallTime(local, zone)).toEqual({ kind: 'once', instant: new Date(instant) });
  });
});

describe('zone names', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'US/Eastern'])('%s is one', (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'Mars/Olympus', '+02:00', '-05:00', 'Europe/Berlin ', '../etc/passwd'])('%j is not one', (name) => {
    expect(isZone(name)).toBe(false);
  });

  it('that do not exist are refused, not taken for a time that is not a number', () => {
    expect(() => wallTimeAt(new Date(0), 'Mars/Olympus')).toThrow(UsageError);
    expect(() => resolveWallTime('2026-11-24T18:00:00', 'Mars/Olympus')).toThrow(UsageError);
  });
});

describe('the system’s zone', () => {
  it.each([
    [{ TZ: 'America/New_York' }, 'America/New_York'],
    [{ TZ: ':Pacific/Chatham' }, 'Pacific/Chatham'],
  ])('is what %j says', (env, zone) => {
    expect(systemZone(env)).toBe(zone);
  });

  it.each([{}, { TZ: '' }, { TZ: 'Europe/Atlantis' }, { TZ: 'EST5EDT,M3.2.0,M11.1.0' }])('exists, with %j', (env) => {
    expect(isZone(systemZone(env))).toBe(true);
  });
});

describe('an offset', () => {
  it.each([
    ['2026-11-24T18:00:00', '2026-11-24T23:00:00Z', '-05:00'],
    ['2026-11-24T13:45:00', '2026-11-24T00:00:00Z', '+13:45'],
    ['2026-11-24T18:00:00', '2026-11-24T18:00:00Z', '+00:00'],
    ['2026-11-24T14:30:00', '2026-11-24T18:00:00Z', '-03:30'],
  ])('between %s and %s is %s', (local, at, offset) => {
    expect(offsetBetween(local, new Date(at))).toBe(offset);
  });

  it('makes the wall time the instant again', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (at, zone) => {
        const local = wallTimeAt(at, zone);
        expect(new Date(`${local}${offsetBetween(local, at)}`)).toEqual(at);
      }),
    );
  });
});
