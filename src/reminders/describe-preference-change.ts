import { nameKey } from '../bookings/name-key.ts';
import {
  formatOffset,
  formatQuietHours,
  type PreferenceChange,
  type ReminderPreferences,
  type ReminderSettings,
} from './preferences.ts';

/**
 * A change of preferences in the words of the journal, without fields that stay the same: `set reminders: 24h and 1h
 * before, by desktop`, `set reminders of yoga: off`, `reset reminders of yoga`.
 */
export function describePreferenceChange(
  { general, byType }: ReminderPreferences,
  { classType, isReset, fields }: PreferenceChange,
): string {
  const had = classType === null ? general : isReset ? undefined : byType.get(nameKey(classType));
  const news = Object.entries(wordsOf(fields)).filter(([key, words]) => words !== wordsOf(had ?? {})[key as Field]);
  const verb = `${isReset ? 'reset' : 'set'} reminders${classType === null ? '' : ` of ${classType}`}`;
  return news.length === 0 ? verb : `${verb}: ${news.map(([, words]) => words).join(', ')}`;
}

type Field = keyof ReminderSettings;

function wordsOf(fields: Partial<ReminderSettings>): { readonly [K in Field]?: string } {
  const { isEnabled, offsetsMinutes, cancelByOffsetsMinutes, channels, quietHours } = fields;
  return {
    ...(isEnabled !== undefined && { isEnabled: isEnabled ? 'on' : 'off' }),
    ...(offsetsMinutes && { offsetsMinutes: `${listOf(offsetsMinutes.map(formatOffset))} before` }),
    ...(cancelByOffsetsMinutes && {
      cancelByOffsetsMinutes: `${listOf(cancelByOffsetsMinutes.map(formatOffset))} before free cancellation ends`,
    }),
    ...(channels && { channels: channels.length === 0 ? 'by no channel' : `by ${listOf(channels)}` }),
    ...(quietHours !== undefined && {
      quietHours: quietHours === null ? 'no quiet hours' : `quiet ${formatQuietHours(quietHours)}`,
    }),
  };
}

/** `24h`, `24h and 1h`, `24h, 2h and 1h`. */
function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? 'none';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
