import type { Session } from '../app.ts';
import type { OwnSettings } from '../config/own-settings.ts';
import type { Settings } from '../config/settings.ts';
import { watchSettings } from '../config/watch-settings.ts';
import type { Feed } from '../intake/feeds/feed.ts';
import { CHANNEL_NAMES } from '../reminders/channel.ts';
import type { ReminderContext } from '../reminders/reminder-service.ts';
import { systemZone } from '../time/zones.ts';
import type { AccountParts, DaemonConfig } from './daemon-parts.ts';
import { dailyDuties } from './daily-duties.ts';
import { DUTY_OF } from './lease.ts';
import type { Leases } from './leases.ts';
import { openChannels } from './open-channels.ts';
import { watchMailboxes } from './watch-mailboxes.ts';

/**
 * What the daemon does for the account of a session. The desktop and the calendar folder of the machine are those of its
 * own account alone. Throws where the settings are wrong.
 */
export async function composeAccount(session: Session, isOnce: boolean, shared: Shared | null): Promise<AccountParts> {
  const { env } = session.process;
  const { isAtHome } = session;
  const { store, newId, clock } = await session.bookings();
  const settings = watchSettings(env, () => session.own);
  let seen = { settings: settings(), own: session.own };
  // NUMINA_ZONE says where the person is who has started the daemon.
  const saidZone = isAtHome ? env['NUMINA_ZONE'] : undefined;
  const homeZone = (): string => saidZone ?? seen.settings.zone ?? systemZone(env);
  // Read now, so that a wrong zone fails here and not at every tick.
  const zone = session.homeZone;
  let config: DaemonConfig = configOf(env, seen);
  return {
    context: { store, newId, clock, homeZone: () => homeZone() || zone, ...(shared && chargeOf(shared, isAtHome)) },
    config() {
      const now = { settings: settings(), own: session.own };
      if (now.settings !== seen.settings || now.own !== seen.own) config = configOf(env, now);
      seen = now;
      return config;
    },
    renew: session.renew,
    serves: isAtHome ? CHANNEL_NAMES : CHANNEL_NAMES.filter((name) => name !== 'desktop'),
    ...(await dutiesOf(session, isOnce)),
  };
}

/** Where several daemons serve one database. */
export interface Shared {
  readonly leases: Leases;
  /** The id of this machine. */
  readonly machine: string;
}

function chargeOf({ leases, machine }: Shared, isAtHome: boolean): Pick<ReminderContext, 'machine' | 'isCharged'> {
  return {
    machine: isAtHome ? machine : null,
    async isCharged({ db }, channel) {
      const duty = DUTY_OF[channel];
      return duty === null || leases.isStillHeld(db, duty);
    },
  };
}

function configOf(
  env: NodeJS.ProcessEnv,
  { settings: { clock }, own }: { readonly settings: Settings; readonly own: OwnSettings | null },
): DaemonConfig {
  return { channels: openChannels({ env, clock, own }), clock };
}

/** The daemon's work besides reminders, for the loop or for one pass. */
async function dutiesOf(
  session: Session,
  isOnce: boolean,
): Promise<Pick<AccountParts, 'onDay' | 'askFeeds' | 'watchMailboxes' | 'noteOthers' | 'follow'>> {
  const context = await session.bookings();
  const { calendarFolder, importParts, settingsNow: latest } = session;
  const { mailFormats } = importParts;
  return {
    async onDay(today, isInCharge) {
      const notices = await dailyDuties(context, latest(), today, isInCharge);
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
    noteOthers: () => calendarFolder.noteAll(),
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
