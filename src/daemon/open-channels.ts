import type { Booking } from '../bookings/booking.ts';
import { hasSettingsOf, loadSmtpSettings, loadWebhookUrl } from '../config/channel-settings.ts';
import { toBookingJson } from '../contract/booking-json.ts';
import { NuminaError } from '../errors.ts';
import { CHANNEL_NAMES, type Channel, type ChannelName } from '../reminders/channel.ts';
import { hasSessionBus } from '../reminders/session-bus.ts';
import type { ClockFormat } from '../time/names.ts';

export interface ChannelsOptions {
  /** That of the process, which the notifier of the desktop is started with. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: ClockFormat;
}

/**
 * Every channel, as the settings say at this moment. One that is set up wrongly, or not at all, is among them and
 * answers each message with what is wrong: no channel stops another. Their libraries are loaded by the first message.
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

/** The channels that the settings speak of; the desktop needs none. */
export function channelsSetUp(env: NodeJS.ProcessEnv): readonly ChannelName[] {
  const isSetUp = { desktop: true, email: hasSettingsOf('smtp', env), webhook: hasSettingsOf('webhook', env) };
  return CHANNEL_NAMES.filter((name) => isSetUp[name]);
}

/** What keeps a channel from working on this machine, in a word or two. */
export function channelProblems(env: NodeJS.ProcessEnv): Partial<Record<ChannelName, string>> {
  return hasSessionBus(env) ? {} : { desktop: 'no session bus' };
}

const OPENERS: Readonly<Record<ChannelName, (options: ChannelsOptions) => () => Promise<Channel>>> = {
  desktop:
    ({ env }) =>
    async () =>
      (await import('../reminders/channels/desktop.ts')).createDesktopChannel({ env }),
  email({ env, clock }) {
    const account = loadSmtpSettings(env);
    return async () =>
      (await import('../reminders/channels/email.ts')).createEmailChannel({ account, clock, calendarOf });
  },
  webhook({ env }) {
    const url = loadWebhookUrl(env);
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
