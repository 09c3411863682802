import * as z from 'zod';
import { errorShape } from './error-schema.ts';
import { count, id, instant, type JsonOf, textOrNull, zone } from './values.ts';

const feedName = z.string().describe('What the person calls the feed');

const report = {
  created: count.describe('New bookings'),
  updated: count.describe('Bookings that were changed'),
  cancelled: count.describe('Bookings that were cancelled'),
  adopted: count.describe('Bookings typed in before that the source turned out to know'),
  unchanged: count.describe('Bookings that were known as they are'),
  skipped: z
    .array(
      z.strictObject({
        uid: textOrNull.describe('Of an event'),
        line: count.nullable().describe('Of a table'),
        reason: z.string().describe('A sentence'),
      }),
    )
    .describe('What could not be taken, and why'),
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
          .describe('doubted: it lost too much to be believed, and nothing was changed'),
        ...report,
        error: errorShape.nullable(),
      }),
    )
    .describe('Each feed that was asked; the numbers above are of all of them together'),
});
export type SyncReportJson = JsonOf<typeof syncReport>;

const patterns = z.array(z.string()).describe('As they were given');
const definition = {
  name: feedName,
  kind: z
    .enum(['calendar', 'mindbody', 'maildir', 'imap'])
    .describe('A calendar or table at an address, an account at Mindbody, or a mailbox'),
  place: z.string().describe('Where it is asked, without secrets'),
  source: z.string().describe('The source of what names none'),
  zone: zone.nullable().describe('Of times that name none'),
  type: textOrNull.describe('The class type of all it brings'),
  only: patterns,
  skip: patterns,
  maps: patterns,
};

export const feed = z.strictObject(definition).meta({ id: 'Feed' });
export type FeedJson = JsonOf<typeof feed>;

const listing = z
  .strictObject({
    ...definition,
    events: count.describe('How many it held when it was last read'),
    triedAt: instant.nullable().describe('When it was last asked, in UTC'),
    syncedAt: instant.nullable().describe('When that last went well, in UTC'),
    result: textOrNull.describe('What came of the last time, in words'),
    failures: count.describe('How many times in a row it failed'),
    nextAt: instant.nullable().describe('Until then the daemon leaves it alone, in UTC'),
  })
  .meta({ id: 'FeedListing' });
export type FeedListingJson = JsonOf<typeof listing>;
export const feeds = z.array(listing);

export const removedFeed = z
  .strictObject({ ...definition, removedBookings: z.array(id).describe('The bookings that went with it') })
  .meta({ id: 'RemovedFeed' });
export type RemovedFeedJson = JsonOf<typeof removedFeed>;
