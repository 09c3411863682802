import type { Feed, ImapDefinition } from '../intake/feeds/feed.ts';
import type { ImapConnection } from '../intake/imap/imap-connection.ts';
import type { ReadMailbox } from '../intake/mailbox/mailbox.ts';
import { sleep } from '../time/sleep.ts';

export interface WatchedOptions {
  readonly feed: Feed;
  readonly definition: ImapDefinition;
  /** Reads the folder with `read` and takes in its mails; never throws. `isDue`: whether the regular time has come. */
  readonly takeIn: (
    feed: Feed,
    read: ReadMailbox<ImapDefinition>,
    isDue: boolean,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * The delays before reconnecting: none at first, then longer ones. After the last, the folder is read when it is due.
 */
const RETURNS_AFTER_MS = [0, 5000, 30_000, 120_000];

/**
 * A folder on an IMAP server. It is read when it is due and, over the same connection, whenever a mail arrives. Where
 * the server has no IDLE, it is read only when it is due, each time over a new connection.
 */
export class WatchedMailbox {
  readonly definition: ImapDefinition;
  readonly #options: WatchedOptions;
  readonly #leaving = new AbortController();
  readonly #signal: AbortSignal;
  #connection: ImapConnection | null = null;
  #running: Promise<void> | null = null;
  #isDue = false;
  /** The number of reconnections since it was last due. */
  #returns = 0;

  constructor(options: WatchedOptions) {
    this.definition = options.definition;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#leaving.signal]);
    this.#signal.addEventListener('abort', () => this.#connection?.drop(), { once: true });
  }

  /** Whether the server announces new mails, or the folder is being read. */
  get isAwake(): boolean {
    return this.#running !== null;
  }

  /** Reads it now, or as soon as the present reading has ended. */
  ask(): void {
    if (this.#signal.aborted) return;
    this.#isDue = true;
    this.#returns = 0;
    this.#connection?.wake();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Closes the connection at once. */
  async end(): Promise<void> {
    this.#leaving.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { feed, takeIn } = this.#options;
    try {
      do {
        const isDue = this.#isDue;
        this.#isDue = false;
        await takeIn(feed, (definition, options) => this.#read(definition, options), isDue, this.#signal);
      } while (await this.#hasNews());
    } finally {
      this.#connection?.drop();
      this.#connection = null;
    }
  }

  async *#read(
    ...[definition, options]: Parameters<ReadMailbox<ImapDefinition>>
  ): ReturnType<ReadMailbox<ImapDefinition>> {
    const { readFolder } = await import('../intake/imap/read-imap.ts');
    const connection = this.#connection?.isOpen ? this.#connection : await this.#connect();
    yield* readFolder(connection, definition, options);
  }

  /** Waits until the folder has to be read again. False: not before it is due. */
  async #hasNews(): Promise<boolean> {
    if (this.#signal.aborted) return false;
    if (this.#isDue) return true;
    const connection = this.#connection;
    // The reading failed. The failure decides when it is due.
    if (!connection?.isOpen) return false;
    if (!connection.canIdle) {
      await connection.close();
      return this.#isDue;
    }
    try {
      return (await connection.awaitNews(this.#signal)) || this.#isDue;
    } catch {
      return this.#comesBack();
    }
  }

  /** Whether to reconnect after a lost connection. Only the last failure is reported and stored. */
  async #comesBack(): Promise<boolean> {
    const { length } = RETURNS_AFTER_MS;
    if (this.#returns >= length) return this.#isDue;
    while (!this.#signal.aborted) {
      await sleep(RETURNS_AFTER_MS[this.#returns] ?? 0, this.#signal);
      this.#returns += 1;
      try {
        if (this.#returns >= length) return !this.#signal.aborted;
        await this.#connect();
        return true;
      } catch (error) {
        if (isFinal(error)) return !this.#signal.aborted;
      }
    }
    return false;
  }

  async #connect(): Promise<ImapConnection> {
    const { ImapConnection } = await import('../intake/imap/imap-connection.ts');
    this.#connection = await ImapConnection.open(this.definition, this.#signal);
    return this.#connection;
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof Error && 'isFinal' in error && error.isFinal === true;
}
