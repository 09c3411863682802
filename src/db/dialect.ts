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
} from 'kysely';
import { PreparedStatement } from './prepared-statement.ts';

/**
 * SQLite for several processes at once: transactions take the write lock when they begin, so that a
 * read followed by a write is never refused half-way, and the statements of a run are prepared once.
 */
export class SqliteFileDialect implements Dialect {
  readonly #database: BetterSqlite3.Database;

  constructor(database: BetterSqlite3.Database) {
    this.#database = database;
  }

  createDriver(): Driver {
    const database = this.#database;
    // SQLite's own folds ASCII only. Queries compare names without case, in whichever Unicode form they were typed.
    database.function('lower', { deterministic: true }, (text) =>
      typeof text === 'string' ? text.normalize('NFC').toLowerCase() : text,
    );
    const statements = new Map<string, PreparedStatement>();
    return new ImmediateDriver({
      database: {
        close: () => database.close(),
        prepare(sql: string) {
          let statement = statements.get(sql);
          if (!statement) {
            statement = new PreparedStatement(database.prepare(sql));
            statements.set(sql, statement);
          }
          return statement;
        },
      },
    });
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
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/**
 * SQLite rolls back schema changes, which kysely's own adapter does not claim: with the claim its migrator
 * runs inside one transaction, and a failed migration leaves nothing behind.
 */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
