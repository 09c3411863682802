import { toPlannedJson, toRemindersJson } from '../../contract/reminder-json.ts';
import { daemonFiles } from '../../daemon/daemon-files.ts';
import { isDaemonRunning } from '../../daemon/lock.ts';
import { channelProblems, channelsSetUp } from '../../daemon/open-channels.ts';
import type { PlannedReminder } from '../../reminders/ledger-entry.ts';
import type { ReminderPreferences } from '../../reminders/preferences.ts';
import { readReminderPreferences, readUpcoming, type WithBooking } from '../../reminders/reminder-overview.ts';
import { type ReminderService, renderReminders } from '../../render/reminders.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { reminderContextOf } from '../reminder-context.ts';

interface Result {
  readonly preferences: ReminderPreferences;
  readonly upcoming: readonly WithBooking<PlannedReminder>[];
  readonly service: ReminderService;
}

export const action = defineAction<null, Result>({
  isLong: true,
  parse: () => null,

  async run(app) {
    const context = await reminderContextOf(app);
    const files = daemonFiles(app.process.env, (await app.database()).path);
    return {
      preferences: await readReminderPreferences(context),
      upcoming: await readUpcoming(context),
      service: {
        isRunning: isDaemonRunning(files),
        setUp: channelsSetUp(app.process.env),
        problems: channelProblems(app.process.env),
      },
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
