import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { saveClass } from '../../src/bookings/class-store.ts';
import type { LoggedEvent } from '../../src/daemon/daemon-event.ts';
import { type DaemonFiles, daemonFiles } from '../../src/daemon/daemon-files.ts';
import { isDaemonRunning } from '../../src/daemon/lock.ts';
import { runDaemon, type SessionParts } from '../../src/daemon/run-daemon.ts';
import { readStatus } from '../../src/daemon/status-file.ts';
import { openDatabase } from '../../src/db/open.ts';
import { systemClock } from '../../src/time/clock.ts';
import { sampleBooking, sampleClass, sampleId } from '../support/booking-samples.ts';
import { useHurriedTimers } from '../support/hurried-timers.ts';
import { patient } from '../support/patience.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();
const hurried = useHurriedTimers();
const HOUR = 3_600_000;
const WITHIN = { timeout: patient(12_000), interval: 20 };

let file = '';
/** Milliseconds by which the daemon’s clock is ahead. */
let aheadMs = 0;
const clock = { now: () => new Date(systemClock.now().getTime() + aheadMs) };
let files: DaemonFiles;
let events: LoggedEvent[] = [];
let sent: string[] = [];
let ending: AbortController;
let running: Promise<void> = Promise.resolve();

beforeEach(() => {
  file = path('numina.db');
  [events, sent, ending, aheadMs] = [[], [], new AbortController(), 0];
});
afterEach(async () => {
  ending.abort();
  await running;
});

const open = (at: string) => openDatabase({ path: at, createFolder: false, now: systemClock.now() });

/** A database with a class that begins within the hour, so that its reminder is due; its name says which it is. */
async function makeDatabase(at: string, className: string): Promise<void> {
  const database = await open(at);
  const startsAt = new Date(systemClock.now().getTime() + HOUR - 60_000).toISOString();
  const after = sampleBooking({
    ...{ id: sampleId(1 + className.length * 0x10000), className, zone: 'UTC' },
    ...{ startsAt, startsLocal: startsAt.slice(0, 19) },
  });
  await database.store.transaction(async (store) => {
    await saveClass(store, sampleClass());
    await saveBookingChanges(store, [{ before: null, after }]);
  });
  await database.close();
}

async function sessionOn(at: string): Promise<{ parts: SessionParts; close: () => Promise<void> }> {
  const database = await open(at);
  const config = {
    channels: [
      {
        name: 'desktop' as const,
        async send({ title }: { title: string }) {
          sent.push(title);
          return { outcome: 'sent' as const };
        },
      },
    ],
    clock: '24' as const,
  };
  const context = {
    store: database.store,
    clock,
    homeZone: () => 'UTC',
    newId: () => crypto.randomUUID(),
  };
  return { parts: { context, database, config: () => config, signal: ending.signal }, close: () => database.close() };
}

async function startDaemon(): Promise<void> {
  const first = await sessionOn(file);
  files = daemonFiles({ XDG_STATE_HOME: path() }, file);
  running = runDaemon({
    parts: first.parts,
    openAgain: () => sessionOn(file),
    ...{ files, version: 'test', pid: process.pid, isOnce: false, standsBy: false },
    onEvent: (event) => events.push(event),
  }).finally(() => first.close());
}

const untilSent = (...titles: string[]) => hurried(() => sent, WITHIN).toEqual(titles);
const told = () => events.map(({ event }) => event);
const lastError = () => readStatus(files.status)?.lastError ?? null;

function expectWhole(): void {
  const sqlite = new BetterSqlite3(file, { fileMustExist: true });
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  sqlite.close();
}

describe('the daemon of a database that is replaced', () => {
  it(
    'lets go of it, opens what is there now, and says so',
    async () => {
      await makeDatabase(file, 'Old');
      await makeDatabase(path('other.db'), 'Replacing');
      await startDaemon();
      await untilSent('Old in 59 min');
      renameSync(path('other.db'), file);
      await untilSent('Old in 59 min', 'Replacing in 59 min');
      expectWhole();
      expect(events.find(({ event }) => event === 'lost')).toMatchObject({ how: 'replaced', database: file });
      expect(told()).toEqual(expect.arrayContaining(['lost', 'opened']));
      expect(readFileSync(files.log, 'utf8')).toContain('"event":"opened"');
      await hurried(lastError, WITHIN).toMatch(/numina\.db was replaced, and opened again/);
      // Ten minutes later nothing is wrong with it any more.
      aheadMs = 11 * 60_000;
      await hurried(lastError, WITHIN).toBeNull();
    },
    patient(30_000),
  );

  it(
    'follows a copy that is written over it',
    async () => {
      await makeDatabase(file, 'Old');
      await makeDatabase(path('other.db'), 'Copied');
      await startDaemon();
      await untilSent('Old in 59 min');
      await hurried(() => existsSync(`${file}-wal`), WITHIN).toBe(false);
      copyFileSync(path('other.db'), file);
      await untilSent('Old in 59 min', 'Copied in 59 min');
      expectWhole();
    },
    patient(30_000),
  );

  it(
    'waits for one that is gone, makes none, and goes on when it is back',
    async () => {
      await makeDatabase(file, 'Old');
      await startDaemon();
      await untilSent('Old in 59 min');
      renameSync(file, path('away.db'));
      await hurried(lastError, WITHIN).toMatch(/numina\.db is gone; nothing is sent until it is back/);
      expect([existsSync(file), isDaemonRunning(files)]).toEqual([false, true]);
      renameSync(path('away.db'), file);
      await hurried(told, WITHIN).toContain('opened');
      expectWhole();
    },
    patient(30_000),
  );

  it(
    'says what is wrong with what is there now, until it is right',
    async () => {
      await makeDatabase(file, 'Old');
      await makeDatabase(path('other.db'), 'Right');
      await startDaemon();
      await untilSent('Old in 59 min');
      rmSync(file);
      copyFileSync(import.meta.filename, file);
      await hurried(lastError, WITHIN).toBe(`opening the database: ${file} is not a database.`);
      renameSync(path('other.db'), file);
      await untilSent('Old in 59 min', 'Right in 59 min');
    },
    patient(30_000),
  );

  it(
    'takes the lock that others would ask for, where its own is removed',
    async () => {
      await makeDatabase(file, 'Old');
      await startDaemon();
      await untilSent('Old in 59 min');
      rmSync(`${file}.lock`);
      await hurried(() => isDaemonRunning(files), WITHIN).toBe(true);
    },
    patient(30_000),
  );
});
