import * as z from 'zod';
import { booking } from './booking-schema.ts';
import { count, instant, type JsonOf, textOrNull } from './values.ts';

export const understandRequest = z
  .strictObject({
    when: z.string().describe('The start in words: tomorrow 18:00'),
    zone: z.string().optional().describe('IANA time zone; that of the class where absent'),
    class: z
      .string()
      .optional()
      .describe('Name of the class: its usual time, zone and duration help to read the words'),
  })
  .meta({ id: 'UnderstandRequest' });

const start = {
  startsAt: instant.describe('The start, to be asked for'),
  echo: z.string().describe('The start in words, to be read back to the person'),
};

export const understood = z
  .strictObject({
    ...start,
    durationMinutes: count.describe('That of the words, else of the class'),
    usualTime: textOrNull.describe('HH:MM, when the class usually begins on that weekday'),
    note: textOrNull.describe('How the time was read, where the person should check it'),
    conflicts: z.array(booking).describe('Bookings at the same time'),
  })
  .meta({ id: 'Understood', description: 'Words with one meaning' });
export type UnderstoodJson = JsonOf<typeof understood>;

export const unclear = z
  .strictObject({
    problem: z.string().describe('Why they have none, or not one'),
    hint: textOrNull.describe('What to write instead'),
    code: z.string().describe('The kind of problem, as a stable word'),
    meanings: z.array(z.strictObject(start)).describe('What they may mean; empty where that cannot be told'),
  })
  .meta({ id: 'Unclear', description: 'Words without a meaning, or with several' });
export type UnclearJson = JsonOf<typeof unclear>;

export const understanding = z.union([understood, unclear]);
