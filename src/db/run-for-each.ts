import type { Compilable, DatabaseConnection } from 'kysely';
import type { Store } from './store.ts';

/** A connection to a server: it can send many statements before the first is answered. */
export interface Pipelined {
  runMany(sql: string, all: readonly (readonly unknown[])[]): Promise<void>;
}

/**
 * Runs the same statement for each item, in order. `statementFor` builds it from the first item, `parametersOf` gives
 * the parameters for each. It is built once, because kysely takes longer to build a statement than SQLite takes to run
 * it.
 */
export async function runForEach<T>(
  { db }: Store,
  items: readonly T[],
  statementFor: (item: T) => Compilable,
  parametersOf: (item: T) => readonly unknown[],
): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  const statement = statementFor(first).compile();
  const expected = parametersOf(first);
  if (!statement.parameters.every((parameter, index) => parameter === expected[index])) {
    throw new Error(`The parameters are not those of the statement: ${statement.sql}`);
  }
  await db.getExecutor().provideConnection(async (connection) => {
    if (isPipelined(connection)) return connection.runMany(statement.sql, items.map(parametersOf));
    for (const item of items) await connection.executeQuery({ ...statement, parameters: parametersOf(item) });
  });
}

function isPipelined(connection: DatabaseConnection): connection is DatabaseConnection & Pipelined {
  return 'runMany' in connection;
}
