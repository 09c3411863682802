import type { BookingContext } from '../bookings/booking-context.ts';
import type { Settings } from '../config/settings.ts';
import { describeReport } from '../intake/plan/import-plan.ts';
import type { FeedAnswer } from './loop.ts';

/** Asks the feeds that are due and takes in their events. These changes are not steps of the person for undo. */
export async function askDueFeeds(
  context: BookingContext,
  { titleMaps }: Settings,
  signal: AbortSignal,
): Promise<FeedAnswer[]> {
  const { findDueFeeds } = await import('../intake/feeds/due-feeds.ts');
  const feeds = await findDueFeeds(context);
  if (feeds.length === 0) return [];
  const { syncFeeds } = await import('../intake/feeds/sync-service.ts');
  const options = { force: false, revive: false, isDryRun: false, isAutomatic: true };
  const outcomes = await syncFeeds(context, feeds, { ...options, standing: titleMaps, signal });
  return outcomes.map(({ feed, report, notes, state, error }) => {
    const result = state === 'doubted' ? notes.join(' ') : describeReport(report);
    return { feed: feed.name, result: error?.message ?? result, hasFailed: error !== null || state === 'doubted' };
  });
}
