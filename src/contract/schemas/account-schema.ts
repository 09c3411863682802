import * as z from 'zod';
import { instant, type JsonOf, textOrNull, zone } from './values.ts';

export const account = z
  .strictObject({
    name: z.string().describe('The name that chooses this account'),
    email: textOrNull.describe('Mail address of the person'),
    zone: zone.nullable().describe('The home zone that is set; null where it is that of the system'),
    createdAt: instant.describe('In UTC'),
  })
  .meta({ id: 'Account' });
export type AccountJson = JsonOf<typeof account>;
export const accounts = z.array(account);
export const removedAccount = account.nullable().describe('null where nothing was removed');
export type RemovedAccountJson = JsonOf<typeof removedAccount>;
