import type { BookingChange } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import type { Store } from '../../db/store.ts';
import { addMonths } from '../../time/civil.ts';
import { instantOfWall, wallTimeAt } from '../../time/zones.ts';
import type { Words } from '../../words.ts';
import type { ImapDefinition, MailboxFeed } from '../feeds/feed.ts';
import { hasFeed } from '../feeds/feed-store.ts';
import type { SyncOptions } from '../feeds/take-in-feed.ts';
import { oneOrMany } from '../incoming.ts';
import { DocumentPacker, type IntakeDocument } from '../intake-document.ts';
import type { MailFormat } from '../mail/mail-format.ts';
import { listBlocked } from '../mail-trust/blocked-senders.ts';
import { countWaitingByFeed } from '../mail-trust/count-waiting.ts';
import { endWaiting } from '../mail-trust/end-waiting.ts';
import { proposeAuthServer } from '../mail-trust/propose-auth-server.ts';
import { keepWaiting, listRefused } from '../mail-trust/waiting-store.ts';
import { describeReport, type ImportReport, sumReports } from '../plan/import-plan.ts';
import { takeInAll } from '../take-in-all.ts';
import { parseTitleMap, type TitleMap } from '../title-map.ts';
import { describeUnchecked } from './describe-unchecked.ts';
import { MAILBOX_LIMITS, type MailboxBatch, type ReadMailbox } from './mailbox.ts';
import { MailboxReport, type MailboxRun } from './mailbox-report.ts';
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

const MONTHS_AROUND = 12;

/**
 * Takes in the mails that came since the last run, batch by batch. The mails of a batch, its cursor and its result are
 * written in one transaction. So after an interruption only one batch is read again, and nothing is changed twice.
 * Changes nothing in the mailbox. A deleted mail cancels nothing. A run that fails after its first batch tells what was
 * stored, and the failure. Throws FailureError where nothing was stored.
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
  readonly #done = new MailboxReport();

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
    const { id } = this.#feed;
    // An interruption, even a kill, leaves a complete step behind. The next run is another step.
    const run = {};
    let state = await this.#stateBefore();
    let failure: MailboxRun['failure'] = null;
    let batches = 0;
    try {
      for await (const batch of this.#read(state)) {
        const next = this.#stateAfter(state, batch);
        if (!(await this.#takeBatch(batch, next, run))) break;
        state = next;
        batches += 1;
        this.#request.hear?.(state.progress);
      }
    } catch (cause) {
      if (batches === 0 || this.#request.signal.aborted) throw cause;
      failure = { cause };
    }
    // Those of earlier runs too, without what the person has refused.
    const waiting = (await countWaitingByFeed(store)).get(id) ?? 0;
    await this.#propose(store, state, waiting);
    return this.#done.finish(waiting, failure);
  }

  /** Takes in a batch. False where the mailbox was removed meanwhile. */
  async #takeBatch(batch: MailboxBatch, state: MailboxState, run: object): Promise<boolean> {
    const { id, name } = this.#feed;
    const { isAutomatic, revive, save } = this.#request;
    const sorted = await this.#sort(batch);
    const before = this.#done.report;
    const keys = new Map<IntakeDocument, string>(sorted.documents.map((each, at) => [each, sorted.taken[at] ?? '']));
    const changes: BookingChange[] = [];
    const notes: Words[] = [...sorted.notes];
    let isThere = true;
    const report = await takeInAll(this.#context, sorted.documents, {
      ...{ what: `synced ${name}`, feed: { name, isAutomatic }, areMessages: true, run, before },
      ...{ revive, isDryRun: false },
      recall: (inner) => recallMailbox(inner, id),
      planRowsOf: (round) => endWaiting(round, (document) => keys.get(document)),
      hear: (heard) => changes.push(...heard),
      after: async (inner, taken) => {
        isThere = await hasFeed(inner, id);
        if (!isThere) return;
        await saveMailbox(inner, id, state);
        const { left } = await keepWaiting(inner, id, sorted.waiting, this.#context.newId);
        if (left > 0) notes.push(LEFT);
        await save(inner, this.#soFar(batch, sumReports([before, taken])));
      },
    });
    if (isThere) this.#done.add(batch.mails.length, { skipped: sorted.skipped, notes }, report, changes);
    return isThere;
  }

  /** Does the whole run in one transaction, which is rolled back. */
  async tryOut(): Promise<MailboxRun> {
    const documents: IntakeDocument[] = [];
    const packer = new DocumentPacker();
    let waiting = 0;
    const state = await this.#stateBefore();
    for await (const batch of this.#read(state)) {
      const sorted = await this.#sort(batch);
      documents.push(...sorted.documents.map((each) => packer.pack(each)));
      waiting += sorted.waiting.length;
      this.#done.add(batch.mails.length, sorted, sumReports([]), []);
    }
    const changes: BookingChange[] = [];
    const report = await takeInAll(this.#context, documents, {
      ...{ what: '', areMessages: true, revive: this.#request.revive, isDryRun: true },
      recall: (inner) => recallMailbox(inner, this.#feed.id),
      hear: (heard) => changes.push(...heard),
    });
    this.#done.add(0, { skipped: [], notes: [] }, report, changes);
    return this.#done.finish(waiting, null);
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
    this.#done.read(sorted);
    return sorted;
  }

  #soFar({ done, total }: MailboxBatch, report: ImportReport): MailboxRunState {
    const hasMore = done < total || done >= MAILBOX_LIMITS.mails;
    const found = describeReport(report);
    const result =
      done < total ? `${done.toLocaleString('en')} of ${oneOrMany(total, 'mail', 'mails')}: ${found}` : found;
    return { result, hasMore };
  }

  /** Where no server is named, every mail waits. The person is told which server it may be. */
  async #propose(store: Store, state: MailboxState, waiting: number): Promise<void> {
    if (this.#feed.definition.authServer !== null) return;
    const server = proposeAuthServer(this.#done.heads) ?? state.authServer;
    if (server !== null && server !== state.authServer) {
      await store.transaction((inner) => saveMailbox(inner, this.#feed.id, { ...state, authServer: server }));
    }
    if (waiting > 0) this.#done.note(describeUnchecked(this.#feed, server));
  }
}

const LEFT = 'Too many mails wait already, so some were left out.';

function fingerprint(of: unknown): string {
  const text = JSON.stringify(of, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value));
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, 32);
}
