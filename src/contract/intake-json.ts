import { defaultSourceOf, type Feed, placeOf } from '../intake/feeds/feed.ts';
import type { FeedListing, RemovedFeed } from '../intake/feeds/feed-service.ts';
import type { FeedOutcome } from '../intake/feeds/sync-service.ts';
import { type ImportReport, sumReports } from '../intake/plan/import-plan.ts';
import type { Words } from '../words.ts';
import { toErrorFacts } from './error-json.ts';
import type {
  FeedJson,
  FeedListingJson,
  ImportReportJson,
  RemovedFeedJson,
  SyncReportJson,
} from './schemas/intake-schema.ts';

export function toReportJson(report: ImportReport, word: (said: Words) => string): ImportReportJson {
  const { created, updated, cancelled, adopted, unchanged } = report;
  const skipped = report.skipped.map(({ uid, line, reason }) => ({ uid, line, reason: word(reason) }));
  return { created, updated, cancelled, adopted, unchanged, skipped };
}

/** The sums over all feeds, and the report of each feed. `word` is the wording of the front end. */
export function toSyncJson(outcomes: readonly FeedOutcome[], word: (said: Words) => string): SyncReportJson {
  return {
    ...toReportJson(sumReports(outcomes.map(({ report }) => report)), word),
    feeds: outcomes.map(({ feed, state, report, error }) => ({
      name: feed.name,
      state,
      ...toReportJson(report, word),
      error: error && toErrorFacts(error, word),
    })),
  };
}

export function toFeedJson(feed: Feed): FeedJson {
  const { name, definition } = feed;
  const { kind, zone, type, only, skip, maps } = definition;
  return { name, kind, place: placeOf(feed), source: defaultSourceOf(feed), zone, type, only, skip, maps };
}

export function toListingJson({ feed, events, state, mails, waiting }: FeedListing): FeedListingJson {
  return {
    ...toFeedJson(feed),
    where: placeOf(feed),
    lastAskedAt: state?.triedAt ?? null,
    lastResult: state?.result ?? null,
    hasFailed: state?.hasFailed ?? false,
    nextAskAt: state?.nextAt ?? null,
    events,
    triedAt: state?.triedAt ?? null,
    syncedAt: state?.syncedAt ?? null,
    result: state?.result ?? null,
    failures: state?.failures ?? 0,
    nextAt: state?.nextAt ?? null,
    mails: mails && { read: mails.mails, done: mails.done, total: mails.total },
    waiting,
  };
}

export function toRemovedFeedJson({ feed, bookings, waiting }: RemovedFeed): RemovedFeedJson {
  return { ...toFeedJson(feed), removedBookings: bookings.map(({ id }) => id), removedMails: waiting };
}
