import type BetterSqlite3 from 'better-sqlite3';
import type { SqliteStatement } from 'kysely';

type Value = string | number | bigint | Uint8Array | null;
type Row = Record<string, Value | undefined>;

/** A statement that reads rows as lists and makes the objects itself: twice as fast as better-sqlite3 does it. */
export class PreparedStatement implements SqliteStatement {
  readonly #statement: BetterSqlite3.Statement<unknown[], Value[]>;
  readonly #explain: (error: unknown) => unknown;

  /** `explain` turns an error of SQLite into the error to throw. */
  constructor(
    statement: BetterSqlite3.Statement<unknown[], Value[]>,
    explain: (error: unknown) => unknown = (error) => error,
  ) {
    this.#statement = statement.reader ? statement.raw() : statement;
    this.#explain = explain;
  }

  get reader(): boolean {
    return this.#statement.reader;
  }

  all(parameters: readonly unknown[]): Row[] {
    const rows = explaining(this.#explain, () => this.#statement.all(parameters));
    if (rows.length === 0) return [];
    const names = this.#columnNames();
    return rows.map((values) => toRow(names, values));
  }

  *iterate(parameters: readonly unknown[]): IterableIterator<Row> {
    let names: readonly string[] | undefined;
    try {
      for (const values of this.#statement.iterate(parameters)) {
        names ??= this.#columnNames();
        yield toRow(names, values);
      }
    } catch (error) {
      throw this.#explain(error);
    }
  }

  run(parameters: readonly unknown[]): BetterSqlite3.RunResult {
    return explaining(this.#explain, () => this.#statement.run(parameters));
  }

  /** The columns of the rows just read. Not cached, because another process may have changed the table. */
  #columnNames(): string[] {
    return this.#statement.columns().map(({ name }) => name);
  }
}

/** Does `work`. `explain` turns an error that it throws into the error to throw. */
export function explaining<T>(explain: (error: unknown) => unknown, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(error);
  }
}

// All rows go through this function, so it uses a plain loop, which is fastest.
function toRow(names: readonly string[], values: readonly Value[]): Row {
  const row: Row = {};
  for (let index = 0; index < names.length; index += 1) row[names[index] ?? ''] = values[index];
  return row;
}
