import { findNext } from '../bookings/booking-reference.ts';
import { CHANNEL_NAMES, type Channel, type ChannelName, checkChannelNames, type ReminderMessage } from './channel.ts';
import type { ReminderContext } from './reminder-service.ts';
import { composeReminder, type ReminderStyle } from './reminder-text.ts';

/** The result of a reminder that was sent as a test. */
export interface Trial {
  readonly channel: ChannelName;
  readonly isSent: boolean;
  /** In words, without secrets. */
  readonly error: string | null;
}

export interface TrialRequest {
  /** By name, as said; none for all that are set up. */
  readonly channels: readonly string[];
}

/** The ways out that there are here. */
export interface TrialParts {
  readonly channels: readonly Channel[];
  readonly setUp: readonly ChannelName[];
  readonly clock: ReminderStyle['clock'];
}

/** The channels that a request means. Throws UsageError for one that there is none of. */
export function channelsToTry({ channels }: TrialRequest, setUp: readonly ChannelName[]): readonly ChannelName[] {
  const named = checkChannelNames(channels);
  return named.length === 0 ? setUp : CHANNEL_NAMES.filter((name) => named.includes(name));
}

/** Sends one real reminder, that of the next class, by each channel at once. The ledger learns nothing of it. */
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

/** The reminder of the next class, or one that says that there is none. */
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
