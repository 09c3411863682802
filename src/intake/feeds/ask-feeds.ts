import type { BookingContext } from '../../bookings/booking-context.ts';
import { saidFields, saidFlag, saidTexts } from '../../bookings/said-values.ts';
import { UsageError } from '../../errors.ts';
import { command, field, words } from '../../words.ts';
import type { TitleMap } from '../title-map.ts';
import type { Feed } from './feed.ts';
import { findFeedRow, listFeedRows, toFeed } from './feed-store.ts';
import { type FeedOutcome, type SyncRequest, syncFeeds } from './sync-service.ts';

/** A sync as a front end asks for it, not yet checked. */
export interface SaidSync {
  /** The feeds to ask; all of them where none is named. */
  readonly names?: string | readonly string[] | undefined;
  /** As in SyncOptions. */
  readonly force?: boolean | undefined;
  readonly revive?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface AskOptions {
  /** The saved title patterns. They apply to every source. */
  readonly standing: readonly TitleMap[];
  /** Called with the feeds, before they are asked. */
  readonly hear?: (feeds: readonly Feed[]) => void;
  /** As in SyncRequest. */
  readonly hearMails?: SyncRequest['hearMails'];
  readonly mailFormats?: SyncRequest['mailFormats'];
  readonly signal?: AbortSignal;
}

const NAMES = ['names', 'force', 'revive', 'dryRun'] as const satisfies readonly (keyof SaidSync)[];

/** Asks the named feeds, each once, and takes in their events. Throws UsageError, NotFoundError, StorageError. */
export async function askFeeds(
  context: BookingContext,
  request: SaidSync,
  { standing, hear, hearMails, mailFormats, signal = new AbortController().signal }: AskOptions,
): Promise<readonly FeedOutcome[]> {
  const said = saidFields(request, 'A sync', NAMES);
  const names = saidTexts(said.get('names'), 'The feed');
  if (names?.some((name) => name.trim() === '')) {
    throw new UsageError('bad_feed_name', 'An empty word names no feed.', words`${command('sync list')} shows them.`);
  }
  const options = {
    force: saidFlag(said.get('force'), field('force')),
    revive: saidFlag(said.get('revive'), field('revive')),
    isDryRun: saidFlag(said.get('dryRun'), field('dryRun')),
    isAutomatic: false,
  };
  const feeds = await findFeeds(context, names);
  hear?.(feeds);
  return syncFeeds(context, feeds, { ...options, standing, signal, hearMails, mailFormats });
}

async function findFeeds({ store }: BookingContext, names: readonly string[] | undefined): Promise<readonly Feed[]> {
  if (names === undefined) return (await listFeedRows(store)).map(toFeed);
  const feeds = new Map<string, Feed>();
  for (const name of names) {
    const row = await findFeedRow(store, name);
    feeds.set(row.id, toFeed(row));
  }
  return [...feeds.values()];
}
