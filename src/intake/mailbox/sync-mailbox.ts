import type { BookingChange } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { joinChanges } from '../../bookings/join-changes.ts';
import type { Store } from '../../db/store.ts';
import { addMonths } from '../../time/civil.ts';
import { instantOfWall, wallTimeAt } from '../../time/zones.ts';
import { command, type Words, words } from '../../words.ts';
import type { ImapDefinition, MailboxFeed } from '../feeds/feed.ts';
import { hasFeed } from '../feeds/feed-store.ts';
import type { SyncOptions } from '../feeds/take-in-feed.ts';
import { oneOrMany, type Skip } from '../incoming.ts';
import type { MailFormat } from '../mail/mail-format.ts';
import { listBlocked } from '../mail-trust/blocked-senders.ts';
import { countWaitingByFeed } from '../mail-trust/count-waiting.ts';
import type { MailHeaders } from '../mail-trust/mail-headers.ts';
import { proposeAuthServer } from '../mail-trust/propose-auth-server.ts';
import { endWaiting, keepWaiting, listRefused } from '../mail-trust/waiting-store.ts';
import { describeReport, type ImportReport, sumReports } from '../plan/import-plan.ts';
import { takeInAll } from '../take-in-all.ts';
import { parseTitleMap, type TitleMap } from '../title-map.ts';
import { describeUnchecked } from './describe-unchecked.ts';
import { MAILBOX_LIMITS, type MailboxBatch, type ReadMailbox } from './mailbox.ts';
import { type MailboxProgress, type MailboxState, NEW_MAILBOX, readMailbox, saveMailbox } from './mailbox-store.ts';
import type { MailDocumentReading } from './read-mail-document.ts';
import { readMailboxOf } from './read-mailbox-of.ts';
import { recallMailbox } from './recall-mailbox.ts';
import { type SortedMails, sortMails } from './sort-mails.ts';

export interface MailboxRequest extends SyncOptions {
  /** The saved title patterns. They apply to every source. */
  readonly standing: readonly TitleMap[];
  readonly formats: readonly MailFormat[];
  /** Reads an IMAP folder over an existing connection, so that no other is opened. */
  readonly readImap?: ReadMailbox<ImapDefinition> | undefined;
  readonly hear?: ((progress: MailboxProgress) => void) | undefined;
  readonly signal: AbortSignal;
  /** Saves the result of the run so far, in the transaction of a batch. */
  readonly save: (store: Store, so: MailboxRunState) => Promise<void>;
}

export interface MailboxRunState {
  readonly result: string;
  /** Whether there is more to read. Then the feed is asked again soon. */
  readonly hasMore: boolean;
}

export interface MailboxRun {
  readonly report: ImportReport;
  readonly changes: readonly BookingChange[];
  readonly notes: readonly Words[];
  readonly mails: number;
}

const MONTHS_AROUND = 12;
/** The number of heads that are used to find the server that checks senders. */
const HEADS = 200;

/**
 * Takes in the mails that came since the last run, batch by batch. The mails of a batch, its cursor and its result are
 * written in one transaction. So after an interruption only one batch is read again, and nothing is changed twice.
 * Changes nothing in the mailbox. A deleted mail cancels nothing. Throws FailureError.
 */
export async function syncMailbox(
  context: BookingContext,
  feed: MailboxFeed,
  request: MailboxRequest,
): Promise<MailboxRun> {
  const run = new Run(context, feed, request);
  return request.isDryRun ? run.tryOut() : run.takeIn();
}

class Run {
  readonly #context: BookingContext;
  readonly #feed: MailboxFeed;
  readonly #request: MailboxRequest;
  readonly #reading: MailDocumentReading;
  readonly #readWith: string;
  readonly #heads: MailHeaders[] = [];
  readonly #notes = new Set<Words>();
  readonly #changes: BookingChange[][] = [];
  #report: ImportReport = sumReports([]);
  #mails = 0;
  #waiting = 0;

  constructor(context: BookingContext, feed: MailboxFeed, request: MailboxRequest) {
    this.#context = context;
    this.#feed = feed;
    this.#request = request;
    const { zone, type, only, skip, maps } = feed.definition;
    const today = wallTimeAt(context.clock.now(), context.homeZone).slice(0, 10);
    this.#reading = {
      reading: {
        homeZone: context.homeZone,
        ...(zone !== null && { zone }),
        ...(type !== null && { type }),
        since: addMonths(today, -MONTHS_AROUND),
        horizon: addMonths(today, MONTHS_AROUND),
        formats: request.formats,
      },
      rules: { only, skip, maps: maps.map(parseTitleMap), standing: request.standing },
    };
    this.#readWith = fingerprint([feed.definition, context.homeZone, request.standing, request.formats]);
  }

  async takeIn(): Promise<MailboxRun> {
    const { store } = this.#context;
    const { id, name } = this.#feed;
    const { isAutomatic, revive, hear, save } = this.#request;
    // An interruption, even a kill, leaves a complete step behind. The next run is another step.
    const run = {};
    let state = await this.#stateBefore();
    for await (const batch of this.#read(state)) {
      const sorted = await this.#sort(batch);
      const before = this.#report;
      state = this.#stateAfter(state, batch);
      let isThere = true;
      const { report, changes } = await takeInAll(this.#context, sorted.documents, {
        ...{ what: `synced ${name}`, feed: { name, isAutomatic }, areMessages: true, run, before },
        ...{ revive, isDryRun: false },
        recall: (inner) => recallMailbox(inner, id),
        after: async (inner, taken) => {
          isThere = await hasFeed(inner, id);
          if (!isThere) return;
          await saveMailbox(inner, id, state);
          await endWaiting(inner, sorted.taken);
          const { left } = await keepWaiting(inner, id, sorted.waiting, this.#context.newId);
          if (left > 0) this.#notes.add(LEFT);
          await save(inner, this.#soFar(batch, sumReports([before, taken.report])));
        },
      });
      if (!isThere) break;
      this.#keep(sorted, report, changes);
      hear?.(state.progress);
    }
    // Those of earlier runs too, without what the person has refused.
    this.#waiting = (await countWaitingByFeed(store)).get(id) ?? 0;
    await this.#propose(store, state);
    return this.#finish();
  }

  /** Does the whole run in one transaction, which is rolled back. */
  async tryOut(): Promise<MailboxRun> {
    const documents = [];
    for await (const batch of this.#read(await this.#stateBefore())) {
      const sorted = await this.#sort(batch);
      documents.push(...sorted.documents);
      this.#keep(sorted, sumReports([]), []);
    }
    const { revive } = this.#request;
    const { report, changes } = await takeInAll(this.#context, documents, {
      ...{ what: '', areMessages: true, revive, isDryRun: true },
      recall: (inner) => recallMailbox(inner, this.#feed.id),
    });
    this.#keep({ skipped: [], notes: [], waiting: [] }, report, changes);
    return this.#finish();
  }

  /** With other rules or formats a mailbox is read again, since they may find bookings in mails that had none before. */
  async #stateBefore(): Promise<MailboxState> {
    const { force, revive } = this.#request;
    const known = await readMailbox(this.#context.store, this.#feed.id);
    const mayGoOn = !force && !revive && known.readWith === this.#readWith;
    return mayGoOn ? known : { ...NEW_MAILBOX, authServer: known.authServer, readWith: this.#readWith };
  }

  #stateAfter(state: MailboxState, { cursor, mails, done, total }: MailboxBatch): MailboxState {
    return { ...state, cursor, progress: { mails: state.progress.mails + mails.length, done, total } };
  }

  #read({ cursor }: MailboxState): AsyncIterable<MailboxBatch> {
    const { definition } = this.#feed;
    const { formats, readImap, signal } = this.#request;
    const options = {
      ...{ cursor, signal, limits: MAILBOX_LIMITS },
      since: new Date(instantOfWall(`${definition.since}T00:00:00`, this.#context.homeZone)),
      senders: [...new Set(formats.flatMap(({ senders }) => senders))],
    };
    return readMailboxOf(definition, options, readImap);
  }

  async #sort({ mails }: MailboxBatch): Promise<SortedMails> {
    const { authServer } = this.#feed.definition;
    const blocked = (await listBlocked(this.#context.store)).map(({ sender }) => sender);
    const refused = await listRefused(this.#context.store);
    const sorted = await sortMails(mails, this.#reading, { authServer, blocked, refused });
    this.#mails += mails.length;
    for (const headers of sorted.headers) if (this.#heads.length < HEADS) this.#heads.push(headers);
    return sorted;
  }

  #keep(
    { skipped, notes, waiting }: Pick<SortedMails, 'skipped' | 'notes' | 'waiting'>,
    report: ImportReport,
    changes: readonly BookingChange[],
  ): void {
    this.#report = sumReports([this.#report, report, { ...sumReports([]), skipped: skipped as Skip[] }]);
    for (const note of notes) this.#notes.add(note);
    this.#waiting += waiting.length;
    this.#changes.push([...changes]);
  }

  #soFar({ done, total }: MailboxBatch, report: ImportReport): MailboxRunState {
    const hasMore = done < total || done >= MAILBOX_LIMITS.mails;
    const found = describeReport(report);
    const result =
      done < total ? `${done.toLocaleString('en')} of ${oneOrMany(total, 'mail', 'mails')}: ${found}` : found;
    return { result, hasMore };
  }

  /** Where no server is named, every mail waits. The person is told which server it may be. */
  async #propose(store: Store, state: MailboxState): Promise<void> {
    if (this.#feed.definition.authServer !== null) return;
    const server = proposeAuthServer(this.#heads) ?? state.authServer;
    if (server !== null && server !== state.authServer) {
      await store.transaction((inner) => saveMailbox(inner, this.#feed.id, { ...state, authServer: server }));
    }
    if (this.#waiting === 0) return;
    this.#notes.add(describeUnchecked(this.#feed, server));
  }

  #finish(): MailboxRun {
    const notes = [...this.#notes];
    if (this.#waiting > 0) {
      notes.unshift(
        words`${oneOrMany(this.#waiting, 'mail waits', 'mails wait')} for your word; ${command('mail waiting')} shows them.`,
      );
    }
    const { bookings } = joinChanges(this.#changes.map((changes) => ({ bookings: changes, classes: [] })));
    return { report: this.#report, changes: bookings, notes, mails: this.#mails };
  }
}

const LEFT = 'Too many mails wait already, so some were left out.';

function fingerprint(of: unknown): string {
  const text = JSON.stringify(of, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value));
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, 32);
}
