import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execaNode } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { saveBookingChanges } from '../../src/bookings/booking-store.ts';
import { saveClass } from '../../src/bookings/class-store.ts';
import { openDatabase } from '../../src/db/open.ts';
import { REASONS } from '../../src/reminders/reasons.ts';
import { readLog } from '../../src/reminders/reminder-ledger.ts';
import { systemClock } from '../../src/time/clock.ts';
import { sampleBooking, sampleClass, sampleId } from '../support/booking-samples.ts';
import { useDatabasePlace } from '../support/database-place.ts';
import { onThisMachine, patient } from '../support/patience.ts';
import { buildScript, type Script } from '../support/script.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

// What a laptop does that wakes up, or a person who sets the clock: libfaketime jumps under a daemon that runs.

const MINUTE = 60_000;
const library = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/lib64']
  .map((folder) => `${folder}/faketime/libfaketimeMT.so.1`)
  .find((file) => existsSync(file));
const needs = library === undefined ? ' (needs libfaketime)' : '';

describe.skipIf(library === undefined)(`a clock that jumps two hours ahead${needs}`, () => {
  const path = useTemporaryFolder();
  const place = useDatabasePlace();
  let script: Script;
  beforeAll(async () => {
    script = await buildScript('daemon/daemon-script.ts', 'clock-jump');
  });
  afterAll(() => script.remove());

  /** A class that begins so many minutes from now, on the clock of the computer. */
  function classIn(minutes: number): Booking {
    const startsAt = new Date(systemClock.now().getTime() + minutes * MINUTE).toISOString();
    return sampleBooking({
      id: sampleId(minutes * 0x10000),
      zone: 'UTC',
      startsLocal: startsAt.slice(0, 19),
      startsAt,
    });
  }

  it(
    'sends within five seconds what came due, and nothing of a class that has begun',
    async () => {
      const [file, outbox, offset] = [place(), path('outbox'), path('offset')];
      const setClock = (text: string): void => {
        // In one step, or the library reads half of it.
        writeFileSync(`${offset}.new`, text);
        renameSync(`${offset}.new`, offset);
      };
      const sent = () => (existsSync(outbox) ? readFileSync(outbox, 'utf8').trim().split('\n') : []);
      // After the jump they begin in 45 minutes, in 61, have begun 30 minutes ago, and begin in 2 hours.
      const [due, notYet, begun, later] = [classIn(165), classIn(185), classIn(90), classIn(240)];
      const database = await openDatabase({ path: file, createFolder: false, now: systemClock.now() });
      await database.store.transaction(async (store) => {
        await saveClass(store, sampleClass());
        const changes = [due, notYet, begun, later].map((after) => ({ before: null, after }));
        await saveBookingChanges(store, changes);
      });
      // Their day-before reminders are due from the start: those go out first.
      setClock('+0');
      const daemon = execaNode(script.file, [file, outbox], {
        reject: false,
        env: {
          LD_PRELOAD: library,
          FAKETIME_TIMESTAMP_FILE: offset,
          FAKETIME_NO_CACHE: '1',
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
        },
      });
      for (let waits = 0; sent().length < 4 && waits < 100; waits += 1) await sleep(100);
      expect(sent().length).toBe(4);

      setClock('+2h');
      const jumpedMs = systemClock.now().getTime();
      for (let waits = 0; sent().length < 5 && waits < 100; waits += 1) await sleep(50);
      expect(systemClock.now().getTime() - jumpedMs).toBeLessThan(onThisMachine(5000));
      // Time for what must not come.
      await sleep(500);
      daemon.kill('SIGTERM');
      expect(await daemon).toMatchObject({ exitCode: 0 });

      const ledger = (await readLog(database.store, 100)).filter(({ offsetMinutes }) => offsetMinutes === 60);
      await database.close();
      expect(sent().length).toBe(5);
      expect(ledger.filter(({ state }) => state === 'sent')).toMatchObject([{ bookingId: due.id }]);
      expect(ledger.filter(({ state }) => state !== 'sent')).toMatchObject([
        { bookingId: begun.id, state: 'missed', reason: REASONS.begun },
      ]);
      const [entry] = ledger.filter(({ state }) => state === 'sent');
      const lateMs = Date.parse(entry?.sentAt ?? '') - Date.parse(entry?.dueAt ?? '');
      // By the clock that jumped it was due a quarter of an hour ago.
      expect(lateMs).toBeGreaterThan(14 * MINUTE);
    },
    patient(30_000),
  );
});
