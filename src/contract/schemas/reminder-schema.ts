import * as z from 'zod';
import { CHANNEL_NAMES, REMINDER_KINDS } from '../../reminders/channel.ts';
import { REMINDER_STATES } from '../../reminders/ledger-entry.ts';
import { count, id, instant, type JsonOf, textOrNull } from './values.ts';

const flag = z.boolean().nullable();
const settings = {
  enabled: flag.describe('false: no reminder is sent'),
  reminder24h: flag.describe('Whether `offsets` has 1440'),
  reminder1h: flag.describe('Whether `offsets` has 60'),
  offsets: z.array(count).nullable().describe('Minutes before the start, the longest first'),
  cancelByOffsets: z.array(count).nullable().describe('Minutes before the end of free cancellation'),
  emailReminders: flag.describe('Whether reminders go by email'),
  pushReminders: flag.describe('Whether reminders go to the desktop'),
  webhookReminders: flag.describe('Whether reminders go to the webhook'),
  quietHours: textOrNull.describe('HH:MM-HH:MM in the home zone'),
};

export const preferences = z
  .strictObject({
    ...settings,
    byType: z
      .record(z.string(), z.strictObject({ ...settings, quietHours: textOrNull.describe('HH:MM-HH:MM or off') }))
      .describe('What differs for a class type; null means as in the general preferences'),
  })
  .meta({ id: 'ReminderPreferences', description: 'The preferences of the person for reminders' });
export type PreferencesJson = JsonOf<typeof preferences>;

const bool = z.boolean();
const minutes = z.array(z.int());
const quiet = z.string().nullable();
export const preferencesRequest = z
  .strictObject({
    enabled: bool.optional(),
    reminder24h: bool.optional().describe('Puts 1440 into `offsets`, or takes it out'),
    reminder1h: bool.optional().describe('Puts 60 into `offsets`, or takes it out'),
    offsets: minutes.optional().describe('Minutes before the start; set as a whole'),
    cancelByOffsets: minutes.optional().describe('Minutes before the end of free cancellation; set as a whole'),
    emailReminders: bool.optional(),
    pushReminders: bool.optional().describe('On the desktop'),
    webhookReminders: bool.optional(),
    quietHours: quiet.optional().describe('HH:MM-HH:MM in the home zone; null for none'),
    byType: z
      .record(
        z.string(),
        z
          .strictObject({
            enabled: bool.nullish(),
            reminder24h: bool.nullish(),
            reminder1h: bool.nullish(),
            offsets: minutes.nullish(),
            cancelByOffsets: minutes.nullish(),
            emailReminders: bool.nullish(),
            pushReminders: bool.nullish(),
            webhookReminders: bool.nullish(),
            quietHours: quiet.optional().describe('HH:MM-HH:MM or off'),
          })
          .nullable(),
      )
      .optional()
      .describe('What differs for a class type; null means as in the general preferences'),
  })
  .meta({ id: 'PreferencesRequest', description: 'What is absent stays' });

export const channel = z.enum(CHANNEL_NAMES).describe('The channel');
const dueAt = instant.describe('With the offset of the zone of the class');
const key = {
  bookingId: id,
  kind: z.enum(REMINDER_KINDS).describe('What it is about'),
  offsetMinutes: count.describe('Minutes before the start, or before cancelBy'),
  channel,
};

export const planned = z
  .strictObject({ ...key, dueAt })
  .meta({ id: 'PlannedReminder', description: 'A reminder that will be sent' });
export type PlannedReminderJson = JsonOf<typeof planned>;

export const reminders = z.strictObject({ preferences, upcoming: z.array(planned).describe('The next first') });
export type RemindersJson = JsonOf<typeof reminders>;

const logged = z
  .strictObject({
    ...key,
    dueAt: instant.describe('With the offset of the zone of the class; in UTC where the booking was deleted'),
    sentAt: instant.nullable().describe('When it was sent'),
    state: z.enum(REMINDER_STATES).describe('The present state'),
    attempts: count.describe('How many times numina tried to send it'),
    error: textOrNull.describe('Why it was not sent, or not sent yet'),
  })
  .meta({ id: 'LoggedReminder' });
export type LoggedReminderJson = JsonOf<typeof logged>;
export const reminderLog = z.array(logged).describe('The newest first');

const tested = z
  .strictObject({
    channel,
    sent: z.boolean().describe('Whether the message was sent'),
    error: textOrNull.describe('Why it was not sent'),
  })
  .meta({ id: 'TestedChannel' });
export type TestedChannelJson = JsonOf<typeof tested>;
export const testedChannels = z.array(tested);
