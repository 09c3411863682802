import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { MIGRATIONS } from '../../../migrations/index.ts';
import type { Schema } from '../../../src/db/schema.ts';
import { SqliteFileDialect } from '../../../src/db/sqlite/dialect.ts';
import { migrate } from '../../../src/db/sqlite/migrate.ts';

/** Migrates the database named on the command line with one migration more than there are. */
async function main(file: string): Promise<void> {
  const sqlite = new BetterSqlite3(file);
  const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(sqlite) });
  await migrate(sqlite, kysely, {
    ...MIGRATIONS,
    '9000-shoes': { up: (db) => db.schema.createTable('shoes').addColumn('size', 'integer').execute() },
  });
  await kysely.destroy();
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.exitCode = 1;
  process.stderr.write(String(error));
});
