import { placeOf } from '../../intake/feeds/feed.ts';
import { type FeedListing, listFeeds } from '../../intake/feeds/feed-service.ts';
import { renderFeeds } from '../../render/feed-table.ts';
import { singleLine } from '../../render/printable.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { toFeedJson } from './sync-add.ts';

export const action = defineAction<null, readonly FeedListing[]>({
  parse: () => null,
  run: async (app) => listFeeds(await app.bookings()),
  toText: (listings, style) => renderFeeds(listings, wallTimeAt, style),
  toJson: (listings) =>
    listings.map(({ feed, events, state }) => ({
      ...toFeedJson(feed),
      events,
      triedAt: state?.triedAt ?? null,
      syncedAt: state?.syncedAt ?? null,
      result: state?.result ?? null,
      failures: state?.failures ?? 0,
      nextAt: state?.nextAt ?? null,
    })),
  toPlain: (listings) =>
    listings.map(({ feed, events, state }) => [
      ...[feed.name, placeOf(feed), String(events), state?.triedAt ?? ''],
      ...[state === null ? '' : state.hasFailed ? 'failed' : 'ok', singleLine(state?.result ?? '')],
    ]),
});
