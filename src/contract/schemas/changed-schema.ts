import * as z from 'zod';
import { count, id, type JsonOf } from './values.ts';

export const KINDS = ['bookings', 'classes', 'pauses', 'reviews', 'reminders', 'feeds', 'mails', 'settings'] as const;

export const changed = z
  .strictObject({
    revision: count.describe('Rises with every change of the record'),
    ids: z.array(id).nullable().describe('The bookings that were changed; null where any may have been'),
    kinds: z.array(z.enum(KINDS)).nullable().describe('What was changed; null where anything may have been'),
  })
  .meta({ id: 'Changed', description: 'What was changed since the event before' });
export type ChangedJson = JsonOf<typeof changed>;
