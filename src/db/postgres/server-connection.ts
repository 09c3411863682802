import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { Client, QueryResult as PgResult } from 'pg';
import type { Pipelined } from '../run-for-each.ts';
import type { SavedChange } from '../store.ts';
import { codeOf, isLoss, outcomeUnknown, toServerError } from './server-errors.ts';

/** How many statements are on their way at once. */
const PIPELINE = 500;
const WRITES = ['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode', 'MergeQueryNode'];

/**
 * A connection to a server, for one person at a time. Row-level security shows that person's rows alone. What is sent
 * does not wait for the answer to what was sent before, so to change the person costs no round trip.
 */
export class ServerConnection implements DatabaseConnection, Pipelined {
  readonly #client: Client;
  readonly #name: string;
  #userId: string | null = null;
  /** The answers to settings that were sent before the next statement. */
  #settling: Promise<unknown>;
  /** The answer to the beginning of the present transaction. */
  #beginning: Promise<void> = Promise.resolve();
  #isInTransaction = false;
  #hasWritten = false;
  #hasSaved = false;
  #isLost = false;
  /** Statements that the server has prepared, by their text. */
  readonly #prepared = new Map<string, string>();

  constructor(client: Client, name: string, settings: Readonly<Record<string, string>>) {
    this.#client = client;
    this.#name = name;
    client.on('error', () => {
      this.#isLost = true;
    });
    this.#settling = this.#set(settings);
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Whether a change of somebody's record was saved over it. */
  get hasSaved(): boolean {
    return this.#hasSaved;
  }

  /** Whose rows the next statements see; null: nobody's. */
  actFor(userId: string | null): void {
    if (userId === this.#userId) return;
    this.#userId = userId;
    const before = this.#settling;
    const now = this.#set({ 'numina.user_id': userId ?? '' });
    this.#settling = Promise.all([before, now]);
    this.#settling.catch(() => undefined);
  }

  #set(settings: Readonly<Record<string, string>>): Promise<unknown> {
    const calls = Object.entries(settings).map(
      ([key, value]) => `set_config('${key}', ${this.#client.escapeLiteral(value)}, false)`,
    );
    // Without parameters it is one message, and nothing is prepared for it.
    const done = this.#client.query(`select ${calls.join(', ')}`);
    // It is awaited with the next statement.
    done.catch(() => undefined);
    return done;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const isWrite = WRITES.includes(query.query.kind) || /^\s*(?:insert|update|delete)\b/i.test(query.sql);
    if (!isWrite || this.#userId === null) return this.#send(query.sql, query.parameters);
    return this.#within(() => this.#send(query.sql, query.parameters));
  }

  /** Runs one statement with each list of parameters, in order, without waiting in between. */
  runMany(sql: string, all: readonly (readonly unknown[])[]): Promise<void> {
    return this.#within(async () => {
      const name = this.#prepared.get(sql) ?? `numina_${this.#prepared.size + 1}`;
      for (let at = 0; at < all.length; at += PIPELINE) {
        const part = all.slice(at, at + PIPELINE);
        await Promise.all(part.map((parameters) => this.#send(sql, parameters, name)));
        this.#prepared.set(sql, name);
      }
    });
  }

  /** Writes. What is written outside of a transaction keeps the rules of one. */
  async #within<T>(write: () => Promise<T>): Promise<T> {
    if (this.#isInTransaction) {
      this.#hasWritten = true;
      return write();
    }
    try {
      void this.begin();
      this.#hasWritten = true;
      const result = await write();
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  /** Reads the whole result; nothing here streams. */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  /**
   * Begins a transaction with the row of the person locked: transactions of one person follow each other, as all do in a
   * file of SQLite. Everybody else's go on beside it. Statements need not wait for it: where it fails, they do too.
   */
  begin(): Promise<void> {
    this.#hasWritten = false;
    const lock = this.#userId === null ? '' : `; select 1 from users where id = ${this.#literalUser()} for update`;
    this.#isInTransaction = true;
    this.#beginning = this.#script(`begin isolation level read committed${lock}`).then(() => undefined);
    this.#beginning.catch(() => undefined);
    return this.#beginning;
  }

  /** Commits. A transaction that wrote counts the revision of the person's record up, and is told; null for any other. */
  async commit(): Promise<SavedChange | null> {
    const count =
      this.#hasWritten && this.#userId !== null
        ? // An account that removes itself has no record left to count.
          `insert into revisions (user_id, revision) select id, 1 from users where id = ${this.#literalUser()}
           on conflict (user_id) do update set revision = revisions.revision + 1 returning revision; `
        : '';
    try {
      await this.#beginning;
      const [counted] = await this.#script(`${count}commit`, (error) =>
        isLoss(error) ? outcomeUnknown(this.#name, error) : toServerError(error, this.#name),
      );
      this.#isInTransaction = false;
      this.#hasSaved ||= count !== '';
      const revision: unknown = counted?.rows[0]?.revision;
      return typeof revision === 'number' ? { from: String(revision - 1), to: String(revision) } : null;
    } finally {
      this.#hasWritten = false;
    }
  }

  /** Rolls back. A connection that is lost has nothing to roll back, and the reason for it matters more. */
  async rollback(): Promise<void> {
    if (!this.#isInTransaction) return;
    this.#beginning = Promise.resolve();
    this.#isInTransaction = false;
    this.#hasWritten = false;
    if (this.#isLost) return;
    try {
      await this.#script('rollback');
    } catch {
      this.#isLost = true;
    }
  }

  /** Says good-bye. A process need not wait until the server has put everything away. */
  end(): void {
    this.#client.end().catch(() => undefined);
    (this.#client as Client & { unref(): void }).unref();
  }

  #literalUser(): string {
    return this.#client.escapeLiteral(this.#userId ?? '');
  }

  /** Several statements as one text: they take one round trip. */
  async #script(
    text: string,
    explain = (error: unknown) => toServerError(error, this.#name),
  ): Promise<readonly PgResult[]> {
    try {
      const [, results] = await Promise.all([this.#settling, this.#client.query(text)]);
      return [results].flat();
    } catch (error) {
      this.#note(error);
      throw explain(error);
    }
  }

  async #send<R>(sql: string, parameters: readonly unknown[], name?: string): Promise<QueryResult<R>> {
    try {
      const values = parameters as unknown[];
      const sent = this.#client.query(name === undefined ? { text: sql, values } : { name, text: sql, values });
      const [, , { command, rowCount, rows }] = await Promise.all([this.#settling, this.#beginning, sent]);
      const isWrite = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
      return { rows: rows as R[], ...(isWrite ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
    } catch (error) {
      // Where the transaction did not begin, each of its statements fails, and the reason is there.
      await this.#beginning;
      this.#note(error);
      throw toServerError(error, this.#name);
    }
  }

  #note(error: unknown): void {
    if (isLoss(error) && codeOf(error) !== '57P03') this.#isLost = true;
  }
}
