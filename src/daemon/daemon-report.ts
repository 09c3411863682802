import { existsSync } from 'node:fs';
import type { Session } from '../app.ts';
import { isOutage } from '../db/is-outage.ts';
import { isServerAddress } from '../db/server-address.ts';
import type { ChannelName } from '../reminders/channel.ts';
import type { PlannedReminder } from '../reminders/ledger-entry.ts';
import { readNextReminder, type WithBooking } from '../reminders/reminder-overview.ts';
import { daemonFiles } from './daemon-files.ts';
import { isDaemonRunning } from './lock.ts';
import { channelProblems, channelsSetUp } from './open-channels.ts';
import { type DaemonStatus, readStatus } from './status-file.ts';

/** The state of the daemon of a database. */
export interface DaemonReport {
  readonly isRunning: boolean;
  /** The last written status. */
  readonly status: DaemonStatus | null;
  /** The next reminder to be sent. */
  readonly next: WithBooking<PlannedReminder> | null;
  /** Path of the log. */
  readonly log: string;
}

/** Does not create a database: a daemon may be waiting for it to come back. */
export async function readDaemonReport(session: Session): Promise<DaemonReport> {
  const { env, databasePlace } = session.process;
  const { path } = databasePlace();
  const files = daemonFiles(env, path);
  const next = isServerAddress(path) || existsSync(path) ? await findNext(session) : null;
  return { isRunning: isDaemonRunning(files), status: readStatus(files.status), next, log: files.log };
}

/** The next reminder. Where the server cannot be used, that is for the daemon to say. */
async function findNext(session: Session): Promise<DaemonReport['next']> {
  try {
    return await readNextReminder(await session.reminders());
  } catch (error) {
    if (isOutage(error)) return null;
    throw error;
  }
}

/** What the reminders of a database depend on, on this machine. */
export interface DeliveryState {
  readonly isRunning: boolean;
  /** Channels that have settings. */
  readonly setUp: readonly ChannelName[];
  /** Why a channel cannot work here, in a few words. */
  readonly problems: Partial<Record<ChannelName, string>>;
}

export async function readDeliveryState(session: Session): Promise<DeliveryState> {
  const { env } = session.process;
  const { path } = await session.database();
  await session.ready();
  const isRunning = isDaemonRunning(daemonFiles(env, path));
  return {
    isRunning,
    setUp: channelsSetUp(env, session.own),
    problems: channelProblems(env, session.isAtHome),
  };
}
