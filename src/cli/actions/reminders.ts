import { toPlannedJson, toRemindersJson } from '../../contract/reminder-json.ts';
import { type DeliveryState, readDeliveryState } from '../../daemon/daemon-report.ts';
import type { PlannedReminder } from '../../reminders/ledger-entry.ts';
import { readReminderPreferences } from '../../reminders/preference-service.ts';
import type { ReminderPreferences } from '../../reminders/preferences.ts';
import { readUpcoming, type WithBooking } from '../../reminders/reminder-overview.ts';
import { renderReminders } from '../../render/reminders.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';

interface Result {
  readonly preferences: ReminderPreferences;
  readonly upcoming: readonly WithBooking<PlannedReminder>[];
  readonly service: DeliveryState;
}

export const action = defineAction<null, Result>({
  isLong: true,
  parse: () => null,

  async run(session) {
    const context = await session.reminders();
    return {
      preferences: await readReminderPreferences(context),
      upcoming: await readUpcoming(context),
      service: await readDeliveryState(session),
    };
  },

  toText: ({ preferences, upcoming, service }, style) =>
    renderReminders(preferences, upcoming, service, wallTimeAt, style),
  toJson: ({ preferences, upcoming }) => toRemindersJson(preferences, upcoming),
  toPlain: ({ upcoming }) =>
    upcoming
      .map(toPlannedJson)
      .map(({ dueAt, kind, offsetMinutes, channel, bookingId }) => [
        dueAt,
        kind,
        String(offsetMinutes),
        channel,
        bookingId,
      ]),
  toNotes: ({ upcoming, service }) =>
    upcoming.length > 0 && !service.isRunning
      ? ['No daemon is running, so nothing will be sent: numina daemon install starts one.']
      : [],
});
