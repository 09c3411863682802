import { readMachineId } from '../config/machine-id.ts';
import { LEASE_MS } from '../daemon/lease.ts';
import type { Database } from '../db/engine.ts';
import { readLeases } from '../db/lease-store.ts';
import { RefusedError } from '../errors.ts';
import { words } from '../words.ts';
import { LET_GO } from './let-go.ts';

/**
 * Throws RefusedError while a daemon of any machine serves a database at a server. Of a file, the lock beside it says
 * that.
 */
export async function refuseWhileServed(database: Database, env: NodeJS.ProcessEnv): Promise<void> {
  if (database.engine === 'sqlite') return;
  const { nowMs, leases } = await readLeases(database);
  // One that seems to last for longer is of a clock that was set back since.
  const held = [...leases.values()].filter(({ untilMs }) => untilMs > nowMs && untilMs <= nowMs + LEASE_MS);
  const [lease] = held;
  if (!lease) return;
  const whose = lease.holder === readMachineId(env) ? 'this machine' : 'another machine';
  throw new RefusedError(
    'daemon_running',
    `A daemon of ${whose} serves ${database.path}.`,
    words`${LET_GO} One that was killed lets it go after ${String(LEASE_MS / 1000)} seconds.`,
  );
}
