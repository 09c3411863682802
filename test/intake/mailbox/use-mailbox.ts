import { beforeEach } from 'vitest';
import type { BookingContext } from '../../../src/bookings/booking-context.ts';
import type { Feed, ImapDefinition } from '../../../src/intake/feeds/feed.ts';
import { addFeed, listFeeds } from '../../../src/intake/feeds/feed-service.ts';
import { type FeedOutcome, type SyncRequest, syncFeeds } from '../../../src/intake/feeds/sync-service.ts';
import { keepJournal } from '../../../src/journal/keep-journal.ts';
import { type BookingDatabase, useBookingDatabase } from '../../support/booking-database.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';
import { makeMaildir, SERVER, trustMomence } from './maildir-samples.ts';

const NOW = '2026-11-22T12:00:00.000Z';

/** A mailbox whose reader a test makes itself. */
export const IMAP_MAILBOX: ImapDefinition = {
  ...{ kind: 'imap', host: 'mail.example.com', port: 993, tls: 'tls', user: 'ana', folder: 'INBOX' },
  secret: { kind: 'password', from: { command: ['false'], file: null } },
  ...{ source: null, type: null, zone: null, only: [], skip: [], maps: [], since: '2026-01-01', authServer: SERVER },
};

interface Mailbox {
  readonly db: BookingDatabase;
  /** Of the Maildir. */
  path: string;
  context: BookingContext;
  readonly add: (
    mails: Readonly<Record<string, Buffer>>,
    said?: { readonly since?: string; readonly authServer?: string },
  ) => Promise<Feed>;
  /** Undefined where the run was ended. */
  readonly ask: (request?: Partial<SyncRequest>, context?: BookingContext) => Promise<FeedOutcome | undefined>;
  readonly sync: (request?: Partial<SyncRequest>) => Promise<FeedOutcome>;
  /** Every booking, by its start. */
  readonly state: () => Promise<string[]>;
}

/** A Maildir of each test and the feed “post” that reads it, with a journal. */
export function useMailbox(): Mailbox {
  const db = useBookingDatabase();
  const folder = useTemporaryFolder();
  const mailbox: Mailbox = {
    db,
    path: '',
    context: {} as BookingContext,
    async add(
      mails: Readonly<Record<string, Buffer>>,
      said: { since?: string; authServer?: string } = {},
    ): Promise<Feed> {
      makeMaildir(mailbox.path, mails);
      return addFeed(mailbox.context, { name: 'post', place: `maildir:${mailbox.path}`, authServer: SERVER, ...said });
    },
    async ask(request: Partial<SyncRequest> = {}, context = mailbox.context): Promise<FeedOutcome | undefined> {
      const feeds = (await listFeeds(context)).map(({ feed }) => feed);
      const [outcome] = await syncFeeds(context, feeds, {
        ...{ force: false, revive: false, isDryRun: false, isAutomatic: false, standing: [] },
        ...{ signal: new AbortController().signal, mailFormats: trustMomence(folder('formats')), ...request },
      });
      return outcome;
    },
    async sync(request: Partial<SyncRequest> = {}): Promise<FeedOutcome> {
      const outcome = await mailbox.ask(request);
      if (!outcome) throw new Error('Nothing was asked.');
      return outcome;
    },
    async state(): Promise<string[]> {
      return (await db.all()).map(({ startsLocal, status }) => `${startsLocal} ${status}`);
    },
  };
  beforeEach(() => {
    mailbox.path = folder('mail');
    const bare = db.at(NOW);
    mailbox.context = { ...bare, listeners: [keepJournal(bare)] };
  });
  return mailbox;
}
