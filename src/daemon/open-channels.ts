import type { Booking } from '../bookings/booking.ts';
import { hasSettingsOf, loadSmtpSettings, loadWebhookUrl } from '../config/channel-settings.ts';
import type { OwnSettings } from '../config/own-settings.ts';
import { toBookingJson } from '../contract/booking-json.ts';
import { NuminaError } from '../errors.ts';
import { CHANNEL_NAMES, type Channel, type ChannelName } from '../reminders/channel.ts';
import { hasSessionBus } from '../reminders/session-bus.ts';
import type { ClockFormat } from '../time/names.ts';

export interface ChannelsOptions {
  /** The environment of the process. The desktop notifier is started with it. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: ClockFormat;
  /** The settings that the person keeps in the database; null where they are in the config file. */
  readonly own: OwnSettings | null;
}

/**
 * All channels, with the present settings. A channel without settings, or with wrong ones, answers each message with
 * that fact, so it does not affect the others. Libraries are loaded with the first message.
 */
export function openChannels(options: ChannelsOptions): readonly Channel[] {
  return CHANNEL_NAMES.map((name) => {
    try {
      return lazily(name, OPENERS[name](options));
    } catch (error) {
      if (!(error instanceof NuminaError)) throw error;
      return brokenChannel(name, error.message);
    }
  });
}

/** The channels that have settings. The desktop needs none. */
export function channelsSetUp(env: NodeJS.ProcessEnv, own: OwnSettings | null): readonly ChannelName[] {
  const isSetUp = {
    desktop: true,
    email: hasSettingsOf('smtp', env, own),
    webhook: hasSettingsOf('webhook', env, own),
  };
  return CHANNEL_NAMES.filter((name) => isSetUp[name]);
}

/**
 * Why a channel cannot work on this machine, in a few words. `isAtHome`: whether the desktop is that of the person.
 */
export function channelProblems(env: NodeJS.ProcessEnv, isAtHome: boolean): Partial<Record<ChannelName, string>> {
  if (!isAtHome) return { desktop: 'shows those of another account' };
  return hasSessionBus(env) ? {} : { desktop: 'no session bus' };
}

const OPENERS: Readonly<Record<ChannelName, (options: ChannelsOptions) => () => Promise<Channel>>> = {
  desktop:
    ({ env }) =>
    async () =>
      (await import('../reminders/channels/desktop.ts')).createDesktopChannel({ env }),
  email({ env, clock, own }) {
    const account = loadSmtpSettings(env, own);
    return async () =>
      (await import('../reminders/channels/email.ts')).createEmailChannel({ account, clock, calendarOf });
  },
  webhook({ env, own }) {
    const url = loadWebhookUrl(env, own);
    return async () =>
      (await import('../reminders/channels/webhook.ts')).createWebhookChannel({ url, toFacts: toBookingJson });
  },
};

function lazily(name: ChannelName, open: () => Promise<Channel>): Channel {
  let opening: Promise<Channel> | undefined;
  return {
    name,
    async send(message, signal) {
      opening ??= open();
      return (await opening).send(message, signal);
    },
  };
}

function brokenChannel(name: ChannelName, error: string): Channel {
  return { name, send: async () => ({ outcome: 'failed', error }) };
}

async function calendarOf(booking: Booking): Promise<string> {
  const { buildCalendar } = await import('../calendar/ics-export.ts');
  let text = '';
  for await (const chunk of buildCalendar([booking], { name: booking.className, omitCancelled: false })) text += chunk;
  return text;
}
