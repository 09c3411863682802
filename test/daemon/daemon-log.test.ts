import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { saveClass } from '../../src/bookings/class-store.ts';
import { daemonFiles } from '../../src/daemon/daemon-files.ts';
import { runDaemon } from '../../src/daemon/run-daemon.ts';
import { readStatus } from '../../src/daemon/status-file.ts';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import { systemClock } from '../../src/time/clock.ts';
import { startProgram } from '../e2e/program.ts';
import { sampleBooking, sampleClass } from '../support/booking-samples.ts';
import type { RunProgram } from '../support/home.ts';
import { useHurriedTimers } from '../support/hurried-timers.ts';
import { patient } from '../support/patience.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { canMount, fillDisk, mountDisk, unmountDisk } from '../support/small-disk.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

// What keeps the daemon from its database reads in its log as it does on the command line.

const path = useTemporaryFolder();
const hurried = useHurriedTimers();
const START_MS = Date.parse('2026-11-24T18:00:00Z');
const HOUR = 3_600_000;

let nowMs = 0;
let database: Database;
let ending: AbortController;
let running: Promise<void> = Promise.resolve();
/** Where one is mounted. */
let disk = '';

beforeEach(() => {
  // Nothing is due yet.
  nowMs = START_MS - 4 * HOUR;
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  await running;
  await database.close();
  if (disk !== '') unmountDisk(disk);
  disk = '';
});

/** A daemon that has looked around once, and has a reminder to send in three hours. */
async function start(file: string): Promise<void> {
  database = await openDatabase({ path: file, createFolder: false, now: systemClock.now() });
  const startsAt = new Date(START_MS).toISOString();
  const after = sampleBooking({ zone: 'UTC', startsAt, startsLocal: startsAt.slice(0, 19), createdAt: startsAt });
  await database.store.transaction(async (store) => {
    await saveClass(store, sampleClass());
    await saveBookingChanges(store, [{ before: null, after }]);
  });
  const config = { channels: [], clock: '24' as const };
  const clock = { now: () => new Date(nowMs) };
  const context = { store: database.store, clock, homeZone: () => 'UTC', newId: () => crypto.randomUUID() };
  running = runDaemon({
    parts: { context, database, config: () => config, signal: ending.signal },
    files: filesOf(file),
    ...{ version: 'test', pid: process.pid, isOnce: false, standsBy: false, onEvent: () => undefined },
  });
  await expect.poll(() => readStatus(filesOf(file).status)).not.toBeNull();
}

const filesOf = (file: string) => daemonFiles({ XDG_STATE_HOME: path('state') }, file);

/** The sentences of the errors in the log. */
function errorsIn(file: string): string[] {
  const { log } = filesOf(file);
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  return lines.map((line) => JSON.parse(line)).flatMap(({ event, error }) => (event === 'error' ? [error] : []));
}

/** What a command that writes says of the same database, in this process or in its own. */
async function saidByCommand(file: string, run: RunProgram = runInProcess): Promise<string> {
  const env = { HOME: path(), NUMINA_DB: file, NUMINA_ZONE: 'UTC' };
  const { stderr } = await run(['book', 'Yoga', '--at', '2026-12-24T10:00'], path(), { env });
  return stderr.replace(/^numina: /, '').split('\n')[0] ?? '';
}

describe('the log of the daemon', () => {
  it(
    'says of a database that another program holds what a command says',
    async () => {
      const file = path('numina.db');
      await start(file);
      const other = new BetterSqlite3(file, { timeout: 0 });
      // Not while the daemon is writing.
      await expect.poll(() => other.exec('begin immediate').inTransaction).toBe(true);
      // Both wait for it as long as SQLite does, so they do at the same time.
      const said = saidByCommand(file, startProgram);
      nowMs += 3 * HOUR;
      await hurried(() => errorsIn(file), { timeout: patient(10_000) }).toContain(
        'The database is in use by another program.',
      );
      expect(errorsIn(file)).toContain(await said);
      other.exec('rollback');
      other.close();
    },
    patient(30_000),
  );

  it(
    'says of one that is damaged what a command says',
    async () => {
      const file = path('numina.db');
      await start(file);
      await hurried(() => existsSync(`${file}-wal`)).toBe(false);
      const bytes = readFileSync(file);
      bytes.fill(0xff, 100, 20_000);
      writeFileSync(file, bytes);
      await hurried(() => errorsIn(file)).toContain(`The database ${file} is damaged.`);
      expect(errorsIn(file)).toContain(await saidByCommand(file));
    },
    patient(30_000),
  );
});

describe.skipIf(!canMount())('(needs to mount a tmpfs) the log of the daemon', () => {
  it(
    'says of a full disk what a command says',
    async () => {
      disk = path('disk');
      mountDisk(disk, '2m');
      const file = path('disk', 'numina.db');
      await start(file);
      await hurried(() => existsSync(`${file}-wal`)).toBe(false);
      fillDisk(disk);
      nowMs += 3 * HOUR;
      await hurried(() => errorsIn(file), { timeout: patient(10_000) }).not.toEqual([]);
      expect(errorsIn(file)).toContain(await saidByCommand(file));
      expect(errorsIn(file).join('\n')).toMatch(/no room left on the disk|cannot be opened/);
    },
    patient(30_000),
  );
});
