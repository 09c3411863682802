import * as z from 'zod';
import { CHANNEL_NAMES, REMINDER_KINDS } from '../../reminders/channel.ts';
import { count, id, instant, localDate, textOrNull } from './values.ts';

const at = instant.describe('In UTC');

/** One kind of event with what it tells. */
function event<Name extends string, Facts extends z.ZodRawShape>(name: Name, facts: Facts) {
  return z.strictObject({ at, event: z.literal(name), ...facts });
}

const reminderEvent = z.strictObject({
  at,
  event: z.enum(['sent', 'retry', 'failed', 'unknown', 'dropped', 'aborted']),
  title: textOrNull.describe('null where nothing was written'),
  bookingId: id,
  kind: z.enum(REMINDER_KINDS),
  offsetMinutes: count,
  channel: z.enum(CHANNEL_NAMES),
  dueAt: instant.describe('In UTC'),
  lateMs: z.number().nullable().describe('Milliseconds from due to sent'),
  attempts: count,
  error: textOrNull,
});

export const daemonEvent = z
  .union([
    event('started', { pid: z.int(), version: z.string(), database: z.string() }),
    event('lost', { database: z.string(), how: z.enum(['replaced', 'gone']) }),
    event('opened', { database: z.string() }),
    event('released', { claims: count }),
    reminderEvent,
    event('notice', { title: z.string() }),
    event('day', { date: localDate }),
    event('synced', { feed: z.string(), result: z.string() }),
    event('configured', {}),
    event('error', { doing: z.string(), error: z.string() }),
    event('stopped', {}),
  ])
  .meta({ id: 'DaemonEvent', description: 'One line each, as long as the daemon runs' });
