import * as z from 'zod';
import { REMINDER_KINDS } from '../../reminders/channel.ts';
import { channel } from './reminder-schema.ts';
import { count, id, instant, type JsonOf, localDate, textOrNull } from './values.ts';

const at = instant.describe('In UTC');
const account = textOrNull.describe('Name of the account, where it is another than the one the daemon was started for');
const database = z.string().describe('The file of the database, or its address');

/** The schema of one kind of event with its fields. */
function event<Name extends string, Facts extends z.ZodRawShape>(name: Name, facts: Facts) {
  return z.strictObject({ at, account, event: z.literal(name), ...facts });
}

const reminderEvent = z.strictObject({
  at,
  account,
  event: z.enum(['sent', 'retry', 'failed', 'unknown', 'dropped', 'aborted']).describe('What happened to a reminder'),
  title: textOrNull.describe('Title of the message; null where none was written'),
  bookingId: id,
  kind: z.enum(REMINDER_KINDS).describe('What the reminder is about'),
  offsetMinutes: count.describe('Minutes before the start, or before cancelBy'),
  channel,
  dueAt: instant.describe('In UTC'),
  lateMs: z.number().nullable().describe('Milliseconds from due to sent'),
  attempts: count.describe('How many times numina tried to send it'),
  error: textOrNull.describe('Why it was not sent'),
});

export const daemonEvent = z
  .union([
    event('started', {
      pid: z.int().describe('Id of the process'),
      version: z.string().describe('Version of numina'),
      database,
    }),
    event('lost', { database, how: z.enum(['replaced', 'gone']).describe('What happened to the file') }),
    event('opened', { database }),
    event('away', { database, error: z.string().describe('Why the server of the database cannot be used') }),
    event('back', { database }),
    event('duties', {
      duties: z
        .array(z.enum(['mail', 'webhook', 'feeds', 'daily']))
        .describe('What this daemon does for all daemons of the database from now on'),
    }),
    event('released', { claims: count.describe('Reminders that an earlier daemon had begun to send') }),
    reminderEvent,
    event('notice', { title: z.string().describe('Title of the message to the person') }),
    event('day', { date: localDate }),
    event('synced', {
      feed: z.string().describe('Name of the feed'),
      result: z.string().describe('The result in words'),
    }),
    event('configured', {}),
    event('error', { doing: z.string().describe('What failed'), error: z.string().describe('The reason') }),
    event('stopped', {}),
  ])
  .meta({ id: 'DaemonEvent', description: 'Each event is one line, printed while the daemon runs' });
export type DaemonEventJson = JsonOf<typeof daemonEvent>;
