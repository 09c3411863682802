import { existsSync } from 'node:fs';
import type { Session } from '../app.ts';
import type { ChannelName } from '../reminders/channel.ts';
import type { PlannedReminder } from '../reminders/ledger-entry.ts';
import { readNextReminder, type WithBooking } from '../reminders/reminder-overview.ts';
import { daemonFiles } from './daemon-files.ts';
import { isDaemonRunning } from './lock.ts';
import { channelProblems, channelsSetUp } from './open-channels.ts';
import { type DaemonStatus, readStatus } from './status-file.ts';

/** What can be said of the daemon of a database. */
export interface DaemonReport {
  readonly isRunning: boolean;
  /** What the last one wrote of itself. */
  readonly status: DaemonStatus | null;
  /** The reminder that it sends next. */
  readonly next: WithBooking<PlannedReminder> | null;
  /** Path of the log. */
  readonly log: string;
}

/** Makes no database where there is none: a daemon may be waiting for it to come back. */
export async function readDaemonReport(session: Session): Promise<DaemonReport> {
  const { env, databasePlace } = session.process;
  const { path } = databasePlace();
  const files = daemonFiles(env, path);
  const next = existsSync(path) ? await readNextReminder(await session.reminders()) : null;
  return { isRunning: isDaemonRunning(files), status: readStatus(files.status), next, log: files.log };
}

/** What stands behind the reminders of a database on this machine. */
export interface DeliveryState {
  readonly isRunning: boolean;
  /** Channels that the settings speak of. */
  readonly setUp: readonly ChannelName[];
  /** What keeps a channel from working here, in a word or two. */
  readonly problems: Partial<Record<ChannelName, string>>;
}

export async function readDeliveryState(session: Session): Promise<DeliveryState> {
  const { env } = session.process;
  const { path } = await session.database();
  const isRunning = isDaemonRunning(daemonFiles(env, path));
  return { isRunning, setUp: channelsSetUp(env), problems: channelProblems(env) };
}
