import { cleanTitle } from '../bookings/text-fields.ts';
import { UsageError } from '../errors.ts';
import { LONGEST_MINUTES } from '../time/parse-duration.ts';
import { isTimeOfDay } from '../time/parse-time-range.ts';
import { quoted } from '../time/when.ts';
import { field, type Words, words } from '../words.ts';
import { checkChannelNames } from './channel.ts';
import { inOrder, longestFirst, type PreferenceChange, type ReminderSettings } from './preferences.ts';

export const MOST_OFFSETS = 10;

/**
 * Checks a change from any front end and normalises it: offsets longest first, channels in their order, each once.
 * Throws UsageError.
 */
export function checkPreferenceChange({ classType, isReset, fields }: PreferenceChange): PreferenceChange {
  const type = classType === null ? null : cleanTitle(classType, 'type');
  if (isReset && type === null) {
    throw new UsageError(
      'type_missing',
      words`${field('isReset')} needs a type of class.`,
      words`Say which with ${field('classType')}.`,
    );
  }
  const checked = Object.entries(fields).map(([field, value]) => {
    const check = Object.hasOwn(CHECKS, field) ? CHECKS[field as keyof ReminderSettings] : undefined;
    if (!check) throw new UsageError('unknown_field', `Reminders have no ${quoted(field)}.`, FIELDS_HINT);
    return [field, check(value)];
  });
  return { classType: type, isReset: Boolean(isReset), fields: Object.fromEntries(checked) };
}

/** Whether a change contains anything. */
export function changesPreferences({ isReset, fields }: PreferenceChange): boolean {
  return isReset || Object.keys(fields).length > 0;
}

export function nothingToSet(): UsageError {
  return new UsageError(
    'nothing_to_set',
    'Nothing is said of what to change.',
    words`Name ${field('isEnabled')}, ${field('offsetsMinutes')}, ${field('cancelByOffsetsMinutes')}, ${field('channels')} or ${field('quietHours')}.`,
  );
}

type Checks = { readonly [K in keyof ReminderSettings]: (value: unknown) => ReminderSettings[K] };

const CHECKS: Checks = {
  isEnabled(value) {
    if (typeof value === 'boolean') return value;
    throw new UsageError('bad_enabled', `Reminders are on or off, not ${shown(value)}.`, 'Say true or false.');
  },
  offsetsMinutes: checkOffsets,
  cancelByOffsetsMinutes: checkOffsets,
  channels: (value) => inOrder(checkChannelNames(listOf(value, 'channels'))),
  quietHours(value) {
    if (value === null) return null;
    const { from, to } = (typeof value === 'object' ? value : {}) as { from?: unknown; to?: unknown };
    if (isTimeOfDay(from) && isTimeOfDay(to) && from !== to) return { from, to };
    throw new UsageError(
      'bad_quiet_hours',
      `Quiet hours cannot be from ${shown(from)} to ${shown(to)}.`,
      'Write them like 22:00-07:00, or off.',
    );
  },
};

const FIELDS_HINT = `There are ${Object.keys(CHECKS).join(', ')}.`;

function checkOffsets(value: unknown): readonly number[] {
  const offsets = listOf(value, 'lengths of time');
  for (const minutes of offsets) {
    if (Number.isInteger(minutes) && Number(minutes) >= 1 && Number(minutes) <= LONGEST_MINUTES) continue;
    throw new UsageError(
      'bad_offset',
      `Nobody can be reminded ${shown(minutes)} minutes before.`,
      `Give whole minutes from 1 to ${LONGEST_MINUTES.toLocaleString('en')}, a year.`,
    );
  }
  const each = longestFirst(offsets as readonly number[]);
  if (each.length > MOST_OFFSETS) throw tooManyOffsets('The list', each.length);
  return each;
}

/** `what` names the place of the list. */
export function tooManyOffsets(what: Words, count: number): UsageError {
  return new UsageError(
    'too_many_offsets',
    words`${what} names ${count} times.`,
    `At most ${MOST_OFFSETS} reminders of one class are sent.`,
  );
}

function listOf(value: unknown, of: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new UsageError('bad_list', `${shown(value)} is not a list of ${of}.`, 'Give a list; an empty list means none.');
}

/** A value of any type, for a message. */
function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}
