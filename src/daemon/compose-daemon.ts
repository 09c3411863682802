import type { Process, Session } from '../app.ts';
import { loadSettings, type Settings } from '../config/settings.ts';
import { watchSettings } from '../config/watch-settings.ts';
import type { Feed } from '../intake/feeds/feed.ts';
import { systemClock } from '../time/clock.ts';
import { systemZone } from '../time/zones.ts';
import { VERSION } from '../version.ts';
import type { LoggedEvent } from './daemon-event.ts';
import { daemonFiles } from './daemon-files.ts';
import type { DaemonConfig } from './daemon-parts.ts';
import { dailyDuties } from './daily-duties.ts';
import { openChannels } from './open-channels.ts';
import { runDaemon, type SessionParts } from './run-daemon.ts';
import { watchMailboxes } from './watch-mailboxes.ts';

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

/** The parts of the daemon. In the loop, the clock is that of the system and not `NUMINA_NOW`. */
async function composeDaemon(machine: Process, { isOnce, signal }: DaemonRequest): Promise<SessionParts> {
  const { env } = machine;
  const session = machine.session(isOnce ? {} : { clock: systemClock });
  const { store, newId, clock } = await session.bookings();
  const settings = watchSettings(env);
  let current = settings();
  const homeZone = (): string => env['NUMINA_ZONE'] ?? current.zone ?? systemZone(env);
  // Read now, so that a wrong zone fails here and not at every tick.
  const zone = session.homeZone;
  let config: DaemonConfig = configOf(env, current.clock);
  return {
    context: { store, newId, clock, homeZone: () => homeZone() || zone },
    database: await session.database(),
    config() {
      const latest = settings();
      if (latest !== current) config = configOf(env, latest.clock);
      current = latest;
      return config;
    },
    signal,
    ...(await dutiesOf(session, isOnce)),
  };
}

/** The daemon's work besides reminders, for the loop or for one pass. */
async function dutiesOf(
  session: Session,
  isOnce: boolean,
): Promise<Pick<SessionParts, 'onDay' | 'askFeeds' | 'watchMailboxes' | 'follow'>> {
  const context = await session.bookings();
  const { calendarFolder, importParts } = session;
  const { mailFormats } = importParts;
  const latest = (): Settings => loadSettings(session.process.env);
  return {
    async onDay(today) {
      const notices = await dailyDuties(context, latest(), today);
      // Other programs may write into the folder too. Not in a single pass, which may run every minute.
      if (!isOnce) calendarFolder.noteAll();
      return notices;
    },
    async askFeeds(signal) {
      const { askDueFeeds } = await import('./ask-due-feeds.ts');
      const isWatched = ({ definition }: Feed) => !isOnce && definition.kind === 'imap';
      return askDueFeeds(context, latest(), { mailFormats, isWatched }, signal);
    },
    ...(isOnce
      ? {}
      : { watchMailboxes: (hear, signal) => watchMailboxes({ context, settings: latest, mailFormats, hear, signal }) }),
    async follow() {
      try {
        await calendarFolder.follow(() => latest().vdirPath);
      } catch (error) {
        calendarFolder.noteAll();
        throw error;
      }
    },
  };
}

function configOf(env: NodeJS.ProcessEnv, clock: Settings['clock']): DaemonConfig {
  return { channels: openChannels({ env, clock }), clock };
}
