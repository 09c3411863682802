import { toTestedJson } from '../../contract/reminder-json.ts';
import { channelsSetUp, openChannels } from '../../daemon/open-channels.ts';
import { FailureError } from '../../errors.ts';
import { channelsToTry, type Trial, type TrialRequest, tryReminders } from '../../reminders/reminder-trial.ts';
import { printable } from '../../render/printable.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

const WIDEST_NAME = 'desktop'.length + 2;

export const action = defineAction<TrialRequest, readonly Trial[]>({
  parse(raw, _surroundings, session) {
    const request = { channels: argumentWords(raw, 0) };
    channelsToTry(request, channelsSetUp(session.process.env, session.own));
    return request;
  },

  async run(session, request) {
    const { own, process } = session;
    const { env } = process;
    const { clock } = session.settings;
    const parts = { channels: openChannels({ env, clock, own }), setUp: channelsSetUp(env, own), clock };
    return tryReminders(await session.reminders(), request, parts);
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
