import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOffset } from '../../../src/time/english/read-offset.ts';
import { parseWhen } from '../../../src/time/parse-when.ts';

/** Zones a system may be in, each with a wall time just before its clocks go forward. */
const SYSTEMS = [
  ['America/New_York', '2026-03-08T01:45:00'],
  ['Europe/London', '2026-03-29T00:45:00'],
  ['Australia/Lord_Howe', '2026-10-04T01:45:00'],
  ['Pacific/Chatham', '2026-09-27T02:15:00'],
  ['Africa/Cairo', '2026-04-23T23:45:00'],
  ['UTC', '2026-03-29T00:45:00'],
] as const;

describe.each(SYSTEMS)('how far away something is, on a system in %s', (zone, nowLocal) => {
  const before = process.env['TZ'];
  beforeEach(() => {
    process.env['TZ'] = zone;
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each([
    ['in 90 min', 90],
    ['+2h', 120],
    ['in half an hour', 30],
    ['in 24 hours', 1440],
    ['in 5000 hours', 300_000],
    ['90 minutes ago', -90],
  ])('%s is %i minutes', (text, minutes) => {
    expect(readOffset(text, '2026-11-24')).toEqual({ kind: 'elapsed', text, ms: minutes * 60_000 });
  });

  it.each([
    ['in 3 days', 3],
    ['in two weeks', 14],
    ['a week ago', -7],
    ['in 400 days', 400],
    ['in 0 days', 0],
  ])('%s is %i days', (text, days) => {
    expect(readOffset(text, '2026-11-24')).toEqual({ kind: 'days_away', text, days });
  });

  it('an hour of a class elsewhere is not shortened where the system’s clock is set', async () => {
    const now = new Date(`${nowLocal}Z`);
    for (const minutes of [15, 30, 60, 120]) {
      const when = await parseWhen(`in ${minutes} minutes`, { now, nowLocal });
      expect(when).toEqual({ kind: 'instant', at: new Date(now.getTime() + minutes * 60_000) });
    }
  });
});
