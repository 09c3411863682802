import { findAccountOfId } from '../../src/accounts/account-service.ts';
import * as ownSettings from '../../src/accounts/own-settings-service.ts';
import { planRecord } from '../../src/attendance/portable-record.ts';
import { askFeeds } from '../../src/intake/feeds/ask-feeds.ts';
import { findDueFeeds } from '../../src/intake/feeds/due-feeds.ts';
import * as feeds from '../../src/intake/feeds/feed-service.ts';
import { nameAuthServer } from '../../src/intake/feeds/name-auth-server.ts';
import { syncFeeds } from '../../src/intake/feeds/sync-service.ts';
import { takeInFeed } from '../../src/intake/feeds/take-in-feed.ts';
import { NO_VALIDATORS } from '../../src/intake/fetch/validators.ts';
import { importSource } from '../../src/intake/import-service.ts';
import * as blocked from '../../src/intake/mail-trust/blocked-senders.ts';
import type { SaidMails } from '../../src/intake/mail-trust/find-waiting.ts';
import * as waiting from '../../src/intake/mail-trust/waiting-service.ts';
import * as requests from '../../src/journal/journal-requests.ts';
import * as journal from '../../src/journal/journal-service.ts';
import { lastStepOf } from '../../src/journal/last-step.ts';
import type { Channel } from '../../src/reminders/channel.ts';
import { deliverReminder } from '../../src/reminders/deliver-reminder.ts';
import * as preferences from '../../src/reminders/preference-service.ts';
import * as overview from '../../src/reminders/reminder-overview.ts';
import * as reminders from '../../src/reminders/reminder-service.ts';
import { tryReminders } from '../../src/reminders/reminder-trial.ts';
import { fixedClock } from '../../src/time/clock.ts';
import { sampleIncoming } from '../intake/incoming-samples.ts';
import type { Person } from './person.ts';
import { type Handles, readMailbox } from './record.ts';
import { NAMES_NOBODY, type Rows } from './rows.ts';
import { NOW } from './worlds.ts';

const signal = new AbortController().signal;
const SYNC = { force: true, revive: true, isDryRun: false, isAutomatic: false, standing: [], signal };
const COVERAGE = { seriesUntil: '2027-11-19T00:00:00.000Z', until: null, unread: new Set<string>() };
const parts = { planRecord, titleMaps: { all: [], check: async () => undefined, save: async () => undefined } };
const place = 'https://studio.example/mine.ics';
const reading = { skipped: [], notes: [], coverage: COVERAGE, validators: NO_VALIDATORS };

/** What she would export of a booking, with another name for the class. */
function exportOf({ booked, pause }: Handles, reviewed: string) {
  const { id, startsLocal, zone, startsAt } = booked;
  const stamp = NOW.toISOString();
  const each = { id, class: { name: 'Mine' }, startsAt, startsLocal, zone, status: 'booked', updatedAt: stamp };
  const review = { bookingId: reviewed, rating: 1, text: 'mine', createdAt: stamp, updatedAt: stamp };
  const text = JSON.stringify({ bookings: [each], pauses: [pause], reviews: [review] });
  return { name: 'export.json', read: async () => Buffer.from(text) };
}

const byMail =
  (use: (me: Person, said: SaidMails) => Promise<unknown>) =>
  (me: Person, { mailId }: Handles) =>
    [{ ids: [mailId] }, { ids: [mailId.slice(0, 13)] }, { ids: [], all: true }].map((said) => () => use(me, said));

const STEPS = [null, 'feed'] as const;
const bothWays =
  (use: (me: Person, direction: 'undo' | 'redo', feed: string | null) => Promise<unknown>) =>
  (me: Person, { word }: Handles) =>
    STEPS.flatMap((of) =>
      (['undo', 'redo'] as const).map((direction) => () => use(me, direction, of === null ? null : `${word} studio`)),
    );

export const OTHER_ROWS: Rows = {
  'account-service': {
    findAccountOfId: {
      same: 'Names are known to all.',
      tries: (me) => [() => findAccountOfId(me.store)],
    },
  },
  'own-settings-service': {
    readOwnSettings: (me) => [() => ownSettings.readOwnSettings(me.store)],
    saveOwnSetting: {
      same: 'It answers nothing.',
      tries: (me) => [
        () => ownSettings.saveOwnSetting(me.store, 'clock', '12'),
        () => ownSettings.saveOwnSetting(me.store, 'clock', null),
      ],
    },
    keepInDatabase: {
      same: 'Neither has any in the config file.',
      tries: (me) => [() => ownSettings.keepInDatabase(me.store, async () => [])],
    },
  },
  'ask-feeds': {
    askFeeds: (me, { feed }) => [() => askFeeds(me, { names: [feed.name] }, { standing: [] })],
  },
  'due-feeds': { findDueFeeds: (me) => [() => findDueFeeds({ ...me, clock: fixedClock(new Date('2027-01-01')) })] },
  'feed-service': {
    addFeed: (me, { feed }) => [() => feeds.addFeed(me, { name: feed.name, place })],
    saveFeed: (me, { feed }) => [() => feeds.saveFeed(me, feed.name, feed.definition)],
    listFeeds: (me) => [() => feeds.listFeeds(me)],
    removeFeed: (me, { feed }) =>
      [feed.name, feed.name.toUpperCase(), feed.id].map((name) => () => feeds.removeFeed(me, name)),
  },
  'name-auth-server': {
    nameAuthServer: (me, { mailbox: { name } }) => [
      () => nameAuthServer(me, { name, place: 'imaps://me@mail.example/INBOX', authServer: 'mx.example' }),
    ],
  },
  'sync-service': {
    syncFeeds: {
      same: 'Nobody answers at the address of the feed.',
      tries: (me, { feed }) => [() => syncFeeds(me, [feed], SYNC)],
    },
  },
  'sync-mailbox': { syncMailbox: (me, { mailbox }) => [() => readMailbox(me, mailbox)] },
  'take-in-feed': {
    takeInFeed: (me, { feed }) => [
      () => takeInFeed(me, feed, { ...reading, incoming: [] }, SYNC, async () => undefined),
      () => takeInFeed(me, feed, { ...reading, incoming: [sampleIncoming()] }, SYNC, async () => undefined),
    ],
  },
  'import-service': {
    importSource: (me, her) => [
      () => importSource(me, parts, {}, exportOf(her, her.booked.id)),
      () => importSource(me, parts, { revive: true }, exportOf(her, her.attended.id)),
    ],
  },
  'blocked-senders': {
    listBlocked: (me) => [() => blocked.listBlocked(me.store)],
    blockSender: (me, { sender }) => [
      () => blocked.blockSender(me, sender),
      () => blocked.blockSender(me, 'classpass.com'),
    ],
    unblockSender: (me, { sender }) => [() => blocked.unblockSender(me, sender)],
  },
  'waiting-service': {
    listWaiting: (me) => [() => waiting.listWaiting(me)],
    acceptMails: byMail((me, said) => waiting.acceptMails(me, said)),
    refuseMails: byMail((me, said) => waiting.refuseMails(me, said)),
  },
  'journal-requests': {
    listJournal: (me, { word }) =>
      [null, `${word} studio`].map((feed) => () => requests.listJournal(me, { count: 100, feed })),
    reverseJournal: bothWays((me, direction, feed) => requests.reverseJournal(me, direction, { count: 1, feed })),
    previewJournal: bothWays((me, direction, feed) => requests.previewJournal(me, direction, { count: 1, feed })),
  },
  'journal-service': {
    previewSteps: bothWays((me, direction, feed) => journal.previewSteps(me, direction, 3, feed)),
    reverseSteps: bothWays((me, direction, feed) => journal.reverseSteps(me, direction, 3, feed)),
  },
  'last-step': {
    lastStepOf: (me) => [() => lastStepOf(me).lastId(), () => lastStepOf(me).takeBackLast()],
  },
  'preference-service': {
    readReminderPreferences: (me) => [() => preferences.readReminderPreferences(me)],
    saveReminderPreferences: (me, { word }) => [
      () => preferences.saveReminderPreferences(me, { classType: word, isReset: true, fields: {} }),
      () => preferences.saveReminderPreferences(me, { classType: null, isReset: false, fields: { isEnabled: false } }),
    ],
    replaceReminderPreferences: (me, { word }) => [
      () => preferences.replaceReminderPreferences(me, { byType: { [word]: null } }),
      () => preferences.replaceReminderPreferences(me, { enabled: false, byType: { [word]: { offsets: [45] } } }),
    ],
  },
  'deliver-reminder': {
    deliverReminder: (me, { due }) => [
      () =>
        heard((channel) =>
          deliverReminder(me.reminding, channel, due, { clock: '24', signal, onTrouble: () => undefined }),
        ),
    ],
  },
  'reminder-overview': {
    readUpcoming: (me) => [() => overview.readUpcoming(me.reminding)],
    readNextReminder: (me) => [() => overview.readNextReminder(me.reminding)],
    readReminderLog: (me) => [() => overview.readReminderLog(me.reminding, 100)],
  },
  'reminder-service': {
    planMoment: { same: NAMES_NOBODY, tries: (me) => [async () => reminders.planMoment(me.reminding)] },
    settleReminders: (me, { booked }) => [() => reminders.settleReminders(me.reminding, [booked.id])],
    releaseAbandonedClaims: {
      same: 'Each has one claim.',
      tries: (me) => [() => reminders.releaseAbandonedClaims(me.reminding)],
    },
    claimReminder: (me, { due }) => [() => reminders.claimReminder(me.reminding, due)],
    reviewClaim: (me, { claim }) => [() => reminders.reviewClaim(me.reminding, claim)],
    confirmReminder: {
      same: NAMES_NOBODY,
      tries: (me, { claim }) => [
        () => reminders.confirmReminder(me.reminding, claim, { outcome: 'sent' }),
        () => reminders.confirmReminder(me.reminding, claim, { outcome: 'failed', error: 'mine' }),
      ],
    },
  },
  'reminder-trial': {
    tryReminders: (me) => [
      () =>
        heard((channel) =>
          tryReminders(me.reminding, { channels: [] }, { channels: [channel], setUp: ['desktop'], clock: '24' }),
        ),
    ],
  },
};

/** What a use case gave, and what it sent. */
async function heard(work: (channel: Channel) => Promise<unknown>): Promise<unknown> {
  const sent: unknown[] = [];
  const send: Channel['send'] = async (message) => {
    sent.push(message);
    return { outcome: 'sent' };
  };
  return { said: await work({ name: 'desktop', send }), sent };
}
