import * as z from 'zod';
import { filterQuery } from './filter-query-schema.ts';

export const signInRequest = z
  .strictObject({
    link: z.string().optional().describe('A sign-in link, whole or what follows its last slash. It is used up.'),
    token: z.string().optional().describe('An access token, instead of a link'),
  })
  .describe('One of the two');

export const tokenRequest = z.strictObject({
  label: z.string().describe('What it is for'),
  scope: z.enum(['read', 'write']).optional().describe('read where absent'),
});

export const shareRequest = z.strictObject({
  name: z.string().describe('What you call the calendar'),
  ...filterQuery,
});
