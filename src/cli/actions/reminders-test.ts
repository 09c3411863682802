import type { Session } from '../../app.ts';
import { findNext } from '../../bookings/booking-reference.ts';
import { toTestedJson } from '../../contract/reminder-json.ts';
import { channelsSetUp, openChannels } from '../../daemon/open-channels.ts';
import { FailureError, UsageError } from '../../errors.ts';
import { CHANNEL_NAMES, type ChannelName, type ReminderMessage } from '../../reminders/channel.ts';
import { composeReminder } from '../../reminders/reminder-text.ts';
import { printable } from '../../render/printable.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

interface Tested {
  readonly channel: ChannelName;
  readonly isSent: boolean;
  readonly error: string | null;
}

const WIDEST_NAME = 'desktop'.length + 2;

export const action = defineAction<readonly ChannelName[], readonly Tested[]>({
  parse(raw, _surroundings, { process: { env } }) {
    const names = argumentWords(raw, 0);
    const unknown = names.find((name) => !(CHANNEL_NAMES as readonly string[]).includes(name));
    if (unknown !== undefined) {
      throw new UsageError(
        'unknown_channel',
        `There is no channel “${unknown}”.`,
        `There are ${CHANNEL_NAMES.join(', ')}.`,
      );
    }
    return names.length === 0 ? channelsSetUp(env) : CHANNEL_NAMES.filter((name) => names.includes(name));
  },

  async run(app, names) {
    const message = await composeTest(app);
    const channels = openChannels({ env: app.process.env, clock: app.settings.clock });
    return Promise.all(
      channels
        .filter(({ name }) => names.includes(name))
        .map(async (channel) => {
          const result = await channel.send(message, new AbortController().signal);
          const error = result.outcome === 'sent' ? null : result.error;
          return { channel: channel.name, isSent: error === null, error };
        }),
    );
  },

  toText(tested, style) {
    const { good, bad } = style.paint;
    return tested
      .map(({ channel, isSent, error }) => {
        const state = isSent ? good('sent') : `${bad('failed')}: ${printable(error ?? '')}`;
        return `${channel.padEnd(WIDEST_NAME)}${state}`;
      })
      .join('\n');
  },
  toJson: (tested) => tested.map(toTestedJson),
  toPlain: (tested) => tested.map(({ channel, isSent, error }) => [channel, isSent ? 'sent' : 'failed', error ?? '']),
  toError(tested) {
    const failed = tested.filter(({ isSent }) => !isSent).map(({ channel }) => channel);
    if (failed.length === 0) return null;
    return new FailureError(
      'reminder_not_sent',
      `No reminder reached you by ${failed.join(' or ')}.`,
      'numina config list shows how they are set up.',
    );
  },
});

/** The reminder of the next class, or one that says that there is none. */
async function composeTest({ bookings, clock, homeZone, settings }: Session): Promise<ReminderMessage> {
  const { store, newId } = await bookings();
  const now = clock.now();
  const messageId = newId();
  const booking = await findNext(store, now);
  if (booking) {
    const style = { homeZone, clock: settings.clock };
    const message = composeReminder({ messageId, kind: 'class', booking, toldStartsAt: null, now }, style);
    return { ...message, title: `Test: ${message.title}` };
  }
  const body = 'This is how numina reminds you of your classes. None is booked at the moment.';
  return { messageId, kind: 'notice', title: 'Test: reminders', body, urgency: 'normal', booking, now, homeZone };
}
