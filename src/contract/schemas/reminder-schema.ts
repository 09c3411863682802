import * as z from 'zod';
import { CHANNEL_NAMES, REMINDER_KINDS } from '../../reminders/channel.ts';
import { REMINDER_STATES } from '../../reminders/ledger-entry.ts';
import { count, id, instant, type JsonOf, textOrNull } from './values.ts';

const flag = z.boolean().nullable();
const settings = {
  enabled: flag.describe('Where false, nothing is sent at all'),
  reminder24h: flag.describe('Whether `offsets` has 1440'),
  reminder1h: flag.describe('Whether `offsets` has 60'),
  offsets: z.array(count).nullable().describe('Minutes before the start, the longest first'),
  cancelByOffsets: z.array(count).nullable().describe('Minutes before the end of free cancellation'),
  emailReminders: flag.describe('By email'),
  pushReminders: flag.describe('On the desktop'),
  webhookReminders: flag.describe('By webhook'),
  quietHours: textOrNull.describe('HH:MM-HH:MM in the home zone'),
};

export const preferences = z
  .strictObject({
    ...settings,
    byType: z
      .record(z.string(), z.strictObject({ ...settings, quietHours: textOrNull.describe('HH:MM-HH:MM or off') }))
      .describe('What is different for a class type; null is what the general preferences say'),
  })
  .meta({ id: 'ReminderPreferences', description: 'What the person wants of reminders' });
export type PreferencesJson = JsonOf<typeof preferences>;

export const channel = z.enum(CHANNEL_NAMES).describe('By which way');
const dueAt = instant.describe('With the offset of the zone of the class');
const key = {
  bookingId: id,
  kind: z.enum(REMINDER_KINDS).describe('What it is about'),
  offsetMinutes: count.describe('Minutes before the start, or before cancelBy'),
  channel,
};

export const planned = z
  .strictObject({ ...key, dueAt })
  .meta({ id: 'PlannedReminder', description: 'One that will be sent' });
export type PlannedReminderJson = JsonOf<typeof planned>;

export const reminders = z.strictObject({ preferences, upcoming: z.array(planned).describe('The next first') });
export type RemindersJson = JsonOf<typeof reminders>;

const logged = z
  .strictObject({
    ...key,
    dueAt: instant.describe('With the offset of the zone of the class; in UTC where the booking was deleted'),
    sentAt: instant.nullable().describe('When it went out'),
    state: z.enum(REMINDER_STATES).describe('What became of it'),
    attempts: count.describe('How often it was tried'),
    error: textOrNull.describe('Why it did not go out, or has not yet'),
  })
  .meta({ id: 'LoggedReminder' });
export type LoggedReminderJson = JsonOf<typeof logged>;
export const reminderLog = z.array(logged).describe('The newest first');

const tested = z
  .strictObject({
    channel,
    sent: z.boolean().describe('Whether the message went out'),
    error: textOrNull.describe('Why not'),
  })
  .meta({ id: 'TestedChannel' });
export type TestedChannelJson = JsonOf<typeof tested>;
export const testedChannels = z.array(tested);
