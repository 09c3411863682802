import { HOUR_MS } from '../time/units.ts';
import { Alarm } from './alarm.ts';
import type { AccountParts, DaemonParts, FeedAnswer, MailboxWatch } from './daemon-parts.ts';

/** How long the end waits for a feed that does not answer. */
const ENDS_WITHIN_MS = 300;

export interface FeedRoundsOptions {
  readonly parts: AccountParts & Pick<DaemonParts, 'tell' | 'signal'>;
  /** Does work whose failure is told; gives whether it went well. */
  readonly attempt: (doing: string, work: () => Promise<void>) => Promise<boolean>;
  readonly fail: (doing: string, error: unknown) => void;
  /** Bookings may have changed. */
  readonly onChange: () => Promise<void>;
}

/** Asks feeds and watches mailboxes beside everything else, so that a slow one delays no reminder. */
export class FeedRounds {
  readonly #options: FeedRoundsOptions;
  #askedMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;
  #watch: MailboxWatch | null = null;

  constructor(options: FeedRoundsOptions) {
    this.#options = options;
  }

  /** Begins to ask where an hour has passed, or `mayBeNew`; gives whether it has. */
  begin(mayBeNew: boolean): boolean {
    const { context, askFeeds, watchMailboxes, signal } = this.#options.parts;
    const nowMs = context.clock.now().getTime();
    const isDue = mayBeNew || nowMs - this.#askedMs >= HOUR_MS || nowMs < this.#askedMs;
    if (!isDue || this.#asking || signal.aborted || !(askFeeds || watchMailboxes)) return false;
    this.#askedMs = nowMs;
    this.#asking = this.#ask().finally(() => {
      this.#asking = null;
    });
    return true;
  }

  /** Leaves the mailboxes to another daemon. */
  rest(): void {
    const watch = this.#watch;
    this.#watch = null;
    this.#askedMs = Number.NEGATIVE_INFINITY;
    watch?.end().catch((error: unknown) => this.#options.fail('leaving the mailboxes', error));
  }

  /** Waits for the feeds that are being asked. */
  async settled(): Promise<void> {
    await this.#asking;
  }

  /** Waits for them too; where the daemon is told to end, only a moment. */
  async end(): Promise<void> {
    const ends = Promise.all([this.#asking, this.#watch?.end()]);
    if (!this.#options.parts.signal.aborted) {
      await ends;
      return;
    }
    const patience = new Alarm();
    await Promise.race([ends, patience.sleep(ENDS_WITHIN_MS)]);
    patience.ring();
  }

  async #ask(): Promise<void> {
    const { parts, attempt, onChange } = this.#options;
    const { askFeeds, watchMailboxes, signal } = parts;
    this.#watch ??= watchMailboxes?.((answer) => this.#hear(answer), signal) ?? null;
    const watch = this.#watch;
    if (watch) await attempt('looking for mailboxes', () => watch.look());
    if (!askFeeds) return;
    let answers: readonly FeedAnswer[] = [];
    const isDone = await attempt('asking feeds', async () => {
      answers = await askFeeds(signal);
      for (const answer of answers) this.#tell(answer);
    });
    if (!isDone || answers.length > 0) await onChange();
  }

  async #hear(answer: FeedAnswer): Promise<void> {
    this.#tell(answer);
    await this.#options.onChange();
  }

  #tell({ feed, result, hasFailed }: FeedAnswer): void {
    const { parts, fail } = this.#options;
    if (hasFailed) fail(`asking ${feed}`, result);
    else parts.tell({ event: 'synced', feed, result });
  }
}
