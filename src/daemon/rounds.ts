import type { Revision, Revisions } from '../db/engine.ts';
import { toStorageError } from '../db/sqlite/storage-errors.ts';
import type { Store } from '../db/store.ts';
import { CHANNEL_NAMES, type ChannelName } from '../reminders/channel.ts';
import { ReminderAgenda } from '../reminders/reminder-agenda.ts';
import { releaseAbandonedClaims } from '../reminders/reminder-service.ts';
import type { LocalDate } from '../time/civil.ts';
import { HOUR_MS } from '../time/units.ts';
import { wallTimeAt } from '../time/zones.ts';
import { type CourierOptions, Couriers } from './couriers.ts';
import type { AccountParts, DaemonConfig, DaemonParts } from './daemon-parts.ts';
import { describeFailure } from './describe-failure.ts';
import { FeedRounds } from './feed-rounds.ts';
import { DUTY_OF, type Duty } from './lease.ts';
import { OwnChanges } from './own-changes.ts';

/**
 * The longest sleep. After this time at most, the daemon notices that the clock was set or another process has written.
 * Together with the sending it stays within five seconds.
 */
export const TICK_MS = 4500;
/** A file system's clock may be this coarse: two writes within this time look like one. */
const COARSE_MS = 20;

export type RoundsParts = AccountParts &
  Pick<DaemonParts, 'database' | 'tell' | 'signal' | 'leases'> & {
    /** Is told of an error of the database that stops everything; gives whether it was one. */
    readonly isOutage?: (error: unknown) => boolean;
    readonly inTurn?: CourierOptions['inTurn'];
  };

/** The turns of the loop for one account, and the state between them. */
export class Rounds {
  readonly #parts: RoundsParts;
  readonly #agenda: ReminderAgenda;
  readonly #couriers: Couriers;
  readonly #feeds: FeedRounds;
  readonly #own = new OwnChanges();
  /** What the plan in memory was made from. */
  #seen = { stamp: '', homeZone: '', nowMs: Number.NEGATIVE_INFINITY };
  #config: DaemonConfig;
  #today: LocalDate = '';
  /** The term of the daily duties for which the day’s work was done. */
  #dayTerm: number | null = null;
  /** The terms in which the claims of those who sent before were reopened. */
  readonly #terms = new Map<ChannelName, number>();
  #mustReload = true;
  /** Whether the next write may have the same stamp as the last one. */
  #isUncertain = false;
  #mayHaveFeeds = false;
  /** When to update the calendar folder again after a failure. */
  #followMs = Number.POSITIVE_INFINITY;
  #following: Promise<void> = Promise.resolve();
  /** The revision for which the settings in the database were read. */
  #renewedAt = '';

  constructor(parts: RoundsParts, wake: () => void) {
    this.#parts = parts;
    this.#config = parts.config();
    const context = { ...parts.context, store: this.#noting(parts.context.store) };
    this.#agenda = new ReminderAgenda(context);
    this.#couriers = new Couriers({
      context,
      agenda: this.#agenda,
      serves: () => this.#serves(),
      inTurn: parts.inTurn,
      channels: () => this.#config.channels,
      clock: () => this.#config.clock,
      tell: parts.tell,
      fail: (doing, error) => this.#fail(doing, error),
      signal: parts.signal,
      onReturn: wake,
    });
    this.#feeds = new FeedRounds({
      parts,
      attempt: (doing, work) => this.#attempt(doing, work),
      fail: (doing, error) => this.#fail(doing, error),
      onChange: async () => {
        await this.#follow();
        this.#mustReload = true;
        wake();
      },
    });
  }

  /** A store that notes the changes made through it. */
  #noting(store: Store): Store {
    return { ...store, transaction: (work) => store.transaction(work, (change) => this.#own.note(change)) };
  }

  async begin(): Promise<void> {
    await this.#takeOver();
  }

  /** Reopens what others had begun to send by the channels that are this daemon's from now on. */
  async #takeOver(): Promise<void> {
    const { context, serves = CHANNEL_NAMES, tell } = this.#parts;
    let claims = 0;
    for (const channel of serves) {
      const term = this.#termOf(DUTY_OF[channel]);
      if (term === null || this.#terms.get(channel) === term) continue;
      claims += await releaseAbandonedClaims(context, [channel]);
      this.#terms.set(channel, term);
      this.#mustReload = true;
    }
    if (claims > 0) tell({ event: 'released', claims });
  }

  /** The channels that are this daemon's at present. */
  #serves(): readonly ChannelName[] {
    const { serves = CHANNEL_NAMES } = this.#parts;
    return serves.filter((channel) => {
      const term = this.#termOf(DUTY_OF[channel]);
      return term !== null && this.#terms.get(channel) === term;
    });
  }

  /** A number that differs each time that this daemon gets a duty; null while another has it. */
  #termOf(duty: Duty | null): number | null {
    const { leases } = this.#parts;
    return duty === null || !leases ? 0 : leases.fenceOf(duty);
  }

  /** Makes one turn and returns how long to sleep (ms). Errors are reported; the next turn tries again. */
  async make(revisions: () => Promise<Revisions>): Promise<number> {
    const { context } = this.#parts;
    const revision = async () => (await revisions()).of(context.store.userId);
    await this.#attempt('reading the settings', async () => {
      await this.#renewSettings(revision);
      this.#readConfig();
    });
    await this.#attempt('taking over', () => this.#takeOver());
    const hasPlan = await this.#attempt('planning', () => this.#plan(revision));
    this.#couriers.dispatch();
    await this.#attempt('the day’s work', () => this.#beginDay());
    if (context.clock.now().getTime() >= this.#followMs) await this.#follow();
    if (this.#termOf('feeds') === null) this.#feeds.rest();
    else if (this.#feeds.begin(this.#mayHaveFeeds)) this.#mayHaveFeeds = false;
    this.#couriers.dispatch();
    const untilNextMs = this.#agenda.nextMs - context.clock.now().getTime();
    return hasPlan ? Math.max(0, Math.min(TICK_MS, untilNextMs)) : TICK_MS;
  }

  /** Waits for feeds that are being asked. Returns whether they may have changed something. */
  async hasAsked(): Promise<boolean> {
    await this.#feeds.settled();
    return this.#mustReload;
  }

  /** Waits until everything due has been tried and all couriers are idle. */
  async end(): Promise<void> {
    do await this.#couriers.settled();
    while (this.#couriers.dispatch());
    await this.#feeds.end();
  }

  /** Reads the settings that are in the database, after a write. */
  async #renewSettings(revision: () => Promise<Revision>): Promise<void> {
    const { renew } = this.#parts;
    if (!renew) return;
    const { text } = await revision();
    if (!this.#own.explain(this.#renewedAt, text)) await renew();
    this.#renewedAt = text;
  }

  #readConfig(): void {
    const config = this.#parts.config();
    if (config === this.#config) return;
    this.#config = config;
    this.#parts.tell({ event: 'configured' });
  }

  async #plan(revision: () => Promise<Revision>): Promise<void> {
    const { clock, homeZone } = this.#parts.context;
    const { text, writtenMs } = await revision();
    const seen = { stamp: text, homeZone: homeZone(), nowMs: clock.now().getTime() };
    const wasSetBack = seen.nowMs < this.#seen.nowMs;
    const isOther = !this.#own.explain(this.#seen.stamp, seen.stamp) || seen.homeZone !== this.#seen.homeZone;
    if (isOther) this.#mayHaveFeeds = true;
    const isFirst = this.#seen.stamp === '';
    if (isOther || wasSetBack || this.#mustReload || this.#isUncertain) await this.#agenda.reload();
    else await this.#agenda.advance(seen.nowMs);
    this.#own.forget(this.#seen.stamp, seen.stamp);
    // Set only now, so that a failed plan is made again.
    this.#seen = seen;
    this.#mustReload = false;
    this.#isUncertain = Math.abs(seen.nowMs - writtenMs) < COARSE_MS;
    // A command on this machine has brought the folder in step itself.
    if (isOther && !isFirst && this.#parts.leases) await this.#followOthers();
  }

  async #followOthers(): Promise<void> {
    this.#parts.noteOthers?.();
    await this.#follow();
  }

  async #beginDay(): Promise<void> {
    const { context, onDay, tell } = this.#parts;
    const today = wallTimeAt(context.clock.now(), context.homeZone()).slice(0, 10);
    const term = this.#termOf('daily');
    const isNew = today !== this.#today;
    if (!onDay || (!isNew && (term === null || term === this.#dayTerm))) return;
    const notices = await onDay(today, term !== null);
    this.#today = today;
    this.#dayTerm = term;
    if (isNew) {
      for (const notice of notices) this.#couriers.notify(notice);
      tell({ event: 'day', date: today });
    }
    await this.#follow();
  }

  /** One after the other: two would write the same files. */
  #follow(): Promise<void> {
    this.#following = this.#following.then(() => this.#followNow());
    return this.#following;
  }

  async #followNow(): Promise<void> {
    const { context, follow } = this.#parts;
    if (!follow) return;
    const isDone = await this.#attempt('bringing the calendar folder in step', follow);
    this.#followMs = isDone ? Number.POSITIVE_INFINITY : context.clock.now().getTime() + HOUR_MS;
  }

  /** Runs the work and reports its error. Returns whether it succeeded. */
  async #attempt(doing: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#fail(doing, error);
      return false;
    }
  }

  #fail(doing: string, error: unknown): void {
    if (this.#parts.isOutage?.(error)) return;
    const text = typeof error === 'string' ? error : describeFailure(toStorageError(error, this.#parts.database.path));
    this.#parts.tell({ event: 'error', doing, error: text });
  }
}
