import BetterSqlite3 from 'better-sqlite3';

/** The name of the newest migration in a database; null where it is empty or of another program. */
export function newestMigration(sqlite: BetterSqlite3.Database): string | null {
  try {
    return sqlite.prepare('select max(name) from kysely_migration').pluck().get() as string | null;
  } catch (error) {
    // The table is missing.
    if (error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_ERROR') return null;
    throw error;
  }
}
