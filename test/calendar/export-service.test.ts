import { mkdirSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecord } from '../../src/attendance/portable-record.ts';
import { exportDocument, exportFolder, exportGoogleLink, type SaidExport } from '../../src/calendar/export-service.ts';
import { toBookingJson } from '../../src/contract/booking-json.ts';
import { readAlarms } from '../../src/reminders/calendar-alarms.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';
import { HOSTILE } from '../support/hostile-values.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';
import { joined } from './ics-bookings.ts';

const db = useBookingDatabase();
const folder = useTemporaryFolder();
const NOW = '2026-11-20T12:00:00Z';
const PARTS = { readRecord, readAlarms, toBookingJson };

const YOGA = sampleBooking({ id: sampleId(1) });
const SPIN = sampleBooking({
  id: sampleId(2),
  classId: sampleId(12),
  className: 'Spin',
  startsLocal: '2026-11-25T18:00:00',
});
const OFF = sampleBooking({ id: sampleId(3), startsLocal: '2026-11-26T18:00:00', status: 'cancelled' });

async function document(said: SaidExport): Promise<{ readonly text: string; readonly count: number }> {
  const { chunks, count } = await exportDocument(db.at(NOW), PARTS, said);
  return { text: await joined(chunks), count };
}

describe('a document', () => {
  test('is a calendar of all bookings where nothing else is said', async () => {
    await db.store(YOGA, SPIN, OFF);
    const { text, count } = await document({});
    expect([count, text.match(/BEGIN:VEVENT/g)?.length, text.match(/STATUS:CANCELLED/g)?.length]).toEqual([3, 3, 1]);
    expect(text).toContain('DTSTART:20261124T230000Z');
  });

  test('leaves out what is cancelled, and says times of the place with the rules of its zone', async () => {
    await db.store(YOGA, OFF);
    const { text } = await document({ omitCancelled: true, localTimes: true });
    expect([text.match(/BEGIN:VEVENT/g)?.length, text.match(/BEGIN:VTIMEZONE/g)?.length]).toEqual([1, 1]);
    expect(text).toContain('DTSTART;TZID=America/New_York:20261124T180000');
  });

  test('is one booking, in every format', async () => {
    await db.store(YOGA, SPIN);
    expect((await document({ reference: 'spin' })).text.match(/SUMMARY:\w+/g)).toEqual(['SUMMARY:Spin']);
    const json = await document({ reference: SPIN.id, format: 'json' });
    expect(JSON.parse(json.text)).toMatchObject({ bookings: [{ id: SPIN.id }], pauses: [] });
    const table = await document({ reference: SPIN.id, format: 'CSV', delimiter: 'tab', bom: true });
    expect(table.text).toMatch(/^\ufeffstarts_at\tclass\t[^\n]*\n[^\n]*\tSpin\t[^\n]*\r?\n$/);
  });

  test('is narrowed by a filter in words', async () => {
    await db.store(YOGA, SPIN, OFF);
    expect(await document({ format: 'csv', filter: { status: 'booked', from: '2026-11-25' } })).toMatchObject({
      count: 1,
    });
  });

  test.each<[said: SaidExport, code: string]>([
    [{ format: 'pdf' }, 'bad_choice'],
    [{ delimiter: ';' }, 'wrong_option'],
    [{ bom: true, format: 'json' }, 'wrong_option'],
    [{ delimiter: '|', format: 'csv' }, 'bad_delimiter'],
    [{ filter: { from: '2026-12-01', to: '2026-11-01' } }, 'empty_range'],
  ])('%j is refused: %s', async (said, code) => {
    await expect(document(said)).rejects.toMatchObject({ kind: 'usage', code });
  });
});

test('a link puts one booking into another calendar', async () => {
  await db.store(YOGA);
  expect(await exportGoogleLink(db.at(NOW), 'next')).toMatch(/^https:\/\/calendar\.google\.com\/.*Vinyasa/);
});

test('a folder gets a file for each booking that matches', async () => {
  await db.store(YOGA, SPIN, OFF);
  const counts: number[] = [];
  const parts = { readAlarms, createFolder: (path: string) => void mkdirSync(path, { recursive: true }) };
  const said = { filter: { search: 'vinyasa' }, omitCancelled: true };
  const report = await exportFolder(db.at(NOW), parts, folder('calendar'), said, (count) => counts.push(count));
  expect([report, counts]).toMatchObject([{ written: 1, removed: 0, unchanged: 0 }, [1]]);
  expect(readdirSync(folder('calendar')).filter((name) => name.endsWith('.ics'))).toHaveLength(1);
});

const FIELDS = [
  'reference',
  'format',
  'delimiter',
  'bom',
  'localTimes',
  'omitCancelled',
  'filter',
  '__proto__',
  'unknown',
];

test.each(FIELDS)('a stranger who sends anything for %s gets a document, or is refused in words', async (field) => {
  await db.store(YOGA, SPIN);
  for (const value of HOSTILE) {
    for (const format of ['ics', 'csv', 'json']) {
      await document({ format, [field]: value } as SaidExport).catch((error: unknown) => {
        expect(error).toMatchObject({ kind: expect.stringMatching(/^(?:usage|not_found)$/), hint: expect.anything() });
      });
    }
  }
});

test('a stranger who sends anything for a booking gets no link to another', async () => {
  await db.store(YOGA);
  for (const value of HOSTILE) {
    await expect(exportGoogleLink(db.at(NOW), value as string)).rejects.toMatchObject({
      kind: expect.stringMatching(/^(?:usage|not_found)$/),
    });
  }
});
