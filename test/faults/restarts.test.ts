import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { useHomes } from '../e2e/program.ts';
import { SERVER_PROGRAMS, useOwnServer } from '../support/own-server.ts';
import { patient } from '../support/patience.ts';
import { holdToTold, letWrite } from './writers.ts';

const EVERY_MS = 5000;
const RESTARTS = 12;

describe.skipIf(SERVER_PROGRAMS === null)('a server that is killed or restarted (needs PostgreSQL)', () => {
  // It waits for the disk, as it comes: what it acknowledged must outlive it.
  const server = useOwnServer({ within: tmpdir() });
  const homes = useHomes();

  it('every 5 seconds for a minute loses nothing that 8 writers were told is saved', {
    timeout: patient(150_000),
  }, async () => {
    const database = await server.makeDatabase();
    let isOver = false;
    const writing = letWrite(homes.empty(), server.address(database), 8, () => isOver);
    // Where a writer fails, the test shall say why.
    const failed = writing.catch(() => undefined);
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      await Promise.race([sleep(EVERY_MS), failed]);
      await server.restart(restart % 2 === 0 ? 'SIGKILL' : 'SIGINT');
    }
    isOver = true;
    const told = await writing;
    await holdToTold(server, database, told);
    expect(told.outcomes.get('done'), 'some came through').toBeGreaterThan(RESTARTS);
    expect([...told.outcomes.keys()].length, 'some did not').toBeGreaterThan(1);
  });
});
