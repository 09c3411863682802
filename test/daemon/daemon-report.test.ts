import { existsSync, readdirSync, renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openProcess } from '../../src/app.ts';
import { daemonFiles } from '../../src/daemon/daemon-files.ts';
import { readDaemonReport } from '../../src/daemon/daemon-report.ts';
import { acquireDaemonLock } from '../../src/daemon/lock.ts';
import { book } from '../support/book.ts';
import { useDatabasePlace } from '../support/database-place.ts';
import { isSqlite } from '../support/engine.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();
const place = useDatabasePlace();

function start(database: string) {
  return openProcess({
    env: {
      HOME: path(),
      XDG_STATE_HOME: path('state'),
      NUMINA_DB: database,
      NUMINA_NOW: '2026-11-24T09:12:00-05:00',
      NUMINA_ZONE: 'America/New_York',
    },
  });
}

describe('a report on the daemon', () => {
  it('names the reminder that comes next, and whether one runs to send it', async () => {
    const machine = start(place());
    const session = machine.session();
    await book(await session.bookings(), 'Spin', '2026-11-24T18:00');
    expect(await readDaemonReport(session)).toMatchObject({
      isRunning: false,
      status: null,
      next: { booking: { className: 'Spin' }, reminder: { dueAt: '2026-11-24T22:00:00.000Z' } },
      log: daemonFiles(machine.env, place()).log,
    });
    await machine.close();
  });

  it.skipIf(!isSqlite)(
    '(needs SQLite: a file) makes no database where there is none, nor a folder for it',
    async () => {
      for (const names of [['numina.db'], ['gone', 'numina.db']]) {
        const machine = start(path(...names));
        expect(await readDaemonReport(machine.session())).toMatchObject({ isRunning: false, status: null, next: null });
        await machine.close();
      }
      expect(readdirSync(path())).toEqual([]);
    },
  );

  it.skipIf(!isSqlite)('(needs SQLite: a file) sees a daemon that waits for its database to come back', async () => {
    const first = start(path('numina.db'));
    await first.session().bookings();
    await first.close();
    const lock = acquireDaemonLock(daemonFiles(first.env, path('numina.db')));
    renameSync(path('numina.db'), path('elsewhere.db'));
    const machine = start(path('numina.db'));
    expect(await readDaemonReport(machine.session())).toMatchObject({ isRunning: true, next: null });
    expect(existsSync(path('numina.db'))).toBe(false);
    lock.release();
    await machine.close();
  });
});
