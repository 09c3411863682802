import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { saveClass } from '../../src/bookings/class-store.ts';
import { daemonFiles } from '../../src/daemon/daemon-files.ts';
import type { Database } from '../../src/db/engine.ts';
import { openDatabase } from '../../src/db/open.ts';
import { readLog } from '../../src/reminders/reminder-ledger.ts';
import { systemClock } from '../../src/time/clock.ts';
import { sampleBooking, sampleClass, sampleId } from '../support/booking-samples.ts';
import { useDatabasePlace } from '../support/database-place.ts';
import { isSqlite } from '../support/engine.ts';
import { onThisMachine, patient } from '../support/patience.ts';
import { buildScript, type Script } from '../support/script.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

// Real processes, a real database, real kills. Reminders come an hour before the class, as always; the classes begin so
// that they are due in the seconds of the test.

/** A server is asked 18 statements for each reminder, a dozen of them after the answer to the one before. */
const RUSH = isSqlite ? 200 : 50;
const HOUR = 3_600_000;
const SECOND = 1000;
let script: Script;

beforeAll(async () => {
  script = await buildScript('daemon/daemon-script.ts', 'daemon');
});
afterAll(() => script.remove());

async function useDatabase(path: string, bookings: readonly Booking[]): Promise<Database> {
  const database = await openDatabase({ path, createFolder: false, now: systemClock.now() });
  await database.store.transaction(async (store) => {
    await saveClass(store, sampleClass());
    const changes = bookings.map((after) => ({ before: null, after }));
    await saveBookingChanges(store, changes);
  });
  return database;
}

/** `count` classes whose last reminder falls due from `fromMs` on, evenly within `withinMs`. */
function classes(count: number, fromMs: number, withinMs: number): Booking[] {
  return Array.from({ length: count }, (_, index) => {
    const startsAt = new Date(fromMs + HOUR + (index * withinMs) / count).toISOString();
    const startsLocal = startsAt.slice(0, 19);
    return sampleBooking({ id: sampleId(index * 0x10000), zone: 'UTC', startsLocal, startsAt });
  });
}

async function ledgerOf(database: Database) {
  const entries = await readLog(database.store, 10_000);
  return entries.filter(({ offsetMinutes }) => offsetMinutes === 60);
}

async function until(isTrue: () => boolean | Promise<boolean>, withinMs: number, everyMs = 20): Promise<void> {
  for (let waitedMs = 0; !(await isTrue()); waitedMs += everyMs) {
    if (waitedMs > withinMs) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

const linesOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

describe('the daemon', () => {
  const path = useTemporaryFolder();
  const place = useDatabasePlace();

  it(`sends ${RUSH} reminders that fall due within seconds, each once and within 5 seconds of its time`, async () => {
    const [file, outbox] = [place(), path('outbox')];
    const database = await useDatabase(file, classes(RUSH, systemClock.now().getTime() + SECOND, 2 * SECOND));
    const daemon = script.run(file, outbox, '2');
    await until(() => linesOf(outbox).length >= RUSH, patient(15_000));
    await until(async () => (await ledgerOf(database)).every(({ state }) => state === 'sent'), patient(2000));
    daemon.kill('SIGTERM');
    expect(await daemon).toMatchObject({ exitCode: 0 });
    const ledger = await ledgerOf(database);
    const lateMs = ledger
      .map(({ sentAt, dueAt }) => Date.parse(sentAt ?? '') - Date.parse(dueAt))
      .sort((a, b) => a - b);
    expect(ledger.length).toBe(RUSH);
    expect(new Set(linesOf(outbox)).size).toBe(RUSH);
    expect(lateMs[0]).toBeGreaterThanOrEqual(0);
    expect(lateMs[RUSH - 3]).toBeLessThanOrEqual(onThisMachine(5 * SECOND));
    const flags = await database.store.db.selectFrom('bookings').select('reminder_sent_1h').distinct().execute();
    expect(flags).toEqual([{ reminder_sent_1h: 1 }]);
    await database.close();
  });

  it(
    'loses nothing over many kills, and doubles at most one message for each',
    async () => {
      const [file, outbox] = [place(), path('outbox')];
      const [count, lives] = [isSqlite ? 120 : 60, 12];
      const database = await useDatabase(file, classes(count, systemClock.now().getTime(), 0));
      const isDone = async () => {
        const ledger = await ledgerOf(database);
        return ledger.length === count && ledger.every(({ state }) => state === 'sent');
      };
      for (let kills = 0; kills < lives; kills += 1) {
        const daemon = script.run(file, outbox, '20');
        // Each has sent a few more than the last, and is then somewhere in the next one.
        const isFarEnough = linesOf(outbox).length + (kills % 4);
        await until(() => linesOf(outbox).length > isFarEnough, patient(10_000), 1);
        await new Promise((resolve) => setTimeout(resolve, (kills * 7) % 20));
        daemon.kill('SIGKILL');
        await daemon;
      }
      expect(linesOf(outbox).length).toBeLessThan(count);
      const last = script.run(file, outbox);
      await until(isDone, patient(10_000));
      last.kill('SIGTERM');
      await last;
      const sent = linesOf(outbox);
      const ids = new Set((await ledgerOf(database)).map(({ messageId }) => messageId));
      expect([...ids].filter((id) => !sent.includes(id))).toEqual([]);
      expect(sent.length - ids.size).toBeLessThanOrEqual(lives);
      await database.close();
    },
    patient(40_000),
  );

  it(
    'runs once, however many are started, and the next takes over after a kill',
    async () => {
      const [file, outbox] = [place(), path('outbox')];
      const database = await useDatabase(file, classes(1, systemClock.now().getTime() - SECOND, 0));
      const daemons = Array.from({ length: 5 }, () => script.run(file, outbox, '60000'));
      const refused: string[] = [];
      for (const daemon of daemons) {
        void daemon.then(({ exitCode, stderr }) => exitCode === 4 && refused.push(String(stderr)));
      }
      await until(() => refused.length === 4 && linesOf(outbox).length === 1, patient(15_000));
      expect(new Set(refused.map((text) => text.replace(/ \(pid \d+\)/, '')))).toEqual(
        new Set(['RefusedError: A daemon is running already.']),
      );
      for (const daemon of daemons) daemon.kill('SIGKILL');
      await Promise.all(daemons);
      const next = script.run(file, outbox);
      await until(() => linesOf(outbox).length === 2, patient(5000));
      next.kill('SIGTERM');
      expect(await next).toMatchObject({ exitCode: 0 });
      expect(new Set(linesOf(outbox)).size).toBe(1);
      await database.close();
    },
    patient(30_000),
  );

  it('keeps its lock to the person, ends within a second of SIGTERM, and leaves what is in flight to the next', async () => {
    const [file, outbox] = [place(), path('outbox')];
    const database = await useDatabase(file, classes(1, systemClock.now().getTime() - SECOND, 0));
    const slow = script.run(file, outbox, '60000');
    await until(() => linesOf(outbox).length === 1, patient(5000));
    expect(statSync(daemonFiles({ XDG_STATE_HOME: path() }, file).lock).mode & 0o777).toBe(0o600);
    const beganMs = systemClock.now().getTime();
    slow.kill('SIGTERM');
    expect(await slow).toMatchObject({ exitCode: 0 });
    expect(systemClock.now().getTime() - beganMs).toBeLessThan(onThisMachine(SECOND));
    expect(await ledgerOf(database)).toMatchObject([{ state: 'sending' }]);
    const next = script.run(file, outbox);
    await until(async () => (await ledgerOf(database))[0]?.state === 'sent', patient(5000));
    next.kill('SIGTERM');
    await next;
    const [first, second] = linesOf(outbox);
    expect(second).toBe(first);
    await database.close();
  });
});
