import type { Kysely, Selectable, Transaction } from 'kysely';
import type { BookingRemindersTable, Flag, ReminderOverridesTable, Schema } from '../db/schema.ts';
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

type Connection = Kysely<Schema> | Transaction<Schema>;

/** The person's preferences; the defaults where none were ever saved. */
export async function readPreferences(db: Connection, userId: string): Promise<ReminderPreferences> {
  const general = await db.selectFrom('booking_reminders').selectAll().where('user_id', '=', userId).executeTakeFirst();
  const overrides = await db
    .selectFrom('reminder_overrides')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('class_type')
    .execute();
  return {
    general: general ? toSettings(general) : DEFAULT_PREFERENCES.general,
    byType: new Map(overrides.map((row) => [row.class_type, toOverride(row)])),
  };
}

/** Replaces what was saved. */
export async function savePreferences(
  trx: Transaction<Schema>,
  userId: string,
  { general, byType }: ReminderPreferences,
  { newId, now }: { readonly newId: () => string; readonly now: Date },
): Promise<void> {
  const updatedAt = now.toISOString();
  const values = {
    enabled: flag(general.isEnabled),
    reminder_24h: flag(general.offsetsMinutes.includes(1440)),
    reminder_1h: flag(general.offsetsMinutes.includes(60)),
    other_offsets: general.offsetsMinutes.filter((minutes) => minutes !== 1440 && minutes !== 60).join(','),
    cancel_by_offsets: general.cancelByOffsetsMinutes.join(','),
    push_reminders: flag(general.channels.includes('desktop')),
    email_reminders: flag(general.channels.includes('email')),
    webhook_reminders: flag(general.channels.includes('webhook')),
    quiet_hours: general.quietHours === null ? null : formatQuietHours(general.quietHours),
    updated_at: updatedAt,
  };
  await trx
    .insertInto('booking_reminders')
    .values({ id: newId(), user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
  await trx.deleteFrom('reminder_overrides').where('user_id', '=', userId).execute();
  for (const [classType, own] of byType) {
    await trx
      .insertInto('reminder_overrides')
      .values({
        user_id: userId,
        class_type: classType,
        enabled: own.isEnabled === undefined ? null : flag(own.isEnabled),
        offsets: own.offsetsMinutes?.join(',') ?? null,
        channels: own.channels?.join(',') ?? null,
        cancel_by_offsets: own.cancelByOffsetsMinutes?.join(',') ?? null,
        quiet_hours: own.quietHours === undefined ? null : formatQuietHours(own.quietHours),
        updated_at: updatedAt,
      })
      .execute();
  }
}

function toSettings(row: Selectable<BookingRemindersTable>): ReminderSettings {
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

function toOverride(row: Selectable<ReminderOverridesTable>): Partial<ReminderSettings> {
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
