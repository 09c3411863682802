import { Client, type ClientConfig } from 'pg';
import { ServerConnection } from './server-connection.ts';
import { toServerError } from './server-errors.ts';
import type { ServerOptions } from './server-options.ts';

/** A command needs one; a daemon sends reminders and asks feeds beside its plan. */
const MOST = 4;
/** A daemon at rest holds no connection for longer (ms): between two looks it keeps it. */
const REST_AFTER_MS = 30_000;
/** Beyond this, the server stops a statement (ms). */
const STATEMENT_MS = 60_000;
/** As long as SQLite waits for a file, and a little for the network (ms). */
const LOCK_MS = 10_000;
/** A computer that falls asleep in a transaction must not hold up the others for ever (ms). */
const IDLE_MS = 120_000;

/** The connections of this process to one database. */
export class ConnectionPool {
  readonly #server: ServerOptions;
  readonly #password: () => Promise<string | null>;
  readonly #statementMs: number;
  #idle: ServerConnection[] = [];
  #count = 0;
  readonly #waiting: ((connection: ServerConnection | null) => void)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;
  /** Whether a change of somebody's record was saved. */
  hasSaved = false;

  constructor(server: ServerOptions, password: () => Promise<string | null>, statementMs = STATEMENT_MS) {
    this.#server = server;
    this.#password = password;
    this.#statementMs = statementMs;
  }

  get name(): string {
    return this.#server.name;
  }

  /** A connection for a person; waits where all are in use. Throws StorageError. */
  async acquire(userId: string | null): Promise<ServerConnection> {
    const connection = (await this.#free()) ?? (await this.#connect());
    connection.actFor(userId);
    return connection;
  }

  release(connection: ServerConnection): void {
    this.hasSaved ||= connection.hasSaved;
    if (connection.isLost || this.#isClosed) {
      this.#drop(connection);
      this.#letConnect();
      return;
    }
    const next = this.#waiting.shift();
    if (next) {
      next(connection);
      return;
    }
    this.#idle.push(connection);
    this.#timer ??= setTimeout(() => this.#rest(), REST_AFTER_MS).unref();
    this.#timer.refresh();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (const connection of this.#idle.splice(0)) connection.end();
  }

  /** A connection at rest; null where the caller may make one, which is counted already. */
  async #free(): Promise<ServerConnection | null> {
    while (this.#idle.length > 0) {
      const connection = this.#idle.pop();
      if (connection && !connection.isLost) return connection;
      if (connection) this.#drop(connection);
    }
    if (this.#count >= MOST) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#count += 1;
    return null;
  }

  /** Lets who waits for a connection make one in the place of one that is lost. */
  #letConnect(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    this.#count += 1;
    next(null);
  }

  #drop(connection: ServerConnection): void {
    this.#count -= 1;
    connection.end();
  }

  #rest(): void {
    this.#timer = null;
    for (const connection of this.#idle.splice(0)) this.#drop(connection);
  }

  async #connect(): Promise<ServerConnection> {
    const { host, port, database, user, tls, searchPath, connectMs, name } = this.#server;
    // What the driver would ask for where it needs none is not asked.
    const password = async () => (await this.#password()) ?? '';
    const config: ClientConfig & { readonly pipeline: boolean; readonly enableChannelBinding: boolean } = {
      ...{ host, port, database, user, password, ssl: tls },
      application_name: 'numina',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: connectMs,
      // Where the network is cut, no server says that it takes too long.
      query_timeout: this.#statementMs + LOCK_MS,
      enableChannelBinding: true,
      pipeline: true,
      types: { getTypeParser: parserOf },
    };
    const client = new Client(config);
    // Also in the moment between two listeners, an error of the socket must not end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      this.#count -= 1;
      this.#letConnect();
      throw toServerError(error, name);
    }
    return new ServerConnection(client, name, {
      statement_timeout: String(this.#statementMs),
      lock_timeout: String(LOCK_MS),
      idle_in_transaction_session_timeout: String(IDLE_MS),
      ...(searchPath === null ? {} : { search_path: searchPath }),
    });
  }
}

const BOOL = 16;
const NUMBERS = [20, 21, 23, 700, 701, 1700];

/** Values as SQLite gives them: every number a number, 0 or 1 for a truth, everything else a text. */
function parserOf(oid: number): (text: string) => unknown {
  if (oid === BOOL) return (text) => (text === 't' ? 1 : 0);
  return NUMBERS.includes(oid) ? Number : (text) => text;
}
