import { toListingJson } from '../../contract/intake-json.ts';
import { placeOf } from '../../intake/feeds/feed.ts';
import { type FeedListing, listFeeds } from '../../intake/feeds/feed-service.ts';
import { renderFeeds } from '../../render/feed-table.ts';
import { singleLine } from '../../render/printable.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';

export const action = defineAction<null, readonly FeedListing[]>({
  parse: () => null,
  run: async (session) => listFeeds(await session.bookings()),
  toText: (listings, style) => renderFeeds(listings, wallTimeAt, style),
  toJson: (listings) => listings.map(toListingJson),
  toPlain: (listings) =>
    listings.map(({ feed, events, state }) => [
      ...[feed.name, placeOf(feed), String(events), state?.triedAt ?? ''],
      ...[state === null ? '' : state.hasFailed ? 'failed' : 'ok', singleLine(state?.result ?? '')],
    ]),
});
