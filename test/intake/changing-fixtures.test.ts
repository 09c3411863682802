import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endsAt } from '../../src/bookings/booking.ts';
import { readSource } from '../../src/intake/read-source.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { importBookings } from '../support/take-in.ts';

/** Calendars that change, one file after the other, each with what a person should have in the end. */
const FIXTURES = join(import.meta.dirname, '../../../shared/fixtures/changing');
const names = existsSync(FIXTURES) ? readdirSync(FIXTURES).filter((name) => name.endsWith('.json')) : [];

const NOW = '2026-11-22T14:00:00Z';

interface Fixture {
  readonly homeZone: string;
  readonly arguments: readonly string[];
  readonly steps: readonly string[];
  readonly expected: readonly unknown[];
}

const db = useBookingDatabase();

async function importFile(name: string, { homeZone, arguments: said }: Fixture) {
  const at = said.indexOf('--all-day');
  const bytes = readFileSync(join(FIXTURES, name));
  const read = await readSource(bytes, name, {
    ...{ homeZone, since: '2025-11-22', horizon: '2027-11-22' },
    ...(at !== -1 && { allDayAt: said[at + 1] }),
  });
  const { bookings: incoming, listings = [], cancellations = [], defaultSource } = read;
  return importBookings(db.at(NOW, { homeZone }), {
    ...{ incoming, listings, cancellations, defaultSource, name },
    ...{ revive: false, isDryRun: false },
  });
}

async function stored() {
  return (await db.all()).map((booking) => ({
    title: booking.className,
    startsAt: booking.startsAt.replace('.000', ''),
    endsAt: endsAt(booking).toISOString().replace('.000', ''),
    status: booking.status,
  }));
}

const byStart = (one: { startsAt: string; title: string }, other: { startsAt: string; title: string }) =>
  one.startsAt.localeCompare(other.startsAt) || one.title.localeCompare(other.title);

describe.skipIf(names.length === 0)('a calendar that changes (needs the fixtures beside the project)', () => {
  test.each(names)('%s', async (name) => {
    const fixture = JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as Fixture;
    for (const step of fixture.steps) await importFile(step, fixture);
    const expected = fixture.expected as Awaited<ReturnType<typeof stored>>;
    expect((await stored()).sort(byStart)).toEqual([...expected].sort(byStart));
    const last = fixture.steps.at(-1) ?? '';
    expect(await importFile(last, fixture)).toMatchObject({ created: 0, updated: 0, cancelled: 0, adopted: 0 });
    expect((await stored()).sort(byStart)).toEqual([...expected].sort(byStart));
  });
});
