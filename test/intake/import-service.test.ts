import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProcess } from '../../src/app.ts';
import { planRecord } from '../../src/attendance/portable-record.ts';
import { queryBookings } from '../../src/bookings/booking-query.ts';
import { FailureError } from '../../src/errors.ts';
import type { SaidImport } from '../../src/intake/check-import.ts';
import type { ImportSource, ImportStep } from '../../src/intake/import-documents.ts';
import { type ImportParts, importSource } from '../../src/intake/import-service.ts';
import { parseTitleMap } from '../../src/intake/title-map.ts';
import { field, words } from '../../src/words.ts';
import { useBookingDatabase } from '../support/booking-database.ts';
import { HOSTILE, longestIn, unseenIn } from '../support/hostile-values.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';
import { useWebServer } from '../support/web-server.ts';

const db = useBookingDatabase();
const folder = useTemporaryFolder();
const NOW = '2026-11-20T12:00:00Z';

const TABLE =
  'class,starts_at,location,rating,review\nYoga,2026-11-10 18:00,Studio North,,\nSpin,2026-11-24 18:00,,,\n';
const at = useWebServer((_request, response) => response.end(TABLE));

function textOf(text: string, name = 'classes.csv'): ImportSource {
  return { name, read: async () => Buffer.from(text) };
}

function partsWith(...maps: readonly string[]): ImportParts & { readonly saved: (readonly string[])[] } {
  const saved: (readonly string[])[] = [];
  const save = async (texts: readonly string[]) => void saved.push(texts);
  return { planRecord, titleMaps: { all: maps.map(parseTitleMap), check: async () => undefined, save }, saved };
}

const take = (said: SaidImport = {}, source = textOf(TABLE), parts: ImportParts = partsWith()) =>
  importSource(db.at(NOW), parts, said, source);
const stored = async () => (await db.all()).map(({ className, classType }) => `${className} ${classType ?? '-'}`);

describe('an import', () => {
  test('takes in a document, and twice changes nothing', async () => {
    expect(await take()).toMatchObject({
      report: { created: 2, skipped: [] },
      touched: { count: 2 },
      unreadable: null,
    });
    expect(await take()).toMatchObject({ report: { created: 0, unchanged: 2 }, touched: { count: 0 } });
  });

  test('takes in what an address holds, and tells that it asks it', async () => {
    const steps: ImportStep[] = [];
    const heard = (step: ImportStep) => steps.push(step);
    await importSource(db.at(NOW), partsWith(), {}, { address: at('/secret/classes.csv') }, heard);
    expect(steps).toEqual([{ kind: 'asking', name: expect.stringMatching(/^127\.0\.0\.1:\d+$/) }]);
    expect(await stored()).toEqual(['Yoga -', 'Spin -']);
  });

  test('opens nothing before all that was said is found to be right', async () => {
    const opened: string[] = [];
    const read = async () => Buffer.from(String(opened.push('a.csv')));
    const source = { name: 'a.csv', read };
    await expect(take({ since: 'never' }, source)).rejects.toMatchObject({ kind: 'usage' });
    await expect(take({ since: '2026-12-01', horizon: '2026-11-01' }, source)).rejects.toMatchObject({
      code: 'empty_range',
    });
    expect(opened).toEqual([]);
  });

  test('told to change nothing decides all the same', async () => {
    const parts = partsWith();
    const said = { dryRun: true, save: true, map: 'Yoga*=type:yoga' };
    expect(await take(said, textOf(TABLE), parts)).toMatchObject({
      ...{ isDryRun: true, saved: ['Yoga*=type:yoga'], report: { created: 2 } },
      touched: { first: [{ booking: { classType: 'yoga' } }, { booking: { classType: null } }] },
    });
    expect(await db.all()).toEqual([]);
    expect(parts.saved).toEqual([]);
  });

  test('sorts what it leaves out by line, whoever left it out', async () => {
    const text = `${TABLE}Barre,never,,,\nYoga,2026-11-10 18:00,Studio North,4,good\nBoxing,2026-11-26 18:00,,,\n`;
    const { report } = await take({ skip: 'Boxing' }, textOf(text));
    expect(report.skipped.map(({ line }) => line)).toEqual([4, 5, 6]);
  });

  test('says where nothing of it could be taken', async () => {
    expect(await take({}, textOf('class,starts_at\nYoga,never\n'))).toMatchObject({ unreadable: 'classes.csv' });
  });
});

describe('patterns that stand', () => {
  test('come before those that are said now', async () => {
    await take({ map: 'Spin=type:spin' }, textOf(TABLE), partsWith('*=type:any', 'Yoga=type:yoga'));
    expect(await stored()).toEqual(['Yoga yoga', 'Spin spin']);
  });

  test('are kept with those said now, each pattern once', async () => {
    const parts = partsWith('Yoga*=type:old', '*=location:Velo');
    const { saved } = await take({ save: true, map: ['yoga*=type:yoga', 'Spin=type:spin'] }, textOf(TABLE), parts);
    expect(saved).toEqual(['yoga*=type:yoga', 'Spin=type:spin']);
    expect(parts.saved).toEqual([['yoga*=type:yoga', '*=location:Velo', 'Spin=type:spin']]);
  });

  test('are not kept where there are none to keep', async () => {
    await expect(take({ save: true })).rejects.toMatchObject({ code: 'nothing_to_save' });
  });

  test('are written into the settings of the machine, and hold for the next import', async () => {
    const env = {
      NUMINA_NOW: NOW,
      NUMINA_ZONE: 'UTC',
      XDG_CONFIG_HOME: folder(),
      XDG_DATA_HOME: folder(),
      HOME: folder(),
    };
    for (const said of [{ save: true, map: 'Yoga*=type:yoga' }, {}]) {
      const machine = openProcess({ env, databaseFile: join(folder(), 'numina.db') });
      const session = machine.session();
      const text = said.save ? TABLE : TABLE.replaceAll('2026-11', '2026-10');
      await importSource(await session.bookings(), session.importParts, said, textOf(text));
      await machine.close();
    }
    expect(readFileSync(join(folder(), 'numina', 'config.toml'), 'utf8')).toContain('Yoga*=type:yoga');
  });

  test('that cannot be kept are reported before anything comes in, or else with what came in', async () => {
    const said = { save: true, map: 'Yoga*=type:yoga' };
    const error = new FailureError('cannot_write', 'config.toml may not be written.', 'Check its permissions.');
    const fails = async () => Promise.reject(error);
    const { planRecord: plan, titleMaps } = partsWith();
    const early = { planRecord: plan, titleMaps: { ...titleMaps, check: fails } };
    await expect(take(said, textOf(TABLE), early)).rejects.toBe(error);
    expect(await db.all()).toEqual([]);
    const late = { planRecord: plan, titleMaps: { ...titleMaps, save: fails } };
    await expect(take(said, textOf(TABLE), late)).rejects.toMatchObject({
      code: 'cannot_write',
      hint: words`The classes came in; what ${field('map')} says is not kept. Check its permissions.`,
    });
    expect(await stored()).toEqual(['Yoga yoga', 'Spin -']);
  });

  test('are not read from a file of settings that is wrong: it is reported, and nothing comes in', async () => {
    const env = { NUMINA_NOW: NOW, NUMINA_ZONE: 'UTC', XDG_CONFIG_HOME: folder(), HOME: folder() };
    mkdirSync(join(folder(), 'numina'));
    const machine = openProcess({ env, databaseFile: join(folder(), 'other.db') });
    const session = machine.session();
    const context = await session.bookings();
    writeFileSync(join(folder(), 'numina', 'config.toml'), 'zone = "Mars/Olympus"\n');
    const said = { save: true, map: 'Yoga*=type:yoga' };
    await expect(importSource(context, session.importParts, said, textOf(TABLE))).rejects.toMatchObject({
      kind: 'usage',
    });
    expect(await queryBookings(context.store, {})).toEqual([]);
    await machine.close();
  });
});

const FIELDS = [
  ...['source', 'type', 'zone', 'allDay', 'since', 'dateFormat', 'mapStatus', 'only', 'skip', 'map'],
  ...['horizon', 'save', 'revive', 'dryRun', '__proto__', 'unknown'],
];

test.each(FIELDS)('a stranger who sends anything for %s is refused, or it is stored clean', async (field) => {
  for (const value of HOSTILE) {
    const parts = partsWith();
    const said = { map: 'Yoga*=type:yoga', [field]: value } as SaidImport;
    await importSource(db.at(NOW), parts, said, textOf(TABLE)).catch((error: unknown) => {
      expect(error).toMatchObject({ kind: 'usage', hint: expect.anything() });
    });
    const bookings = await db.all();
    expect(unseenIn([bookings, parts.saved])).toEqual([]);
    expect(longestIn([bookings, parts.saved])).toBeLessThan(2000);
    await db.database.store.db.deleteFrom('intake_identities').execute();
    await db.database.store.db.deleteFrom('bookings').execute();
  }
});

test('a stranger’s document is refused, or what it holds is stored clean', async () => {
  const cells = HOSTILE.filter((value) => typeof value === 'string');
  const columns = [
    'class',
    'starts_at',
    'location',
    'instructor',
    'url',
    'price',
    'currency',
    'duration',
    'notes',
    'status',
  ];
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  for (const column of columns) {
    const rows = cells.map((cell, at) => {
      const usual: Record<string, string> = { class: `Yoga ${at}`, starts_at: '2026-11-24 18:00', [column]: cell };
      return columns.map((each) => quoted(usual[each] ?? '')).join(',');
    });
    const name = 'a\u009b31m\u202e\nb.csv';
    const { report } = await take({}, textOf(`${columns.join(',')}\n${rows.join('\n')}\n`, name));
    expect(report.created + report.skipped.length + report.unchanged).toBe(cells.length);
    for (const { notes, url, durationMinutes, price, currency, ...booking } of await db.all()) {
      expect(unseenIn(booking)).toEqual([]);
      expect(unseenIn(notes?.replace(/[\n\u2028]/g, ' '))).toEqual([]);
      expect(url ?? 'https://').toMatch(/^https?:\/\//);
      expect(currency ?? 'EUR').toMatch(/^[A-Z]{3}$/);
      for (const number of [durationMinutes, price ?? 0]) expect(Number.isSafeInteger(number)).toBe(true);
      expect(durationMinutes).toBeGreaterThan(0);
    }
    await db.database.store.db.deleteFrom('intake_identities').execute();
    await db.database.store.db.deleteFrom('bookings').execute();
  }
});
