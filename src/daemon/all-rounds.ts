import type { Revisions } from '../db/engine.ts';
import { toStorageError } from '../db/sqlite/storage-errors.ts';
import type { ChannelName } from '../reminders/channel.ts';
import { MINUTE_MS } from '../time/units.ts';
import { wallTimeAt } from '../time/zones.ts';
import type { DaemonEvent } from './daemon-event.ts';
import type { AccountParts, DaemonParts, PresentAccount } from './daemon-parts.ts';
import { describeFailure } from './describe-failure.ts';
import { fewAtOnce } from './few-at-once.ts';
import { Outage } from './outage.ts';
import { Rounds, TICK_MS } from './rounds.ts';
import { Turns } from './turns.ts';

/** Of how many accounts the feeds are asked at the same time: when a daemon starts, those of all are due. */
const ASKING = 4;

/** An account that is served. */
interface Served {
  readonly rounds: Rounds;
  /** Null for the daemon's own account. */
  name: string | null;
  /** Ends its work. */
  readonly leaving: AbortController;
}

/**
 * The turns of the loop for all accounts of the database, one after another. A failure of one is reported, and the others
 * go on. Accounts that are new are served, and those that are removed are let go.
 */
export class AllRounds {
  readonly #parts: DaemonParts;
  readonly #wake: () => void;
  /** By the id of the account. */
  readonly #served = new Map<string, Served>();
  /** The work of accounts that were removed. */
  readonly #ending = new Set<Promise<void>>();
  /** What the list of accounts was made from. */
  #seen = { stamp: '', atMs: Number.NEGATIVE_INFINITY };
  /** Accounts that could not be opened, with the reason that was told. */
  readonly #refused = new Map<string, string>();
  #lastError: string | null = null;
  readonly #outage: Outage;
  /** The duties that were told last. */
  #duties = '';
  #mailTurn: Promise<void> = Promise.resolve();
  readonly #webhookTurns = new Turns();
  readonly #asking = fewAtOnce(ASKING);

  constructor(parts: DaemonParts, wake: () => void) {
    this.#parts = parts;
    this.#wake = wake;
    const { path } = parts.database;
    this.#outage = new Outage((reason) => this.#parts.tell({ event: 'away', database: path, error: reason }));
    this.#serve(parts.context.store.userId, null, parts);
  }

  async begin(): Promise<void> {
    for (const { rounds } of this.#served.values()) await rounds.begin();
  }

  /** Makes one turn for each account and returns how long to sleep (ms). */
  async make(): Promise<number> {
    if (!(await this.#keepLeases())) {
      this.#parts.onTick?.(this.#describeOutage());
      return this.#outage.nextMs();
    }
    // For all accounts at once: a turn without news costs a server one query, however many there are.
    const revisions = once(this.#parts.database.revisions);
    await this.#look(revisions);
    let sleepMs = TICK_MS;
    for (const { rounds, name } of [...this.#served.values()]) {
      try {
        sleepMs = Math.min(sleepMs, await rounds.make(revisions));
      } catch (error) {
        this.#fail(name, 'a turn', error);
      }
    }
    this.#parts.onTick?.(this.#describeOutage() ?? this.#lastError);
    return sleepMs;
  }

  /** Keeps what this daemon is in charge of; gives whether the server can be used. */
  async #keepLeases(): Promise<boolean> {
    const { leases, database, tell } = this.#parts;
    if (!leases) return true;
    try {
      await leases.keep();
    } catch (error) {
      if (this.#isOutage(error)) return false;
      this.#fail(null, 'keeping the leases', error);
      return true;
    }
    if (this.#outage.end()) tell({ event: 'back', database: database.path });
    const duties = leases.held.join();
    if (duties !== this.#duties) tell({ event: 'duties', duties: leases.held });
    this.#duties = duties;
    return true;
  }

  #isOutage(error: unknown): boolean {
    const { context, leases } = this.#parts;
    const { clock, homeZone } = context;
    // Of a file, each error is told by itself.
    if (!leases) return false;
    return this.#outage.note(error, wallTimeAt(clock.now(), homeZone()).replace('T', ' '));
  }

  #describeOutage(): string | null {
    const { present } = this.#outage;
    return present && `the database, since ${present.since}: ${present.reason} numina comes back to it by itself`;
  }

  /** Waits for feeds that are being asked. Returns whether they may have changed something. */
  async hasAsked(): Promise<boolean> {
    const asked = await Promise.all([...this.#served.values()].map(({ rounds }) => rounds.hasAsked()));
    return asked.includes(true);
  }

  /** Waits until everything due has been tried and all couriers are idle. */
  async end(): Promise<void> {
    await Promise.all([...[...this.#served.values()].map(({ rounds }) => rounds.end()), ...this.#ending]);
  }

  /** Looks for new accounts and for removed ones, and once a minute for new names. */
  async #look(revisions: () => Promise<Revisions>): Promise<void> {
    const { others, context } = this.#parts;
    if (!others) return;
    try {
      const atMs = context.clock.now().getTime();
      const { accounts: stamp } = await revisions();
      if (stamp === this.#seen.stamp && Math.abs(atMs - this.#seen.atMs) < MINUTE_MS) return;
      const present = await others.list();
      for (const [id, served] of this.#served) if (!present.some((each) => each.id === id)) this.#letGo(id, served);
      for (const account of present) await this.#welcome(account, others.open);
      this.#seen = { stamp, atMs };
    } catch (error) {
      this.#fail(null, 'looking for accounts', error);
    }
  }

  async #welcome(account: PresentAccount, open: NonNullable<DaemonParts['others']>['open']): Promise<void> {
    const { id, name } = account;
    const known = this.#served.get(id);
    if (known) {
      if (known.name !== null) known.name = name;
      return;
    }
    // The daemon's own account cannot come back: a removed id is never used again.
    if (id === this.#parts.context.store.userId) return;
    try {
      const served = this.#serve(id, name, await open(account));
      await served.rounds.begin();
      this.#refused.delete(id);
    } catch (error) {
      const reason = describeFailure(error);
      if (this.#refused.get(id) !== reason) this.#fail(name, 'opening the account', error);
      this.#refused.set(id, reason);
    }
  }

  #serve(id: string, name: string | null, parts: AccountParts): Served {
    const leaving = new AbortController();
    const { askFeeds } = parts;
    const served: Served = {
      name,
      leaving,
      rounds: new Rounds(
        {
          ...parts,
          database: this.#parts.database,
          ...(this.#parts.leases ? { leases: this.#parts.leases } : {}),
          isOutage: (error) => this.#isOutage(error),
          inTurn: (channel, work) => this.#inTurn(id, channel, work),
          ...(askFeeds ? { askFeeds: (asking) => this.#asking(() => askFeeds(asking)) } : {}),
          signal: AbortSignal.any([this.#parts.signal, leaving.signal]),
          tell: (event) => this.#tell(served, event),
        },
        this.#wake,
      ),
    };
    this.#served.set(id, served);
    return served;
  }

  /**
   * Of all messages by a channel, a kill may repeat the one that is on its way. The desktop is that of one account alone.
   * All share the mail server, whose pace is that of everybody; receivers of webhooks are each by itself.
   */
  #inTurn(account: string, channel: ChannelName, work: () => Promise<void>): Promise<void> {
    if (channel === 'webhook') return this.#webhookTurns.take(account, work);
    if (channel !== 'email') return work();
    const done = this.#mailTurn.then(work);
    this.#mailTurn = done.catch(() => undefined);
    return done;
  }

  #letGo(id: string, { rounds, leaving }: Served): void {
    this.#served.delete(id);
    leaving.abort();
    const end = rounds.end().finally(() => this.#ending.delete(end));
    this.#ending.add(end);
  }

  #tell({ name, leaving }: Served, event: DaemonEvent): void {
    // What fails because the account is gone is no error.
    if (leaving.signal.aborted) return;
    if (event.event === 'error') this.#lastError = `${name === null ? '' : `${name}: `}${event.doing}: ${event.error}`;
    this.#parts.tell(event, name);
  }

  #fail(name: string | null, doing: string, error: unknown): void {
    if (this.#isOutage(error)) return;
    const text = describeFailure(toStorageError(error, this.#parts.database.path));
    this.#lastError = `${name === null ? '' : `${name}: `}${doing}: ${text}`;
    this.#parts.tell({ event: 'error', doing, error: text }, name);
  }
}

/** Asks once, when it is first called, and gives that answer from then on. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
