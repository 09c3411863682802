import type { BookingContext } from '../bookings/booking-context.ts';
import type { Settings } from '../config/settings.ts';
import type { Feed, ImapDefinition } from '../intake/feeds/feed.ts';
import type { FeedOutcome, SyncRequest } from '../intake/feeds/sync-service.ts';
import type { ReadMailbox } from '../intake/mailbox/mailbox.ts';
import { describeReport } from '../intake/plan/import-plan.ts';
import { wordForTerminal } from '../terminal-words.ts';
import type { FeedAnswer } from './daemon-parts.ts';

const OPTIONS = { force: false, revive: false, isDryRun: false, isAutomatic: true };

/**
 * Asks the feeds that are due, but for those that `isWatched`, and takes in their events. These changes are not steps of
 * the person for undo.
 */
export async function askDueFeeds(
  context: BookingContext,
  { titleMaps }: Settings,
  { mailFormats, isWatched }: { readonly mailFormats: MailFormats; readonly isWatched: (feed: Feed) => boolean },
  signal: AbortSignal,
): Promise<FeedAnswer[]> {
  const { findDueFeeds } = await import('../intake/feeds/due-feeds.ts');
  const feeds = (await findDueFeeds(context)).filter((feed) => !isWatched(feed));
  if (feeds.length === 0) return [];
  const { syncFeeds } = await import('../intake/feeds/sync-service.ts');
  return (await syncFeeds(context, feeds, { ...OPTIONS, standing: titleMaps, mailFormats, signal })).map(toAnswer);
}

/** The folder with the person's own mail formats. */
type MailFormats = SyncRequest['mailFormats'];

interface AskedMailbox {
  readonly readImap: ReadMailbox<ImapDefinition>;
  readonly isDue: boolean;
  readonly mailFormats: MailFormats;
}

/**
 * Takes in one mailbox, as {@link askDueFeeds} does, read as it is told. Null where that was ended, or where there is
 * nothing to tell: most mails are not about a booking, and a log that names each would tell nothing.
 */
export async function askMailbox(
  context: BookingContext,
  { titleMaps }: Settings,
  feed: Feed,
  { readImap, isDue, mailFormats }: AskedMailbox,
  signal: AbortSignal,
): Promise<FeedAnswer | null> {
  const { syncFeeds } = await import('../intake/feeds/sync-service.ts');
  const [outcome] = await syncFeeds(context, [feed], {
    ...OPTIONS,
    standing: titleMaps,
    signal,
    readImap,
    mailFormats,
  });
  return outcome && (isDue || isNews(outcome)) ? toAnswer(outcome) : null;
}

function isNews({ state, report: { created, updated, cancelled, adopted } }: FeedOutcome): boolean {
  return state === 'failed' || state === 'doubted' || created + updated + cancelled + adopted > 0;
}

function toAnswer({ feed, report, notes, state, error }: FeedOutcome): FeedAnswer {
  const result = state === 'doubted' ? notes.map(wordForTerminal).join(' ') : describeReport(report);
  return { feed: feed.name, result: error?.message ?? result, hasFailed: error !== null || state === 'doubted' };
}
