import { saidChoice } from '../../bookings/said-values.ts';
import { toPreferencesJson } from '../../contract/reminder-json.ts';
import { UsageError } from '../../errors.ts';
import { CHANNEL_NAMES } from '../../reminders/channel.ts';
import { changesPreferences, checkPreferenceChange, nothingToSet } from '../../reminders/check-preferences.ts';
import { parseChannels, parseOffsets, parseQuietHours } from '../../reminders/parse-preferences.ts';
import { readReminderPreferences, saveReminderPreferences } from '../../reminders/preference-service.ts';
import {
  formatOffsets,
  formatQuietHours,
  type PreferenceChange,
  type ReminderPreferences,
  type ReminderSettings,
  settingsFor,
} from '../../reminders/preferences.ts';
import { renderPreferences } from '../../render/reminders.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { field, words } from '../../words.ts';
import type { Prompter } from '../command.ts';
import { defineAction, type RawInput } from '../command.ts';
import { hasFlag, textOption } from '../raw-options.ts';

type Fields = { -readonly [K in keyof ReminderSettings]?: ReminderSettings[K] };

export const action = defineAction<PreferenceChange, ReminderPreferences>({
  parse(raw) {
    const type = textOption(raw, 'type');
    return checkPreferenceChange({ classType: type ?? null, isReset: hasFlag(raw, 'reset'), fields: fieldsOf(raw) });
  },

  async prepare(session, change, prompter) {
    if (changesPreferences(change)) return change;
    if (prompter === null) throw nothingToSet();
    const preferences = await readReminderPreferences(await session.bookings());
    return { ...change, fields: await askFields(settingsFor(preferences, change.classType), prompter) };
  },

  run: async (session, change) => saveReminderPreferences(await session.bookings(), change),
  toText: renderPreferences,
  toJson: toPreferencesJson,
});

function fieldsOf(raw: RawInput): Fields {
  const fields: Fields = {};
  const enabled = textOption(raw, 'enabled');
  const [before, cancelBy] = [textOption(raw, 'before'), textOption(raw, 'cancelBy')];
  const [via, quietHours] = [textOption(raw, 'via'), textOption(raw, 'quietHours')];
  if (enabled !== undefined) fields.isEnabled = saidChoice(enabled, field('isEnabled'), ['on', 'off']) === 'on';
  if (before !== undefined) fields.offsetsMinutes = parseOffsets(before, field('offsetsMinutes'));
  if (cancelBy !== undefined) fields.cancelByOffsetsMinutes = parseOffsets(cancelBy, field('cancelByOffsetsMinutes'));
  if (via !== undefined) fields.channels = parseChannels(via, field('channels'));
  if (quietHours !== undefined) fields.quietHours = parseQuietHours(quietHours);
  return fields;
}

/** Asks for each preference. Each question shows the present value; an empty answer keeps it. */
async function askFields(now: ReminderSettings, prompter: Prompter): Promise<Fields> {
  const fields: Fields = { isEnabled: await prompter.confirm('Send reminders?', now.isEnabled) };
  if (!fields.isEnabled) return fields;
  const ask = async <T>(question: string, current: string, parse: (text: string) => T): Promise<T | undefined> => {
    const answer = await prompter.ask(`${question} (${current})`, async (text) => complaintOf(text, parse));
    return answer.trim() === '' ? undefined : parse(answer);
  };
  const before = await ask('How long before a class?', formatOffsets(now.offsetsMinutes), (text) =>
    parseOffsets(text, 'This'),
  );
  if (before !== undefined) fields.offsetsMinutes = before;
  const cancelBy = await ask('Before free cancellation ends?', formatOffsets(now.cancelByOffsetsMinutes), (text) =>
    parseOffsets(text, 'This'),
  );
  if (cancelBy !== undefined) fields.cancelByOffsetsMinutes = cancelBy;
  const channels = await ask(`By ${CHANNEL_NAMES.join(', ')}?`, now.channels.join(',') || 'none', (text) =>
    parseChannels(text, 'This'),
  );
  if (channels !== undefined) fields.channels = channels;
  const quietHours = await ask('Quiet hours?', formatQuietHours(now.quietHours), parseQuietHours);
  if (quietHours !== undefined) fields.quietHours = quietHours;
  return fields;
}

/** What is wrong with an answer; null where it is valid. */
function complaintOf(text: string, parse: (text: string) => unknown): string | null {
  if (text.trim() === '') return null;
  try {
    parse(text);
    return null;
  } catch (error) {
    if (error instanceof UsageError) return wordForTerminal(words`${error.fact} ${error.hint ?? ''}`).trim();
    throw error;
  }
}
