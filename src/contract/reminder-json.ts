import type { ChannelName } from '../reminders/channel.ts';
import type { LedgerEntry, PlannedReminder } from '../reminders/ledger-entry.ts';
import { formatQuietHours, type ReminderPreferences, type ReminderSettings } from '../reminders/preferences.ts';
import type { WithBooking } from '../reminders/reminder-overview.ts';
import { instantInZone } from '../time/instant-text.ts';
import type {
  LoggedReminderJson,
  PlannedReminderJson,
  PreferencesJson,
  RemindersJson,
  TestedChannelJson,
} from './schemas/reminder-schema.ts';

/** The preferences for reminders. In `byType`, null means as in the general preferences. */
export function toPreferencesJson({ general, byType }: ReminderPreferences): PreferencesJson {
  return {
    ...settingsJson(general),
    quietHours: general.quietHours === null ? null : formatQuietHours(general.quietHours),
    byType: Object.fromEntries([...byType].map(([type, own]) => [type, settingsJson(own)])),
  };
}

function settingsJson({
  isEnabled,
  offsetsMinutes,
  cancelByOffsetsMinutes,
  channels,
  quietHours,
}: Partial<ReminderSettings>) {
  return {
    enabled: isEnabled ?? null,
    reminder24h: offsetsMinutes?.includes(1440) ?? null,
    reminder1h: offsetsMinutes?.includes(60) ?? null,
    offsets: offsetsMinutes ?? null,
    cancelByOffsets: cancelByOffsetsMinutes ?? null,
    emailReminders: channels?.includes('email') ?? null,
    pushReminders: channels?.includes('desktop') ?? null,
    webhookReminders: channels?.includes('webhook') ?? null,
    quietHours: quietHours === undefined ? null : formatQuietHours(quietHours),
  };
}

export function toRemindersJson(
  preferences: ReminderPreferences,
  upcoming: readonly WithBooking<PlannedReminder>[],
): RemindersJson {
  return { preferences: toPreferencesJson(preferences), upcoming: upcoming.map(toPlannedJson) };
}

export function toPlannedJson({ reminder, booking }: WithBooking<PlannedReminder>): PlannedReminderJson {
  const { bookingId, kind, offsetMinutes, channel, dueAt } = reminder;
  return { bookingId, kind, offsetMinutes, channel, dueAt: atClass(dueAt, booking) };
}

export function toLogJson({ reminder, booking }: WithBooking<LedgerEntry>): LoggedReminderJson {
  const { bookingId, kind, offsetMinutes, channel, dueAt, sentAt, state, attempts, reason } = reminder;
  return {
    bookingId,
    kind,
    offsetMinutes,
    channel,
    dueAt: atClass(dueAt, booking),
    sentAt: sentAt === null ? null : atClass(sentAt, booking),
    state,
    attempts,
    error: reason,
  };
}

/** An instant with the offset of the zone of the class; in UTC where the booking was deleted. */
function atClass(instant: string, booking: WithBooking<unknown>['booking']): string {
  return booking === null ? instant : instantInZone(instant, booking.zone);
}

/** The result of a test of one channel. */
export function toTestedJson({
  channel,
  isSent,
  error,
}: {
  readonly channel: ChannelName;
  readonly isSent: boolean;
  readonly error: string | null;
}): TestedChannelJson {
  return { channel, sent: isSent, error };
}
