import type { Selectable } from 'kysely';
import { nameKey } from '../bookings/name-key.ts';
import type { Flag } from '../db/flag.ts';
import type { Row, RowChange } from '../db/row-change.ts';
import type { BookingRemindersTable, ReminderOverridesTable } from '../db/schema.ts';
import type { TimeRange } from '../time/parse-time-range.ts';
import type { ChannelName } from './channel.ts';
import {
  DEFAULT_PREFERENCES,
  formatQuietHours,
  inOrder,
  longestFirst,
  type ReminderPreferences,
  type ReminderSettings,
} from './preferences.ts';

type GeneralRow = Selectable<BookingRemindersTable>;
type OverrideRow = Selectable<ReminderOverridesTable>;

/** The stored preferences. `general` is null where none were ever saved. */
export interface PreferenceRows {
  readonly general: GeneralRow | null;
  readonly overrides: readonly OverrideRow[];
}

export function toPreferences({ general, overrides }: PreferenceRows): ReminderPreferences {
  return {
    general: general ? toSettings(general) : DEFAULT_PREFERENCES.general,
    // Stored keys may have been folded by an older rule.
    byType: new Map(overrides.map((row) => [nameKey(row.class_type), toOverride(row)])),
  };
}

/** The row changes that give `wanted`; empty where the rows are equal already. */
export function planPreferenceRows(
  userId: string,
  { general, overrides }: PreferenceRows,
  wanted: ReminderPreferences,
  { newId, now }: { readonly newId: () => string; readonly now: Date },
): RowChange[] {
  const updatedAt = now.toISOString();
  const changes: RowChange[] = [];
  const columns = generalColumns(wanted.general);
  if (!says(general ?? generalColumns(DEFAULT_PREFERENCES.general), columns)) {
    const after = { id: general?.id ?? newId(), user_id: userId, ...columns, updated_at: updatedAt };
    changes.push({ table: 'booking_reminders', key: { user_id: userId }, before: general, after });
  }
  const stored = new Map(overrides.map((row) => [row.class_type, row]));
  for (const classType of new Set([...stored.keys(), ...wanted.byType.keys()])) {
    const key = { user_id: userId, class_type: classType };
    const before = stored.get(classType) ?? null;
    const own = wanted.byType.get(classType);
    const after = own === undefined ? null : { ...key, ...overrideColumns(own), updated_at: updatedAt };
    if (before && own && says(before, overrideColumns(own))) continue;
    changes.push({ table: 'reminder_overrides', key, before, after });
  }
  return changes;
}

/** Whether a row change is one of preferences. */
export function isPreferenceRow({ table }: RowChange): boolean {
  return table === 'booking_reminders' || table === 'reminder_overrides';
}

/** The rows before these changes. */
export function preferenceRowsBefore(rows: PreferenceRows, changes: readonly RowChange[]): PreferenceRows {
  let { general } = rows;
  const overrides = new Map(rows.overrides.map((row) => [row.class_type, row]));
  for (const { table, key, before } of changes.filter(isPreferenceRow)) {
    // The image of a row has every column of its table.
    if (table === 'booking_reminders') general = before as GeneralRow | null;
    else if (before === null) overrides.delete(String(key['class_type']));
    else overrides.set(String(key['class_type']), before as OverrideRow);
  }
  return { general, overrides: [...overrides.values()] };
}

function says(row: Row, columns: Row): boolean {
  return Object.keys(columns).every((column) => row[column] === columns[column]);
}

function generalColumns(general: ReminderSettings) {
  const { isEnabled, offsetsMinutes, cancelByOffsetsMinutes, channels, quietHours } = general;
  return {
    enabled: flag(isEnabled),
    reminder_24h: flag(offsetsMinutes.includes(1440)),
    reminder_1h: flag(offsetsMinutes.includes(60)),
    other_offsets: offsetsMinutes.filter((minutes) => minutes !== 1440 && minutes !== 60).join(','),
    cancel_by_offsets: cancelByOffsetsMinutes.join(','),
    push_reminders: flag(channels.includes('desktop')),
    email_reminders: flag(channels.includes('email')),
    webhook_reminders: flag(channels.includes('webhook')),
    quiet_hours: quietHours === null ? null : formatQuietHours(quietHours),
  };
}

function toSettings(row: GeneralRow): ReminderSettings {
  const offsets = [...toMinutes(row.other_offsets)];
  if (row.reminder_24h === 1) offsets.push(1440);
  if (row.reminder_1h === 1) offsets.push(60);
  const channels: ChannelName[] = [];
  if (row.push_reminders === 1) channels.push('desktop');
  if (row.email_reminders === 1) channels.push('email');
  if (row.webhook_reminders === 1) channels.push('webhook');
  return {
    isEnabled: row.enabled === 1,
    offsetsMinutes: longestFirst(offsets),
    cancelByOffsetsMinutes: toMinutes(row.cancel_by_offsets),
    channels: inOrder(channels),
    quietHours: row.quiet_hours === null ? null : toRange(row.quiet_hours),
  };
}

function overrideColumns(own: Partial<ReminderSettings>) {
  return {
    enabled: own.isEnabled === undefined ? null : flag(own.isEnabled),
    offsets: own.offsetsMinutes?.join(',') ?? null,
    channels: own.channels?.join(',') ?? null,
    cancel_by_offsets: own.cancelByOffsetsMinutes?.join(',') ?? null,
    quiet_hours: own.quietHours === undefined ? null : formatQuietHours(own.quietHours),
  };
}

function toOverride(row: OverrideRow): Partial<ReminderSettings> {
  const own: { -readonly [K in keyof ReminderSettings]?: ReminderSettings[K] } = {};
  if (row.enabled !== null) own.isEnabled = row.enabled === 1;
  if (row.offsets !== null) own.offsetsMinutes = toMinutes(row.offsets);
  if (row.cancel_by_offsets !== null) own.cancelByOffsetsMinutes = toMinutes(row.cancel_by_offsets);
  if (row.channels !== null) own.channels = inOrder(row.channels.split(',') as ChannelName[]);
  if (row.quiet_hours !== null) own.quietHours = row.quiet_hours === 'off' ? null : toRange(row.quiet_hours);
  return own;
}

function toMinutes(list: string): readonly number[] {
  return list === '' ? [] : longestFirst(list.split(',').map(Number));
}

function toRange(text: string): TimeRange {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
}

function flag(value: boolean): Flag {
  return value ? 1 : 0;
}
