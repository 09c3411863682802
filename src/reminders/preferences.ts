import { nameKey } from '../bookings/name-key.ts';
import { UsageError } from '../errors.ts';
import type { TimeRange } from '../time/parse-time-range.ts';
import { CHANNEL_NAMES, type ChannelName } from './channel.ts';

/** What a person wants of reminders: in general, or for one class type. */
export interface ReminderSettings {
  /** Where false, nothing is sent, not even notices and warnings. */
  readonly isEnabled: boolean;
  /** Minutes before the start, each once, the longest first. */
  readonly offsetsMinutes: readonly number[];
  /** Minutes before the end of free cancellation, each once, the longest first. */
  readonly cancelByOffsetsMinutes: readonly number[];
  readonly channels: readonly ChannelName[];
  /** Wall times in the home zone. */
  readonly quietHours: TimeRange | null;
}

export interface ReminderPreferences {
  readonly general: ReminderSettings;
  /** Differences for class types. The key is the name of the type with folded case. */
  readonly byType: ReadonlyMap<string, Partial<ReminderSettings>>;
}

export const DEFAULT_PREFERENCES: ReminderPreferences = {
  general: {
    isEnabled: true,
    offsetsMinutes: [1440, 60],
    cancelByOffsetsMinutes: [60],
    channels: ['desktop'],
    quietHours: null,
  },
  byType: new Map(),
};

/** Mails may arrive or be read late, so they need this much time before the class. */
export const EMAIL_NEEDS_MINUTES = 10;

/** The settings for a class type: its own fields, else the general ones. */
export function settingsFor({ general, byType }: ReminderPreferences, classType: string | null): ReminderSettings {
  const own = classType === null ? undefined : byType.get(nameKey(classType));
  return own === undefined ? general : { ...general, ...own };
}

/** A change of some fields, in general or for one type. `isReset` first removes the fields of the type. */
export interface PreferenceChange {
  readonly classType: string | null;
  readonly isReset: boolean;
  readonly fields: Partial<ReminderSettings>;
}

/** The preferences after a change. Throws UsageError where a mail would come too late. */
export function changePreferences(
  preferences: ReminderPreferences,
  { classType, isReset, fields }: PreferenceChange,
): ReminderPreferences {
  if (classType === null) return checked({ ...preferences, general: { ...preferences.general, ...fields } });
  const byType = new Map(preferences.byType);
  const key = nameKey(classType);
  const own = { ...(isReset ? {} : byType.get(key)), ...fields };
  if (Object.keys(own).length === 0) byType.delete(key);
  else byType.set(key, own);
  return checked({ ...preferences, byType });
}

function checked(preferences: ReminderPreferences): ReminderPreferences {
  for (const type of [null, ...preferences.byType.keys()]) {
    const { channels, offsetsMinutes, cancelByOffsetsMinutes } = settingsFor(preferences, type);
    if (!channels.includes('email')) continue;
    const tooShort = [...offsetsMinutes, ...cancelByOffsetsMinutes].find((minutes) => minutes < EMAIL_NEEDS_MINUTES);
    if (tooShort === undefined) continue;
    throw new UsageError(
      'offset_too_short',
      `An email ${tooShort} min before comes too late${type === null ? '' : ` (${type})`}.`,
      `Choose ${EMAIL_NEEDS_MINUTES} minutes or more, or leave email out.`,
    );
  }
  return preferences;
}

/** `22:00-07:00` or `off`. */
export function formatQuietHours(range: TimeRange | null): string {
  return range === null ? 'off' : `${range.from}-${range.to}`;
}

/** Channels in their usual order, each once. */
export function inOrder(channels: Iterable<ChannelName>): readonly ChannelName[] {
  const chosen = new Set(channels);
  return CHANNEL_NAMES.filter((name) => chosen.has(name));
}

/** Offsets the longest first, each once. */
export function longestFirst(offsetsMinutes: Iterable<number>): readonly number[] {
  return [...new Set(offsetsMinutes)].sort((a, b) => b - a);
}

/** Offsets as `--before` takes them: `24h,1h`, `1h30m`, `2d`; `none` for none. */
export function formatOffsets(offsetsMinutes: readonly number[]): string {
  return offsetsMinutes.length === 0 ? 'none' : offsetsMinutes.map(formatOffset).join(',');
}

/** One offset: `2d`, `1h30m`. */
export function formatOffset(minutes: number): string {
  if (minutes % 1440 === 0 && minutes > 1440) return `${minutes / 1440}d`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${hours > 0 ? `${hours}h` : ''}${rest > 0 ? `${rest}m` : ''}`;
}
