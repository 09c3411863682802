import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { daemonFiles } from '../../src/daemon/daemon-files.ts';
import { runDaemon } from '../../src/daemon/run-daemon.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { Channel } from '../../src/reminders/channel.ts';
import { systemClock } from '../../src/time/clock.ts';
import { sleep } from '../../src/time/sleep.ts';

/** The daemon with one channel, which writes what it sends into a file: the database, the file, how long a message takes. */
async function main(path: string, outbox: string, delayMs: number): Promise<void> {
  const database = await openDatabase({ path, createFolder: false, now: systemClock.now() });
  const ending = new AbortController();
  process.once('SIGTERM', () => ending.abort());
  const channel: Channel = {
    name: 'desktop',
    async send({ messageId }, signal) {
      appendFileSync(outbox, `${messageId}\n`);
      await sleep(delayMs, signal);
      return { outcome: 'sent' };
    },
  };
  const config = { channels: [channel], clock: '24' as const };
  await runDaemon({
    parts: {
      context: { store: database.store, clock: systemClock, homeZone: () => 'UTC', newId: () => crypto.randomUUID() },
      database,
      config: () => config,
      signal: ending.signal,
    },
    files: daemonFiles({ XDG_STATE_HOME: dirname(outbox) }, path),
    version: 'test',
    pid: process.pid,
    isOnce: false,
    standsBy: false,
    onEvent: ({ event }) => process.stdout.write(`${event}\n`),
  });
  await database.close();
}

const [, , path = '', outbox = '', delayMs = '0'] = process.argv;
main(path, outbox, Number(delayMs)).catch((error: unknown) => {
  process.exitCode = 4;
  process.stderr.write(String(error));
});
