import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { buildZoneBlocks, isExact } from '../../src/calendar/ics-timezones.ts';
import { wallTimeAt } from '../../src/time/zones.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

describe('the rules of a zone', () => {
  it('are there for every zone that this Node knows, under the name asked for', () => {
    const blocks = buildZoneBlocks([...ZONES, 'Asia/Calcutta', 'US/Eastern']);
    expect(ZONES.filter((zone) => zone !== 'UTC' && !blocks.has(zone))).toEqual([]);
    for (const [zone, { text }] of blocks) {
      expect(text).toContain(`BEGIN:VTIMEZONE\r\nTZID:${zone}\r\n`);
      expect(text.endsWith('END:VTIMEZONE\r\n')).toBe(true);
    }
  });

  it('are left out for UTC and for names that are not zones', () => {
    expect([...buildZoneBlocks(['UTC', 'Mars/Olympus', '']).keys()]).toEqual([]);
  });

  it('are trusted only where another reader takes the wall time for the same instant', () => {
    let exact = 0;
    let total = 0;
    for (const [zone, block] of buildZoneBlocks(ZONES)) {
      const reader = new ICAL.Timezone(new ICAL.Component(ICAL.parse(block.text.trim())));
      for (let year = 1968; year < 2038; year += 3) {
        // A different day and hour in each year and zone, all over the calendar.
        total += 1;
        const at = new Date(Date.UTC(year, 0, 1) + ((total * 7919) % 8760) * 3_600_000);
        const local = wallTimeAt(at, zone);
        if (!isExact(block, local, at)) continue;
        exact += 1;
        const read = ICAL.Time.fromDateTimeString(local);
        read.zone = reader;
        expect(`${zone} ${new Date(read.toUnixTime() * 1000).toISOString()}`).toBe(`${zone} ${at.toISOString()}`);
      }
    }
    expect(exact / total).toBeGreaterThan(0.6);
  });

  it('are trusted up to the hour that happens twice and after it', () => {
    const block = buildZoneBlocks(['Europe/Berlin']).get('Europe/Berlin');
    if (!block) throw new Error('no block');
    const exactAt = (at: string) => isExact(block, wallTimeAt(new Date(at), 'Europe/Berlin'), new Date(at));
    expect(exactAt('2026-10-24T23:59:00Z')).toBe(true);
    expect(exactAt('2026-10-25T00:00:00Z')).toBe(false);
    expect(exactAt('2026-10-25T01:59:00Z')).toBe(false);
    expect(exactAt('2026-10-25T02:00:00Z')).toBe(true);
    expect(exactAt('2026-03-29T00:59:00Z')).toBe(true);
    expect(exactAt('2026-03-29T01:00:00Z')).toBe(true);
  });
});
