import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { formatWall, wallOf } from '../../src/time/wall-time.ts';
import { zoneRules } from '../../src/time/zone-rules.ts';

const ZONES = [
  'UTC',
  'Africa/Casablanca',
  'America/New_York',
  'America/Recife',
  'America/St_Johns',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;
const rules = new Map(ZONES.map((zone) => [zone, zoneRules(zone)]));

/** The minutes around every change of a zone between 1990 and 2040, where the mistakes are. */
function minutesNearChanges(zone: (typeof ZONES)[number]): number[] {
  const minutes: number[] = [];
  for (let day = Date.UTC(1990, 0, 1); day < Date.UTC(2040, 0, 1); day += 86_400_000) {
    const [before, after] = [rules.get(zone)?.offsetAt(day), rules.get(zone)?.offsetAt(day + 86_400_000)];
    if (before !== after) for (let minute = -1500; minute < 3000; minute += 231) minutes.push(day + minute * 60_000);
  }
  return minutes;
}

/** The instants at which a zone's clock shows a wall time, ascending. */
function instantsOf(wall: number, zone: string): number[] {
  const iana = IANAZone.create(zone);
  const offsets = new Set<number>();
  for (const hours of [-30, -12, 0, 12, 30]) offsets.add(iana.offset(wall + hours * 3_600_000));
  return [...offsets]
    .map((minutes) => wall - minutes * 60_000)
    .filter((instant) => instant + iana.offset(instant) * 60_000 === wall)
    .sort((a, b) => a - b);
}

describe('a zone as arithmetic', () => {
  it('shows at any time what luxon’s DateTime does', () => {
    const anyMinute = fc.integer({ min: Date.UTC(1971, 0, 1) / 60_000, max: Date.UTC(2150, 0, 1) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anyMinute, (zone, minute) => {
        const at = minute * 60_000;
        expect(formatWall(rules.get(zone)?.wallAt(at) ?? 0)).toBe(
          DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it.each(ZONES)(
    'finds what comes once, twice and never in %s, as a search through the offsets around does',
    (zone) => {
      for (const wall of minutesNearChanges(zone)) {
        const reading = rules.get(zone)?.readWall(wall);
        const instants = instantsOf(wall, zone);
        const kind = ['gap', 'once', 'twice'][instants.length];
        expect(`${formatWall(wall)} ${reading?.kind}`).toBe(`${formatWall(wall)} ${kind}`);
        if (kind !== 'gap') expect([reading?.instant, reading?.later]).toEqual([instants[0], instants.at(-1)]);
      }
    },
  );

  it('does not pass over a summer time of one week', () => {
    const recife = zoneRules('America/Recife');
    const hours = (day: number) => recife.offsetAt(Date.UTC(2000, 9, day)) / 3_600_000;
    expect([7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map(hours)).toEqual([-3, -3, -2, -2, -2, -2, -2, -2, -2, -3]);
  });

  it('reads a time in a gap by the offset before it', () => {
    const reading = rules.get('America/New_York')?.readWall(wallOf(2026, 3, 8, 2, 30));
    expect(reading).toMatchObject({ kind: 'gap', instant: Date.UTC(2026, 2, 8, 7, 30) });
  });
});

describe('a wall time in numbers', () => {
  it('is refused where the day or the time does not exist', () => {
    const none = [
      [2026, 2, 29],
      [1900, 2, 29],
      [2026, 13, 1],
      [2026, 0, 1],
      [2026, 4, 31],
      [2026, 1, 1, 24],
      [2026, 1, 1, 0, 60],
    ] as const;
    for (const [year, month, day, hour = 0, minute = 0] of none) {
      expect(wallOf(year, month, day, hour, minute)).toBeNaN();
    }
    expect(formatWall(wallOf(24, 2, 29, 23, 59, 59))).toBe('0024-02-29T23:59:59');
  });
});
