import type BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { foldCase } from '../../fold-case.ts';
import { PreparedStatement } from './prepared-statement.ts';

/** A connection of SQLite, in the form that the driver uses. */
export interface HeldFile {
  readonly prepare: (sql: string) => SqliteStatement;
  readonly inTransaction: boolean;
  /** Called before and after each piece of work: a query or a transaction. */
  readonly begin: () => void;
  readonly end: () => void;
  /** Called before a commit. Throws where the commit would go into the wrong file. */
  readonly check: () => void;
  readonly close: () => void;
}

/**
 * SQLite for several processes at once. A transaction takes the write lock when it begins; otherwise a write after a
 * read could be refused in the middle. Each statement is prepared only once.
 */
export class SqliteFileDialect implements Dialect {
  readonly #file: HeldFile;

  constructor(database: HeldFile | BetterSqlite3.Database) {
    this.#file = 'check' in database ? database : heldForGood(database);
  }

  createDriver(): Driver {
    return new ImmediateDriver(this.#file);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #file: HeldFile;

  constructor(file: HeldFile) {
    super({ database: { close: () => file.close(), prepare: (sql) => file.prepare(sql) } });
    this.#file = file;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    try {
      this.#file.begin();
    } catch (error) {
      await super.releaseConnection();
      throw error;
    }
    return connection;
  }

  override async releaseConnection(): Promise<void> {
    this.#file.end();
    await super.releaseConnection();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    this.#file.check();
    await super.commitTransaction(connection);
  }

  /** On a full or broken disk SQLite rolls back by itself. A second rollback would fail and hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** A connection that the caller has opened. It stays open until the dialect is closed. */
function heldForGood(database: BetterSqlite3.Database): HeldFile {
  addFunctions(database);
  const statements = new Map<string, PreparedStatement>();
  return {
    prepare(sql) {
      const statement = statements.get(sql) ?? new PreparedStatement(database.prepare(sql));
      statements.set(sql, statement);
      return statement;
    },
    get inTransaction() {
      return database.inTransaction;
    },
    begin: () => undefined,
    end: () => undefined,
    check: () => undefined,
    close: () => database.close(),
  };
}

/** Replaces `lower` by a function for all of Unicode: the one of SQLite folds only ASCII. */
export function addFunctions(database: BetterSqlite3.Database): void {
  database.function('lower', { deterministic: true }, (text) => (typeof text === 'string' ? foldCase(text) : text));
}

/**
 * SQLite can roll back schema changes, but kysely's own adapter says that it cannot. With this adapter the migrator
 * runs in one transaction, and a failed migration changes nothing.
 */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
