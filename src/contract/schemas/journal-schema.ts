import * as z from 'zod';
import { id, instant, type JsonOf, textOrNull } from './values.ts';

const entry = {
  id,
  at: instant.describe('When it was done, with the offset of the home zone'),
  what: z.string().describe('In words'),
};

const reversed = z.strictObject(entry);
const listed = z.strictObject({
  ...entry,
  state: z.enum(['done', 'undone']).describe('Whether it stands'),
  undoneAt: instant.nullable().describe('When it was taken back'),
  feed: textOrNull.describe('The feed whose sync it was'),
  isAutomatic: z.boolean().describe('Nobody asked for it: it is taken back by the name of its feed only'),
});

export const journal = z
  .strictObject({ done: z.array(z.union([reversed, listed])).describe('The latest first; more of each with --list') })
  .meta({ id: 'Journal' });
export type JournalJson = JsonOf<typeof journal>;
