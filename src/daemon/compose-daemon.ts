import { findAccountOfId, listPeople } from '../accounts/account-service.ts';
import type { Process } from '../app.ts';
import { machineIdOf } from '../config/machine-id.ts';
import type { Database } from '../db/engine.ts';
import { systemClock } from '../time/clock.ts';
import { VERSION } from '../version.ts';
import { composeAccount, type Shared } from './compose-account.ts';
import type { LoggedEvent } from './daemon-event.ts';
import { daemonFiles } from './daemon-files.ts';
import { runDaemon, type SessionParts } from './run-daemon.ts';

export interface DaemonRequest {
  /** One pass instead of the loop. */
  readonly isOnce: boolean;
  readonly signal: AbortSignal;
}

export interface DaemonRun extends DaemonRequest {
  /** Waits while another daemon runs, instead of failing. */
  readonly standsBy: boolean;
  readonly onEvent: (event: LoggedEvent) => void;
}

/** Prepares the daemon; the returned function runs it until it ends. Throws where the daemon cannot start. */
export async function prepareDaemon(machine: Process, request: DaemonRun): Promise<() => Promise<void>> {
  const parts = await composeDaemon(machine, request);
  const openAgain = async () => {
    const again = machine.again();
    return { parts: await composeDaemon(again, request), close: () => again.close() };
  };
  const files = daemonFiles(machine.env, parts.database.path);
  return () => runDaemon({ ...request, parts, openAgain, files, version: VERSION, pid: process.pid });
}

/**
 * The parts of the daemon: its own account, which is that of the process, and all others of the database. In the loop, the
 * clock is that of the system and not `NUMINA_NOW`.
 */
async function composeDaemon(machine: Process, { isOnce, signal }: DaemonRequest): Promise<SessionParts> {
  const atNow = isOnce ? {} : { clock: systemClock };
  const chosen = machine.session(atNow);
  const account = await findAccountOfId((await chosen.bookings()).store);
  // By the account itself, so that its settings are found where they are at the time.
  const own = machine.session({ ...atNow, account, isAtHome: true });
  await own.ready();
  const register = await own.accounts();
  const database = await own.database();
  const shared = await sharedAt(database, machine.env);
  return {
    ...(await composeAccount(own, isOnce, shared)),
    database,
    ...(shared && { leases: shared.leases }),
    signal,
    others: {
      list: () => listPeople(register.store),
      async open({ id }) {
        const other = await findAccountOfId(register.store, id);
        const session = machine.session({ ...atNow, account: other, isAtHome: false, isForeign: true });
        await session.ready();
        return composeAccount(session, isOnce, shared);
      },
    },
  };
}

/** Null for a file: whoever holds the lock beside it is the only daemon. */
async function sharedAt(database: Database, env: NodeJS.ProcessEnv): Promise<Shared | null> {
  if (database.engine === 'sqlite') return null;
  const { Leases } = await import('./leases.ts');
  const machine = machineIdOf(env);
  return { machine, leases: new Leases(database, machine) };
}
