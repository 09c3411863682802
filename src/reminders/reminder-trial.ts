import { findNext } from '../bookings/booking-reference.ts';
import { CHANNEL_NAMES, type Channel, type ChannelName, checkChannelNames, type ReminderMessage } from './channel.ts';
import type { ReminderContext } from './reminder-service.ts';
import { composeReminder, type ReminderStyle } from './reminder-text.ts';

/** The result of a test reminder. */
export interface Trial {
  readonly channel: ChannelName;
  readonly isSent: boolean;
  /** In words, without secrets. */
  readonly error: string | null;
}

export interface TrialRequest {
  /** The names of channels; empty for all that are set up. */
  readonly channels: readonly string[];
}

/** The available channels. */
export interface TrialParts {
  readonly channels: readonly Channel[];
  readonly setUp: readonly ChannelName[];
  readonly clock: ReminderStyle['clock'];
}

/** The channels of a request. Throws UsageError for an unknown name. */
export function channelsToTry({ channels }: TrialRequest, setUp: readonly ChannelName[]): readonly ChannelName[] {
  const named = checkChannelNames(channels);
  return named.length === 0 ? setUp : CHANNEL_NAMES.filter((name) => named.includes(name));
}

/** Sends the reminder of the next class through each channel at once. The ledger is not changed. */
export async function tryReminders(
  context: ReminderContext,
  request: TrialRequest,
  { channels, setUp, clock }: TrialParts,
): Promise<readonly Trial[]> {
  const names = channelsToTry(request, setUp);
  const message = await composeTrial(context, clock);
  return Promise.all(
    channels
      .filter(({ name }) => names.includes(name))
      .map(async (channel) => {
        const result = await channel.send(message, new AbortController().signal);
        const error = result.outcome === 'sent' ? null : result.error;
        return { channel: channel.name, isSent: error === null, error };
      }),
  );
}

/** The reminder of the next class, or a message that there is none. */
async function composeTrial(context: ReminderContext, hours: ReminderStyle['clock']): Promise<ReminderMessage> {
  const { store, newId, clock } = context;
  const [now, homeZone, messageId] = [clock.now(), context.homeZone(), newId()];
  const booking = await findNext(store, now);
  if (booking) {
    const style = { homeZone, clock: hours };
    const message = composeReminder({ messageId, kind: 'class', booking, toldStartsAt: null, now }, style);
    return { ...message, title: `Test: ${message.title}` };
  }
  const body = 'This is how numina reminds you of your classes. None is booked at the moment.';
  return { messageId, kind: 'notice', title: 'Test: reminders', body, urgency: 'normal', booking, now, homeZone };
}
