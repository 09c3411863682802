import {
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  HandleEmptyInListsPlugin,
  type KyselyPlugin,
  PostgresAdapter,
  PostgresQueryCompiler,
  type QueryCompiler,
  replaceWithNoncontingentExpression,
} from 'kysely';
import type { ConnectionPool } from './connection-pool.ts';
import type { ServerConnection } from './server-connection.ts';

/** `in ()` is no SQL, although SQLite takes it. */
export const SERVER_PLUGINS: readonly KyselyPlugin[] = [
  new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression }),
];

/** PostgreSQL for the rows of one person; for nobody's where `userId` is null. */
export class ServerDialect implements Dialect {
  readonly #pool: ConnectionPool;
  readonly #userId: string | null;

  constructor(pool: ConnectionPool, userId: string | null) {
    this.#pool = pool;
    this.#userId = userId;
  }

  createDriver(): Driver {
    return new ServerDriver(this.#pool, this.#userId);
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new PostgresAdapter();
  }

  createIntrospector(): DatabaseIntrospector {
    throw new Error('The tables are known from the schema.');
  }
}

class ServerDriver implements Driver {
  readonly #pool: ConnectionPool;
  readonly #userId: string | null;

  constructor(pool: ConnectionPool, userId: string | null) {
    this.#pool = pool;
    this.#userId = userId;
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<DatabaseConnection> {
    return this.#pool.acquire(this.#userId);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const own = connection as ServerConnection;
    try {
      await own.begin();
    } catch (error) {
      await own.rollback();
      throw error;
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as ServerConnection).commit();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as ServerConnection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#pool.release(connection as ServerConnection);
  }

  /** The pool belongs to the database, which several of these share. */
  async destroy(): Promise<void> {}
}
