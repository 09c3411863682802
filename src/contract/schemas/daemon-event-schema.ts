import * as z from 'zod';
import { REMINDER_KINDS } from '../../reminders/channel.ts';
import { channel } from './reminder-schema.ts';
import { count, id, instant, type JsonOf, localDate, textOrNull } from './values.ts';

const at = instant.describe('In UTC');
const database = z.string().describe('Its file');

/** One kind of event with what it tells. */
function event<Name extends string, Facts extends z.ZodRawShape>(name: Name, facts: Facts) {
  return z.strictObject({ at, event: z.literal(name), ...facts });
}

const reminderEvent = z.strictObject({
  at,
  event: z.enum(['sent', 'retry', 'failed', 'unknown', 'dropped', 'aborted']).describe('What became of a reminder'),
  title: textOrNull.describe('null where nothing was written'),
  bookingId: id,
  kind: z.enum(REMINDER_KINDS).describe('What it is about'),
  offsetMinutes: count.describe('Minutes before the start, or before cancelBy'),
  channel,
  dueAt: instant.describe('In UTC'),
  lateMs: z.number().nullable().describe('Milliseconds from due to sent'),
  attempts: count.describe('How often it was tried'),
  error: textOrNull.describe('Why it did not go out'),
});

export const daemonEvent = z
  .union([
    event('started', {
      pid: z.int().describe('Of the process'),
      version: z.string().describe('Of numina'),
      database,
    }),
    event('lost', { database, how: z.enum(['replaced', 'gone']).describe('What became of the file') }),
    event('opened', { database }),
    event('released', { claims: count.describe('Reminders that an earlier daemon had begun to send') }),
    reminderEvent,
    event('notice', { title: z.string().describe('What the person was told') }),
    event('day', { date: localDate }),
    event('synced', {
      feed: z.string().describe('Its name'),
      result: z.string().describe('What came of it, in words'),
    }),
    event('configured', {}),
    event('error', { doing: z.string().describe('What could not be done'), error: z.string().describe('Why') }),
    event('stopped', {}),
  ])
  .meta({ id: 'DaemonEvent', description: 'One line each, as long as the daemon runs' });
export type DaemonEventJson = JsonOf<typeof daemonEvent>;
