import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IncomingBooking } from '../../../src/intake/incoming.ts';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { readMailSource } from '../../../src/intake/mail/mail-source.ts';

// Mails as providers write them, each with what it must become.

const CORPUS = process.env['NUMINA_ICS_CORPUS'];
const FOLDER = CORPUS ? join(dirname(CORPUS), 'mails') : null;
const NAMES = FOLDER && existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.eml')) : [];

const FIELDS = [
  'class',
  'startsAt',
  'durationMinutes',
  'location',
  'instructor',
  'source',
  'externalId',
  'status',
] as const;
type Expected = Readonly<Record<(typeof FIELDS)[number] | `${(typeof FIELDS)[number]}Also`, unknown>>;

const OPTIONS = {
  homeZone: 'America/New_York',
  since: '2025-11-01',
  horizon: '2027-11-01',
  formats: loadFormats(null),
};

function shown(booking: IncomingBooking, expected: Expected): Record<string, unknown> {
  // What the mail says without a zone is expected without one.
  const hasOffset = /[+-]\d\d:\d\d$/.test(String(expected.startsAt));
  const start = hasOffset ? new Date(booking.startsAt).getTime() : booking.startsLocal;
  return {
    class: booking.className === '' ? null : booking.className,
    startsAt: start,
    durationMinutes: booking.durationMinutes === 0 ? null : booking.durationMinutes,
    location: booking.location,
    instructor: booking.instructor,
    source: booking.source,
    externalId: booking.externalId,
    status: booking.isCancelled ? 'cancelled' : (booking.status ?? 'booked'),
  };
}

describe.skipIf(NAMES.length === 0)('the mails of the corpus (needs NUMINA_ICS_CORPUS)', () => {
  it.each(NAMES)('%s becomes what it says, and nothing else', async (name) => {
    const read = await readMailSource(readFileSync(join(FOLDER ?? '', name)), OPTIONS);
    const { kind, bookings: expected } = JSON.parse(
      readFileSync(join(FOLDER ?? '', name.replace(/\.eml$/, '.expected.json')), 'utf8'),
    ) as { readonly kind: string; readonly bookings: readonly Expected[] };
    const found = [...read.bookings, ...(read.cancellations ?? []).flatMap(({ said }) => said ?? [])];
    expect(found).toHaveLength(expected.length);
    expect(read.skipped).toHaveLength(kind === 'none' ? 1 : 0);
    found.forEach((booking, index) => {
      const wanted = expected[index] as Expected;
      const got = shown(booking, wanted);
      for (const field of FIELDS) {
        const also = wanted[`${field}Also`];
        const first =
          field === 'startsAt' && typeof got['startsAt'] === 'number'
            ? Date.parse(String(wanted.startsAt))
            : wanted[field];
        expect([first, ...(Array.isArray(also) ? also : [])], field).toContainEqual(got[field]);
      }
    });
  });
});
