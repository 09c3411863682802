import * as z from 'zod';
import { id, instant, type JsonOf, textOrNull } from './values.ts';

const entry = {
  id,
  at: instant.describe('When it was done, with the offset of the home zone'),
  what: z.string().describe('The change in words'),
};

const reversed = z.strictObject(entry);
const listed = z.strictObject({
  ...entry,
  state: z.enum(['done', 'undone']).describe('Whether it is in force or was undone'),
  undoneAt: instant.nullable().describe('When it was undone'),
  feed: textOrNull.describe('The feed whose sync made it'),
  isAutomatic: z.boolean().describe('true for a sync by the daemon: only an undo of its feed takes it back'),
});

export const journal = z
  .strictObject({ done: z.array(z.union([reversed, listed])).describe('The latest first; a list has more fields') })
  .meta({ id: 'Journal' });
export type JournalJson = JsonOf<typeof journal>;

export const journalItems = z.strictObject({ items: z.array(listed).describe('The latest first') });
