import type { BookingContext } from '../bookings/booking-context.ts';
import type { Settings } from '../config/settings.ts';
import { findDueFeeds } from '../intake/feeds/due-feeds.ts';
import { listFeedRows, readFeedStates, toFeed } from '../intake/feeds/feed-store.ts';
import type { FeedAnswer, MailboxWatch } from './daemon-parts.ts';
import { describeFailure } from './describe-failure.ts';
import { WatchedMailbox, type WatchedOptions } from './watched-mailbox.ts';

export interface WatchOptions {
  readonly context: BookingContext;
  readonly settings: () => Settings;
  /** The folder with the person's own mail formats. */
  readonly mailFormats: string | undefined;
  /** Is told what came of a reading. */
  readonly hear: (answer: FeedAnswer) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Watches the mailboxes on servers: each by itself, so that a slow one keeps no other waiting. */
export function watchMailboxes({ context, settings, mailFormats, hear, signal }: WatchOptions): MailboxWatch {
  const takeIn: WatchedOptions['takeIn'] = async (feed, readImap, isDue, ending) => {
    try {
      const { askMailbox } = await import('./ask-due-feeds.ts');
      const answer = await askMailbox(context, settings(), feed, { readImap, isDue, mailFormats }, ending);
      if (answer) await hear(answer);
    } catch (error) {
      if (!ending.aborted) await hear({ feed: feed.name, result: describeFailure(error), hasFailed: true });
    }
  };
  const watched = new Map<string, WatchedMailbox>();
  const failed = new Set<string>();
  return {
    async look() {
      const feeds = await findMailboxes(context);
      const ended = [...watched].filter(([id, { definition }]) => {
        const feed = feeds.find((each) => each.feed.id === id);
        return JSON.stringify(feed?.definition) !== JSON.stringify(definition);
      });
      for (const [id] of ended) watched.delete(id);
      await Promise.all(ended.map(([, mailbox]) => mailbox.end()));
      for (const { feed, definition, isDue, hasFailed } of feeds) {
        const known = watched.get(feed.id);
        const mailbox = known ?? new WatchedMailbox({ feed, definition, takeIn, signal });
        watched.set(feed.id, mailbox);
        // One that was asked lately, by hand or by another daemon, is watched from now on.
        const isNewlyWell = !hasFailed && (known === undefined || failed.has(feed.id)) && !mailbox.isAwake;
        if (isDue || isNewlyWell) mailbox.ask();
        if (hasFailed) failed.add(feed.id);
        else failed.delete(feed.id);
      }
    },
    async end() {
      await Promise.all([...watched.values()].map((mailbox) => mailbox.end()));
    },
  };
}

async function findMailboxes(context: BookingContext) {
  const { store } = context;
  const feeds = (await listFeedRows(store)).map(toFeed).flatMap((feed) => {
    const { definition } = feed;
    return definition.kind === 'imap' ? [{ feed, definition }] : [];
  });
  if (feeds.length === 0) return [];
  const states = await readFeedStates(store);
  const due = new Set((await findDueFeeds(context)).map(({ id }) => id));
  return feeds.map(({ feed, definition }) => ({
    ...{ feed, definition },
    isDue: due.has(feed.id),
    hasFailed: states.get(feed.id)?.hasFailed ?? false,
  }));
}
