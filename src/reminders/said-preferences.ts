import { nameKey } from '../bookings/name-key.ts';
import { inField, UsageError } from '../errors.ts';
import type { ChannelName } from './channel.ts';
import { parseQuietHours } from './parse-preferences.ts';
import type { PreferenceChange, ReminderPreferences, ReminderSettings } from './preferences.ts';

/** Preferences as programs say them, not checked yet. A field that is absent stays as it is. */
export interface SaidSettings {
  readonly enabled?: boolean | null | undefined;
  /** Whether `offsets` has 1440. */
  readonly reminder24h?: boolean | null | undefined;
  /** Whether `offsets` has 60. */
  readonly reminder1h?: boolean | null | undefined;
  /** In minutes before the start. */
  readonly offsets?: readonly number[] | null | undefined;
  readonly cancelByOffsets?: readonly number[] | null | undefined;
  readonly emailReminders?: boolean | null | undefined;
  readonly pushReminders?: boolean | null | undefined;
  readonly webhookReminders?: boolean | null | undefined;
  /** `22:00-07:00` or `off`. */
  readonly quietHours?: string | null | undefined;
}

export interface SaidPreferences extends SaidSettings {
  /** By the type of class. A field that is null is as in general; a type that is null has none of its own. */
  readonly byType?: Readonly<Record<string, SaidSettings | null>> | undefined;
}

type Changing = { -readonly [K in keyof ReminderSettings]?: ReminderSettings[K] };

const OFFSET_FLAGS = [
  ['reminder24h', 1440],
  ['reminder1h', 60],
] as const;

const CHANNEL_FLAGS = [
  ['emailReminders', 'email'],
  ['pushReminders', 'desktop'],
  ['webhookReminders', 'webhook'],
] as const satisfies readonly (readonly [keyof SaidSettings, ChannelName])[];

/** What is said, as changes of the present preferences. Throws UsageError where two fields contradict each other. */
export function toPreferenceChanges(
  { byType = {}, ...said }: SaidPreferences,
  present: ReminderPreferences,
): readonly PreferenceChange[] {
  const general = { ...present.general, ...changedFields(said, present.general) };
  const changes: PreferenceChange[] = [
    { classType: null, isReset: false, fields: changedFields(said, present.general) },
  ];
  for (const [classType, own] of Object.entries(byType)) {
    const had = present.byType.get(nameKey(classType)) ?? {};
    const fields = own === null ? {} : ownFields(own, had, general);
    changes.push({ classType, isReset: true, fields });
  }
  return changes;
}

/** The fields that a type has for itself then. */
function ownFields(said: SaidSettings, had: Partial<ReminderSettings>, general: ReminderSettings): Changing {
  const fields: Changing = { ...had, ...changedFields(said, { ...general, ...had }) };
  if (said.enabled === null) delete fields.isEnabled;
  if (said.offsets === null) delete fields.offsetsMinutes;
  if (said.cancelByOffsets === null) delete fields.cancelByOffsetsMinutes;
  if (said.quietHours === null) delete fields.quietHours;
  const flags = CHANNEL_FLAGS.map(([name]) => said[name]);
  if (flags.includes(null) && !flags.some((flag) => typeof flag === 'boolean')) delete fields.channels;
  return fields;
}

/** The fields that are said, as they are then. */
function changedFields(said: SaidSettings, now: ReminderSettings): Changing {
  const fields: Changing = {};
  if (typeof said.enabled === 'boolean') fields.isEnabled = said.enabled;
  const offsets = offsetsOf(said, now.offsetsMinutes);
  if (offsets) fields.offsetsMinutes = offsets;
  if (said.cancelByOffsets) fields.cancelByOffsetsMinutes = said.cancelByOffsets;
  if (CHANNEL_FLAGS.some(([name]) => typeof said[name] === 'boolean')) {
    fields.channels = CHANNEL_FLAGS.filter(([name, channel]) => said[name] ?? now.channels.includes(channel)).map(
      ([, channel]) => channel,
    );
  }
  const { quietHours } = said;
  if (quietHours === null) fields.quietHours = null;
  else if (quietHours !== undefined) fields.quietHours = inField('quietHours', () => parseQuietHours(quietHours));
  return fields;
}

function offsetsOf(said: SaidSettings, now: readonly number[]): readonly number[] | null {
  const flags = OFFSET_FLAGS.filter(([name]) => typeof said[name] === 'boolean');
  const { offsets } = said;
  if (offsets === undefined) {
    if (flags.length === 0) return null;
    const others = now.filter((minutes) => !flags.some(([, each]) => each === minutes));
    return [...others, ...flags.filter(([name]) => said[name]).map(([, minutes]) => minutes)];
  }
  const wrong = flags.find(([name, minutes]) => said[name] !== (offsets ?? []).includes(minutes));
  if (wrong === undefined) return offsets;
  return inField(wrong[0], () => {
    throw new UsageError(
      'preferences_contradict',
      `The reminder ${wrong[1] / 60} h before a class is said twice, and differently.`,
      'Say one of them.',
    );
  });
}
