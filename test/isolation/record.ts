import { openBrowserSession } from '../../src/accounts/access/browser-session-service.ts';
import { onceForKey } from '../../src/accounts/access/idempotency.ts';
import { makeLink } from '../../src/accounts/access/link-service.ts';
import { addToken } from '../../src/accounts/access/token-service.ts';
import { saveOwnSetting } from '../../src/accounts/own-settings-service.ts';
import { markByHabit } from '../../src/attendance/habit-service.ts';
import { saveReview } from '../../src/attendance/reviews/review-service.ts';
import { addPause } from '../../src/attendance/streak/pause-service.ts';
import type { Pause } from '../../src/attendance/streak/pauses.ts';
import { dateTarget } from '../../src/attendance/streak/target-service.ts';
import type { BookRequest } from '../../src/bookings/book-service.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBookings } from '../../src/bookings/status-service.ts';
import { addShare } from '../../src/calendar/shares/share-service.ts';
import type { Feed, ImapDefinition, MailboxFeed } from '../../src/intake/feeds/feed.ts';
import { saveFeed } from '../../src/intake/feeds/feed-service.ts';
import { saveFeedState } from '../../src/intake/feeds/feed-store.ts';
import { takeInFeed } from '../../src/intake/feeds/take-in-feed.ts';
import { NO_VALIDATORS } from '../../src/intake/fetch/validators.ts';
import { blockSender } from '../../src/intake/mail-trust/blocked-senders.ts';
import { listWaiting } from '../../src/intake/mail-trust/waiting-service.ts';
import { syncMailbox } from '../../src/intake/mailbox/sync-mailbox.ts';
import { reverseSteps } from '../../src/journal/journal-service.ts';
import type { ReminderKey } from '../../src/reminders/ledger-entry.ts';
import { saveReminderPreferences } from '../../src/reminders/preference-service.ts';
import { type ClaimedReminder, claimReminder } from '../../src/reminders/reminder-service.ts';
import { sampleIncoming, uid } from '../intake/incoming-samples.ts';
import { confirmation, letWait } from '../intake/mail-trust/waiting-samples.ts';
import { book } from '../support/book.ts';
import type { Person } from './person.ts';

/** What a person can name of her record. */
export interface Handles {
  /** In the names of everything that only she has. */
  readonly word: string;
  readonly attended: Booking;
  readonly booked: Booking;
  /** A class that has begun and is not marked. */
  readonly begun: Booking;
  readonly waitlisted: Booking;
  /** Marked attended by a habit. */
  readonly assumed: Booking;
  readonly pause: Pause;
  readonly feed: Feed;
  readonly mailbox: MailboxFeed;
  readonly mailId: string;
  readonly sender: string;
  /** A reminder that is due, and one that a process has claimed. */
  readonly due: ReminderKey;
  readonly claim: ClaimedReminder;
  readonly access: AccessHandles;
}

/** What may reach her account. */
export interface AccessHandles {
  readonly tokenId: string;
  readonly link: string;
  readonly sessionId: string;
  readonly share: string;
  readonly key: string;
}

const READING = { source: null, type: null, only: [], skip: [], maps: [] };
const CALENDAR = { kind: 'calendar', login: null, zone: null, allDayAt: null, since: null, ...READING } as const;
const FROM = { command: ['true'], file: null };
const MAILBOX: ImapDefinition = {
  kind: 'imap',
  host: 'mail.example',
  port: 993,
  tls: 'tls',
  user: 'me',
  folder: 'INBOX',
  secret: { kind: 'password', from: FROM },
  zone: null,
  since: '2026-01-01',
  authServer: null,
  ...READING,
};
const COVERAGE = { seriesUntil: '2027-11-19T00:00:00.000Z', until: null, unread: new Set<string>() };

/** Makes a record with something of every kind. `later` is the same person at the time of the test. */
export async function makeRecord(person: Person, later: Person, word: string): Promise<Handles> {
  const made = async (name: string, when: string, said: Partial<BookRequest> = {}, source = 'manual') => {
    const fields = { notes: `${word} notes`, type: 'yoga', price: 14, currency: 'EUR', source, ...said.fields };
    const { bookings } = await book(person, name, when, { ...said, fields });
    return bookings[0] as Booking;
  };
  const own = { fields: { location: `${word} Hall`, instructor: `${word} Ana` } } as const;
  await made('Vinyasa Flow', '2026-11-26T18:00', { fields: { location: 'Studio North' } });
  const attended = await made(`${word} Yoga`, '2026-11-19T18:00', { ...own, status: 'attended' });
  await made(`${word} Barre`, '2026-11-17T18:00', own, `${word}pass`);
  const [assumed] = await markByHabit(person, [`${word}pass`]);
  await made(`${word} Step`, '2026-11-22T10:00', own);
  const booked = await made(`${word} Spin`, '2026-11-25T18:00', own);
  const claimed = await made(`${word} Boxing`, '2026-11-25T18:20', own);
  const begun = await made(`${word} Rowing`, '2026-11-25T17:00', own);
  const waitlisted = await made(`${word} Pilates`, '2026-11-27T18:00', { ...own, status: 'waitlisted' });
  const gone = await made(`${word} Reformer`, '2026-11-28T09:00', own);
  await cancelBookings(person, { references: [gone.id], reason: `${word} reason` });
  await saveReview(person, attended.id, { rating: 5, text: `${word} review` });
  const pause = await addPause(person, { from: '2026-12-20', to: '2026-12-31' }, `${word} pause`);
  await dateTarget(person, { type: null, target: 2, from: null, before: null });
  await saveOwnSetting(person.store, 'assume_attended', [word]);
  await saveReminderPreferences(person, { classType: word, isReset: false, fields: { offsetsMinutes: [45] } });

  const feed = await saveFeed(person, `${word} studio`, { ...CALENDAR, url: `http://127.0.0.1:9/${word}.ics` });
  const incoming = [
    sampleIncoming({ className: `${word} Dance`, identity: uid(word), startsLocal: '2026-11-29T10:00:00' }),
  ];
  const reading = { incoming, skipped: [], notes: [], coverage: COVERAGE, validators: NO_VALIDATORS };
  const options = { force: false, revive: false, isDryRun: false, isAutomatic: false };
  await takeInFeed(person, feed, reading, options, async () => undefined);
  const stamp = person.clock.now().toISOString();
  await saveFeedState(person.store, feed.id, {
    ...{ triedAt: stamp, syncedAt: stamp, readAt: null, readWith: null, validators: NO_VALIDATORS },
    ...{ result: `${word} result`, hasFailed: false, failures: 0, nextAt: stamp },
  });
  const mailbox = (await saveFeed(person, `${word} box`, MAILBOX)) as MailboxFeed;
  await readMailbox(person, mailbox);
  await letWait(person, confirmation(`${word} Cycling`));
  const [waiting] = await listWaiting(person);
  const { sender } = await blockSender(person, `${word}.example`);

  await addPause(person, { from: '2027-01-01', to: '2027-01-02' }, `${word} undone`);
  await reverseSteps(person, 'undo', 1);
  const keyOf = ({ id: bookingId, startsAt }: Booking) =>
    ({ bookingId, kind: 'class', offsetMinutes: 60, channel: 'desktop', machine: '', startsAt }) as const;
  const claim = await claimReminder(later.reminding, keyOf(claimed));
  if (!claim || !waiting || !assumed) throw new Error('The record is not whole.');
  const due = keyOf(booked);
  const access = await letIn(later, word);
  return {
    word,
    access,
    attended,
    booked,
    begun,
    waitlisted,
    assumed,
    pause,
    feed,
    mailbox,
    mailId: waiting.mail.id,
    sender,
    due,
    claim,
  };
}

async function letIn(person: Person, word: string): Promise<AccessHandles> {
  const { id: tokenId } = await addToken(person, { label: `${word} phone`, scope: 'write' });
  const { secret: link } = await makeLink(person);
  const { session } = await openBrowserSession(person, `${word} browser`);
  const { name: share } = await addShare(person, { name: `${word} calendar`, filter: { search: word } });
  const key = `${word}-key`;
  const answer = { status: 201, headers: {}, body: word };
  await onceForKey(person, { key, content: word }, async () => answer);
  return { tokenId, link, sessionId: session.id, share, key };
}

/** Reads a mailbox with one mail. Gives the cursors from which it was read, and what came of it. */
export async function readMailbox(person: Person, mailbox: MailboxFeed): Promise<unknown> {
  const cursors: (string | null)[] = [];
  async function* readImap(_definition: unknown, { cursor }: { readonly cursor: string | null }) {
    cursors.push(cursor);
    const octets = Buffer.from('Subject: Lunch\r\n\r\nAt noon?\r\n');
    yield { mails: [{ key: '1', receivedAt: null, octets }], cursor: `${cursor} read`, done: 1, total: 1 };
  }
  const run = await syncMailbox(person, mailbox, {
    ...{ force: false, revive: false, isDryRun: false, isAutomatic: false, standing: [], formats: [], readImap },
    ...{ signal: new AbortController().signal, save: async () => undefined },
  });
  return { cursors, run };
}
