import * as z from 'zod';
import { instant, type JsonOf } from './values.ts';

const scope = z.enum(['read', 'write']).describe('read: to look; write: to change things too');

export const signInLink = z
  .strictObject({
    account: z.string().describe('The name of the account'),
    url: z.string().describe('Signs one browser in, once'),
    expiresAt: instant.describe('In UTC'),
  })
  .meta({ id: 'SignInLink' });
export type LinkJson = JsonOf<typeof signInLink>;

const TOKEN = {
  id: z.string().describe('Names the token to whoever revokes it'),
  label: z.string().describe('What it is for'),
  scope,
};
export const token = z
  .strictObject({
    ...TOKEN,
    createdAt: instant.describe('In UTC'),
    lastUsedAt: instant.nullable().describe('In UTC, to the hour; null before the first use'),
  })
  .meta({ id: 'AccessToken' });
export type TokenJson = JsonOf<typeof token>;
export const tokens = z.array(token);

export const newToken = z
  .strictObject({ ...TOKEN, token: z.string().describe('The secret, shown this once') })
  .meta({ id: 'NewAccessToken' });
export type NewTokenJson = JsonOf<typeof newToken>;

const several = (doc: string) => z.array(z.string()).readonly().nullable().describe(doc);
const one = (doc: string) => z.string().nullable().describe(doc);
export const share = z
  .strictObject({
    name: z.string().describe('Names the calendar to its owner'),
    url: z.string().nullable().describe('The address; null on a machine without the key of which it was made'),
    filter: z
      .strictObject({
        type: several('Only these types of class'),
        location: several('Only at these places'),
        source: several('Only booked there'),
        status: several('Only in these states'),
        instructor: several('Only with them'),
        exclude: several('FIELD=VALUE: what is left out'),
        from: one('The first day, in words or as a date'),
        to: one('The last day, in words or as a date'),
        time: one('A part of the day'),
        search: one('A part of a text'),
      })
      .describe('As it was said; null where nothing was said'),
  })
  .meta({ id: 'SharedCalendar' });
export type ShareJson = JsonOf<typeof share>;
export const shares = z.array(share);

const browser = {
  id: z.string().describe('Names it to whoever signs it out'),
  label: z.string().describe('What the browser calls itself'),
  scope,
  createdAt: instant.describe('In UTC'),
  lastUsedAt: instant.describe('In UTC, to the hour'),
  expiresAt: instant.describe('In UTC; later after each use'),
};
export const browserSession = z
  .strictObject({ ...browser, isCurrent: z.boolean().describe('Whether it is the one that asks') })
  .meta({ id: 'BrowserSession' });
export type BrowserSessionJson = JsonOf<typeof browserSession>;

export const signedIn = z
  .strictObject({ account: z.string().describe('The name of the account'), ...browser })
  .meta({ id: 'SignedIn' });
export type SignedInJson = JsonOf<typeof signedIn>;
