import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../src/intake/ics/ics-import.ts';

// Names of zones that calendars in the field have. They are not part of the repository; NUMINA_ZONE_FIXTURES says where
// they are.
const FIXTURES = process.env['NUMINA_ZONE_FIXTURES'] ?? join(import.meta.dirname, '../../../../shared/fixtures/zones');
const EXPECTED = join(FIXTURES, 'expected.json');
const expected: Record<string, string> = existsSync(EXPECTED) ? JSON.parse(readFileSync(EXPECTED, 'utf8')) : {};
const cases = Object.entries(expected).map(([name, startsAt]) => ({ name, startsAt }));

describe.skipIf(cases.length === 0)('calendars with odd names of zones (needs the fixtures beside the project)', () => {
  it.each(cases)('$name: the class begins at $startsAt, wherever one is', ({ name, startsAt }) => {
    for (const homeZone of ['America/New_York', 'Asia/Tokyo', 'UTC']) {
      const reading = { homeZone, since: '2025-11-24', horizon: '2027-11-24' };
      const { bookings, skipped, notes } = readCalendar(readFileSync(join(FIXTURES, name)), reading);
      expect(bookings.map((booking) => booking.startsAt)).toEqual([new Date(startsAt).toISOString()]);
      expect([...skipped, ...notes]).toEqual([]);
    }
  });
});
