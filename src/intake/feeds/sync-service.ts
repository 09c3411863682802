import type { BookingContext } from '../../bookings/booking-context.ts';
import { FailureError, NuminaError, StorageError } from '../../errors.ts';
import { wallTimeAt } from '../../time/zones.ts';
import { command, field, type Words, words } from '../../words.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';
import { NO_VALIDATORS } from '../fetch/validators.ts';
import { oneOrMany } from '../incoming.ts';
import type { MailboxProgress } from '../mailbox/mailbox-store.ts';
import type { MailboxRequest } from '../mailbox/sync-mailbox.ts';
import { describeReport, type ImportReport } from '../plan/import-plan.ts';
import type { Taken } from '../take-in.ts';
import type { TitleMap } from '../title-map.ts';
import { listTouched, type Touched } from '../touched-classes.ts';
import { computePauseMs } from './back-off.ts';
import { type Feed, isMailboxFeed, type MailboxFeed } from './feed.ts';
import { type FeedState, listSightings, readFeedStates, saveFeedState } from './feed-store.ts';
import { type FeedReading, type FeedReadingOptions, readFeed } from './read-feed.ts';
import { type SyncOptions, takeInFeed } from './take-in-feed.ts';

export interface SyncRequest extends SyncOptions {
  /** The saved title patterns. They apply to every source. */
  readonly standing: readonly TitleMap[];
  readonly signal: AbortSignal;
  /** The folder with the person's own mail formats. */
  readonly mailFormats?: string | undefined;
  /** As in MailboxRequest. */
  readonly readImap?: MailboxRequest['readImap'];
  /** Called after each batch of mails that was taken in. */
  readonly hearMails?: ((feed: Feed, progress: MailboxProgress) => void) | undefined;
}

/** The result of asking one feed. */
export interface FeedOutcome {
  readonly feed: Feed;
  /** `same`: the feed has not changed. `doubted`: it lost too many classes to be believed, so nothing was changed. */
  readonly state: 'taken' | 'same' | 'doubted' | 'failed';
  readonly report: ImportReport;
  /** The classes that changed; absent where none did. */
  readonly touched?: Touched;
  /** Notes for the person, in whole sentences. */
  readonly notes: readonly Words[];
  readonly error: NuminaError | null;
}

const NOTHING: ImportReport = { created: 0, updated: 0, cancelled: 0, adopted: 0, unchanged: 0, skipped: [] };

/** A feed is read again once a day even where it has not changed, because the year ahead moves on. */
const READ_WHOLE_MS = 24 * 3_600_000;

/**
 * Reads feeds in parallel and takes them in one by one. A failure is reported in the outcome of its feed and does not
 * stop the others. After an abort by the signal, the remaining feeds have no outcome. Throws StorageError.
 */
export async function syncFeeds(
  context: BookingContext,
  feeds: readonly Feed[],
  request: SyncRequest,
): Promise<FeedOutcome[]> {
  const { store, clock } = context;
  const states = await readFeedStates(store);
  const runs = feeds.map((feed) => {
    const run = new Run(context, feed, states.get(feed.id) ?? null, request, clock.now());
    // A mailbox is read while it is taken in, for it may not fit into memory.
    const reading = isMailboxFeed(feed) ? Promise.resolve(null) : run.read();
    // Readings are awaited one by one. Until then, a failure must not count as unhandled.
    reading.catch(() => undefined);
    return { run, feed, reading };
  });
  const outcomes: FeedOutcome[] = [];
  for (const { run, feed, reading } of runs) {
    try {
      outcomes.push(isMailboxFeed(feed) ? await run.takeMails(feed) : await run.take(await reading));
    } catch (error) {
      if (error instanceof StorageError) throw error;
      if (request.signal.aborted) break;
      outcomes.push(await run.fail(error));
    }
    if (outcomes.at(-1)?.error instanceof StorageError) break;
  }
  return outcomes;
}

/** One run of one feed. */
class Run {
  readonly #context: BookingContext;
  readonly #feed: Feed;
  readonly #state: FeedState | null;
  readonly #request: SyncRequest;
  readonly #now: Date;
  readonly #readWith: string;

  constructor(context: BookingContext, feed: Feed, state: FeedState | null, request: SyncRequest, now: Date) {
    this.#context = context;
    this.#feed = feed;
    this.#state = state;
    this.#request = request;
    this.#now = now;
    this.#readWith = JSON.stringify([feed.definition, context.homeZone, request.standing]);
  }

  read(): Promise<FeedReading | null> {
    const { homeZone } = this.#context;
    const { standing, signal } = this.#request;
    const options: FeedReadingOptions = {
      ...{ homeZone, standing, signal, now: this.#now },
      today: wallTimeAt(this.#now, homeZone).slice(0, 10),
      validators: this.#mayBeSame() ? (this.#state?.validators ?? NO_VALIDATORS) : NO_VALIDATORS,
      isKnown: this.#state?.syncedAt != null,
    };
    return readFeed(this.#feed, options);
  }

  async take(reading: FeedReading | null): Promise<FeedOutcome> {
    const { store } = this.#context;
    const feed = this.#feed;
    if (reading === null) {
      const state = this.#succeeded('nothing new', null);
      if (!this.#request.isDryRun) await saveFeedState(store, feed.id, state);
      const { length: unchanged } = await listSightings(store, feed.id);
      return { feed, state: 'same', report: { ...NOTHING, unchanged }, notes: [], error: null };
    }
    const { report, changes, doubted } = await takeInFeed(this.#context, feed, reading, this.#request, (store, taken) =>
      saveFeedState(store, feed.id, this.#succeeded(resultOf(taken), taken.doubted > 0 ? null : reading)),
    );
    const { notes } = reading;
    const touched = listTouched(changes);
    if (doubted === 0) return { feed, state: 'taken', report, touched, notes, error: null };
    return { feed, state: 'doubted', report, notes: [...notes, warnOf(feed, reading, doubted)], error: null };
  }

  async takeMails(feed: MailboxFeed): Promise<FeedOutcome> {
    const [{ syncMailbox }, { loadFormats }] = await Promise.all([
      import('../mailbox/sync-mailbox.ts'),
      import('../mail/load-formats.ts'),
    ]);
    const { mailFormats, hearMails, ...request } = this.#request;
    const { report, touched, notes, mails, failure } = await syncMailbox(this.#context, feed, {
      ...request,
      formats: loadFormats(mailFormats ?? null),
      hear: (progress) => hearMails?.(feed, progress),
      save: (store, { result, hasMore }) => saveFeedState(store, feed.id, this.#succeeded(result, null, hasMore)),
    });
    if (failure) return this.fail(failure.cause, { report, touched, notes });
    if (mails > 0) return { feed, state: 'taken', report, touched, notes, error: null };
    const state = this.#succeeded('nothing new', null);
    if (!request.isDryRun) await saveFeedState(this.#context.store, feed.id, state);
    return { feed, state: 'same', report: NOTHING, notes, error: null };
  }

  /** `stored` is what the run took in before it failed. */
  async fail(cause: unknown, stored?: Pick<FeedOutcome, 'report' | 'touched' | 'notes'>): Promise<FeedOutcome> {
    const { store } = this.#context;
    const feed = this.#feed;
    const error = cause instanceof NuminaError ? cause : defect(cause);
    const failures = (this.#state?.failures ?? 0) + 1;
    const goesOn = words`What came before is stored; ${command('sync', feed.name)} goes on from there.`;
    const outcome: FeedOutcome = {
      ...{ feed, state: 'failed', report: NOTHING, notes: [], ...stored, error },
      ...(stored && { notes: [...stored.notes, goesOn] }),
    };
    // Nothing more can be written.
    if (error instanceof StorageError) return outcome;
    const { retryAfterMs, isFinal } = error instanceof SourceFailure ? error : { retryAfterMs: null, isFinal: false };
    const state: FeedState = {
      ...(this.#state ?? { syncedAt: null, readAt: null, readWith: null, validators: NO_VALIDATORS }),
      ...(stored && { syncedAt: this.#now.toISOString() }),
      triedAt: this.#now.toISOString(),
      result: error.message,
      hasFailed: true,
      failures,
      nextAt: this.#after(computePauseMs({ failures, retryAfterMs, isFinal })),
    };
    if (!this.#request.isDryRun) await saveFeedState(store, feed.id, state);
    return outcome;
  }

  /** Whether the answer "not changed" is useful. */
  #mayBeSame(): boolean {
    const { force, revive } = this.#request;
    if (!this.#state?.readAt || force || revive || this.#state.readWith !== this.#readWith) return false;
    const age = this.#now.getTime() - Date.parse(this.#state.readAt);
    return age >= 0 && age < READ_WHOLE_MS;
  }

  /** The state after a successful run. `reading` is what it took in; null where nothing was taken. */
  #succeeded(result: string, reading: FeedReading | null, hasMore = false): FeedState {
    const now = this.#now.toISOString();
    const known = this.#state ?? { readAt: null, readWith: null, validators: NO_VALIDATORS };
    const { readAt, readWith, validators } = reading
      ? { readAt: now, readWith: this.#readWith, validators: reading.validators }
      : known;
    const pauseMs = hasMore ? 0 : computePauseMs({ failures: 0, retryAfterMs: null, isFinal: false });
    const nextAt = this.#after(pauseMs);
    return {
      ...{ triedAt: now, syncedAt: now, readAt, readWith, validators },
      ...{ result, hasFailed: false, failures: 0, nextAt },
    };
  }

  #after(pauseMs: number): string {
    return new Date(this.#now.getTime() + pauseMs).toISOString();
  }
}

function resultOf({ report, doubted }: Taken): string {
  return doubted === 0
    ? describeReport(report)
    : `left as it was: ${oneOrMany(doubted, 'class', 'classes')} gone at once`;
}

function warnOf({ name }: Feed, { incoming }: FeedReading, doubted: number): Words {
  const found = incoming.length === 0 ? `${name} is suddenly empty` : `${name} has suddenly lost most of its classes`;
  const again = command('sync', name, field('force'));
  const lost = oneOrMany(doubted, 'class would be cancelled', 'classes would be cancelled');
  return words`${found}: ${lost}. Nothing was changed; if it is right, ${again} takes it in.`;
}

/** The error for a defect of numina that this feed triggers. It must not stop the other feeds. */
function defect(cause: unknown): FailureError {
  const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new FailureError(
    'feed_defect',
    `It cannot be taken in (${said}).`,
    words`Please report this; ${field('debug')} tells more.`,
    cause,
  );
}
