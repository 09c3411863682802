import * as z from 'zod';
import { errorShape } from './error-schema.ts';
import { count, id, instant, type JsonOf, textOrNull, zone } from './values.ts';

const feedName = z.string().describe('Name of the feed, chosen by the person');

const report = {
  created: count.describe('New bookings'),
  updated: count.describe('Bookings that were changed'),
  cancelled: count.describe('Bookings that were cancelled'),
  adopted: count.describe('Bookings that the person had typed in and that the source has too'),
  unchanged: count.describe('Bookings that were already the same'),
  skipped: z
    .array(
      z.strictObject({
        uid: textOrNull.describe('UID of the event in a calendar'),
        line: count.nullable().describe('Line in a table'),
        reason: z.string().describe('The reason, as a sentence'),
      }),
    )
    .describe('Entries that could not be imported, with the reasons'),
};

export const importReport = z.strictObject(report).meta({ id: 'ImportReport' });
export type ImportReportJson = JsonOf<typeof importReport>;

export const syncReport = z.strictObject({
  ...report,
  feeds: z
    .array(
      z.strictObject({
        name: feedName,
        state: z
          .enum(['taken', 'same', 'doubted', 'failed'])
          .describe('doubted: so many of its classes were missing that numina changed nothing'),
        ...report,
        error: errorShape.nullable(),
      }),
    )
    .describe('Each feed that was synced; the numbers above are the sums over all of them'),
});
export type SyncReportJson = JsonOf<typeof syncReport>;

const patterns = z.array(z.string()).describe('The patterns as they were given');
const definition = {
  name: feedName,
  kind: z
    .enum(['calendar', 'mindbody', 'maildir', 'imap'])
    .describe('A calendar or table at an address, an account at Mindbody, or a mailbox'),
  place: z.string().describe('Address, path or account, without secrets'),
  source: z.string().describe('The source of bookings for which the feed names none'),
  zone: zone.nullable().describe('The zone of times that name none'),
  type: textOrNull.describe('The class type of all its bookings'),
  only: patterns,
  skip: patterns,
  maps: patterns,
};

export const feed = z.strictObject(definition).meta({ id: 'Feed' });
export type FeedJson = JsonOf<typeof feed>;

const listing = z
  .strictObject({
    ...definition,
    where: z.string().describe('Address, path or account, without secrets'),
    lastAskedAt: instant.nullable().describe('When numina last tried to sync it, in UTC'),
    lastResult: textOrNull.describe('The result of the last sync, in words'),
    hasFailed: z.boolean().describe('Whether the last sync failed'),
    nextAskAt: instant.nullable().describe('When the daemon will sync it next at the earliest, in UTC'),
    events: count.describe('How many events it had at the last sync'),
    triedAt: instant.nullable().describe('The same as lastAskedAt'),
    syncedAt: instant.nullable().describe('When it was last synced without an error, in UTC'),
    result: textOrNull.describe('The same as lastResult'),
    failures: count.describe('How many times in a row it failed'),
    nextAt: instant.nullable().describe('The same as nextAskAt'),
    mails: z
      .strictObject({
        read: count.describe('Mails read in all'),
        done: count.describe('Mails of the last run that are done'),
        total: count.describe('Mails of the last run'),
      })
      .nullable()
      .describe('How far a mailbox was read; null for other feeds'),
    waiting: count.describe('Mails of it that wait for the person’s word'),
  })
  .meta({ id: 'FeedListing' });
export type FeedListingJson = JsonOf<typeof listing>;
export const feeds = z.array(listing);

export const removedFeed = z
  .strictObject({
    ...definition,
    removedBookings: z.array(id).describe('The bookings that were removed with it'),
    removedMails: count.describe('How many mails of it waited, and were removed with it'),
  })
  .meta({ id: 'RemovedFeed' });
export type RemovedFeedJson = JsonOf<typeof removedFeed>;
