import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import type { Home } from './home.ts';
import { databaseAtServer, type HomeDatabase } from './home-database.ts';
import { rowsAsStatements } from './server-database.ts';
import { MEMORY } from './temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const KEPT_IN = join(ROOT, 'node_modules', '.cache', 'numina-test');

/** The names of the season in the order of their starts. */
export const SEASON = [
  'Spin 45',
  'Vinyasa Flow',
  'Boxing',
  'Spin 45',
  'Vinyasa Flow',
  'Reformer',
  'Yin',
  'Morgenyoga',
  'Barre',
] as const;

export function namesOf(bookings: readonly BookingJson[]): readonly string[] {
  return bookings.map((booking) => booking.class.name);
}

/** One booking of every kind, around the present moment of tests. */
const LINES = [
  'book Spin_45 --at 2026-11-17T18:00 --duration 45 --type spin --location Velo --instructor Max --source classpass ' +
    '--external-id CP-1 --price 14 --currency EUR --late-fee 12 --cancel-by 12h',
  'no-show last',
  'book Vinyasa_Flow --at 2026-11-19T07:30 --type yoga --location Studio_North --instructor Ana --source mindbody ' +
    '--cancel-by 12h --attended',
  'book Boxing --at 2026-11-23T21:30 --type boxing --location Ring',
  'book spin --at 2026-11-24T18:00',
  'book vinyasa --at 2026-11-26T07:30 --notes Bring_a_towel',
  'book Reformer --at 2026-11-28T10:00 --type pilates --location Core_Lab --source classpass',
  'cancel reformer --reason a_cold',
  'book Yin --at 2026-11-28T11:30 --duration 75 --type yoga --location Studio_North --waitlisted',
  'book Morgenyoga --at 2026-12-01T07:00 --zone Europe/Berlin --type yoga --location Mitte',
  'book Barre --at 2026-12-14T12:00',
  'pause add 2026-08-01 2026-08-14',
];

async function bookSeason(home: Home): Promise<void> {
  for (const line of LINES) {
    const outcome = await home.run(line.split(' ').map((word) => word.replaceAll('_', ' ')));
    expect(outcome, line).toMatchObject({ exitCode: 0 });
  }
}

/** A database with the season, made once per build of the program and then copied. */
export async function seasonDatabase(openHome: (folder: string) => Home): Promise<string> {
  const { mtimeMs } = statSync(join(ROOT, 'dist', 'numina.cjs'));
  const name = `season-${Math.round(mtimeMs)}.db`;
  const file = join(KEPT_IN, name);
  if (existsSync(file)) return file;
  const folder = join(KEPT_IN, `home-${process.pid}`);
  const home = openHome(folder);
  await bookSeason(home);
  for (const old of readdirSync(KEPT_IN)) {
    if (old.startsWith('season-') && old !== name) rmSync(join(KEPT_IN, old), { force: true });
  }
  // Where two workers make it at the same time, the later file replaces the other; both are equal.
  renameSync(home.database, file);
  rmSync(folder, { recursive: true, force: true });
  return file;
}

let rows: Promise<string> | undefined;

/** Statements that write the season into an empty database at the server; the commands run once in this process. */
export function seasonRows(openHome: (folder: string, database: HomeDatabase) => Home): Promise<string> {
  rows ??= writeSeason(openHome);
  return rows;
}

async function writeSeason(openHome: (folder: string, database: HomeDatabase) => Home): Promise<string> {
  const folder = mkdtempSync(join(MEMORY, 'numina-season-'));
  const database = databaseAtServer(async () => '');
  await bookSeason(openHome(folder, database));
  const statements = await rowsAsStatements(database.name);
  database.giveBack();
  rmSync(folder, { recursive: true, force: true });
  return statements;
}
