import { expect, it } from 'vitest';
import { planRecord } from '../../src/attendance/portable-record.ts';
import { importSource } from '../../src/intake/import-service.ts';
import { useBookingDatabase } from '../support/booking-database.ts';

// PostgreSQL has no place for a NUL in a text, and SQLite takes it for the end of one.

const db = useBookingDatabase();
const PARTS = { planRecord, titleMaps: { all: [], check: async () => undefined, save: async () => undefined } };
const CALENDAR = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Studio//EN', 'BEGIN:VEVENT', 'UID:a\0b@studio'],
  ...['DTSTAMP:20261101T000000Z', 'DTSTART:20261210T180000Z', 'DTEND:20261210T190000Z', 'SUMMARY:Yo\0ga'],
  ...['LOCATION:Ha\0ll', 'DESCRIPTION:a\0b', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');
const ROWS = 'class,date,time,external_id,source,notes\nSp\0in,2026-12-11,18:00,E\x001,stu\0dio,a\0b\n';
const RECORD = JSON.stringify({
  version: 1,
  bookings: [
    {
      ...{ id: '9f1c27ab-1234-4abc-8def-0123456789ab', startsAt: '2026-12-12T18:00:00Z', zone: 'UTC' },
      ...{ class: { name: 'Bar\0re', location: 'Ha\0ll', instructor: 'A\0na', type: 'bar\0re' } },
      ...{ durationMinutes: 60, status: 'booked', source: 'stu\0dio', externalBookingId: 'E\x002', notes: 'a\0b' },
    },
  ],
  reviews: [],
  pauses: [{ id: '9f1c27ab-1234-4abc-8def-0123456789ac', from: '2027-01-01', to: '2027-01-02', reason: 'a\0b' }],
});
const TABLES = ['bookings', 'fitness_classes', 'intake_identities', 'pauses'] as const;

it.each([
  ['a calendar', 'studio.ics', CALENDAR],
  ['a table', 'studio.csv', ROWS],
  ['a record of numina', 'numina.json', RECORD],
])('%s with NUL characters comes in without them', async (_what, name, text) => {
  const context = db.at('2026-12-01T12:00:00.000Z');
  const { report } = await importSource(context, PARTS, {}, { name, read: async () => Buffer.from(text) });
  expect(report).toMatchObject({ created: 1, skipped: [] });
  const rows = await Promise.all(TABLES.map((table) => context.store.db.selectFrom(table).selectAll().execute()));
  expect(JSON.stringify(rows)).not.toContain('\\u0000');
});
