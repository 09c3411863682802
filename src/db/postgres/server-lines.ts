import { type Driver, Kysely, type KyselyProps, Transaction } from 'kysely';
import type { Schema } from '../schema.ts';
import type { SavedChange } from '../store.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { SERVER_PLUGINS, ServerDialect } from './dialect.ts';
import type { ServerConnection } from './server-connection.ts';

/**
 * kysely at a server for one person, or for nobody. Its own transactions send a statement only after the answer to the
 * one before. Here statements of one connection are sent as they come, so that those that do not need each other's
 * answers take one way to the server and back.
 */
export class ServerLines {
  readonly #pool: ConnectionPool;
  readonly #userId: string | null;
  readonly #dialect: ServerDialect;
  readonly #driver: Driver;
  readonly kysely: Kysely<Schema>;

  constructor(pool: ConnectionPool, userId: string | null) {
    this.#pool = pool;
    this.#userId = userId;
    this.#dialect = new ServerDialect(pool, userId);
    this.#driver = this.#dialect.createDriver();
    this.kysely = new Kysely({ dialect: this.#dialect, plugins: [...SERVER_PLUGINS] });
  }

  /** Does `work` in a transaction. */
  transact<T>(
    work: (trx: Kysely<Schema>) => Promise<T>,
    onSaved: (change: SavedChange) => void = () => undefined,
  ): Promise<T> {
    return this.#onOne(async (connection, props, end) => {
      try {
        // What fails of it, fails the first statement behind it.
        void connection.begin();
        const result = await work(new Transaction<Schema>(props));
        end();
        const change = await connection.commit();
        if (change) onSaved(change);
        return result;
      } catch (error) {
        // What `work` has begun and not awaited must not follow the end of the transaction.
        end();
        await connection.rollback();
        throw error;
      }
    });
  }

  /** Does `work`, which reads, on one connection. */
  share<T>(work: (kysely: Kysely<Schema>) => Promise<T>): Promise<T> {
    return this.#onOne((_, props) => work(new Kysely<Schema>(props)));
  }

  async #onOne<T>(work: (connection: ServerConnection, props: KyselyProps, end: () => void) => Promise<T>): Promise<T> {
    const connection = await this.#pool.acquire(this.#userId);
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    const executor = this.kysely.getExecutor().withConnectionProvider({
      async provideConnection(use) {
        if (isOver) throw new Error('A statement came after the end of its transaction.');
        return use(connection);
      },
    });
    const props = { config: { dialect: this.#dialect }, dialect: this.#dialect, driver: this.#driver, executor };
    try {
      return await work(connection, props, end);
    } finally {
      end();
      this.#pool.release(connection);
    }
  }
}
