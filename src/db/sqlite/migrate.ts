import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import type BetterSqlite3 from 'better-sqlite3';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { MIGRATIONS } from '../../../migrations/index.ts';
import { StorageError } from '../../errors.ts';
import { giveTo, makeDraft } from '../../files/replace-file.ts';
import { field, words } from '../../words.ts';
import type { Schema } from '../schema.ts';
import { newestMigration } from './newest-migration.ts';
import { tellPlanner } from './planner-statistics.ts';

const NAMES = Object.keys(MIGRATIONS);

/**
 * Brings a database to the newest schema, all steps in one transaction. Before it changes anything, it keeps a copy
 * beside the file as `<path>.bak-<the database's last migration>`. Where the schema is the newest, this takes one
 * query. Throws StorageError where the file belongs to a newer numina or to another program, which it leaves unchanged.
 */
export async function migrate(
  sqlite: BetterSqlite3.Database,
  kysely: Kysely<Schema>,
  migrations = MIGRATIONS,
): Promise<void> {
  const names = migrations === MIGRATIONS ? NAMES : Object.keys(migrations);
  const newest = names.at(-1);
  const current = currentMigration(sqlite);
  if (current === newest) return;
  if (current !== null && !names.includes(current)) {
    throw new StorageError(
      'newer_schema',
      `The database ${sqlite.name} was written by a newer numina (${current}).`,
      'Update numina; the database was not touched.',
    );
  }

  if (current === null) useWriteAheadLog(sqlite);
  else keepCopy(sqlite, current);

  // SQLite ignores this inside a transaction, and a table that is rebuilt would lose its references.
  sqlite.pragma('foreign_keys = off');
  // In KiB. Where a large table is rebuilt, its keys come in no order: each would be read from the disk again.
  const cacheSize = sqlite.pragma('cache_size', { simple: true });
  sqlite.pragma('cache_size = -262144');
  try {
    const provider = { getMigrations: async () => withLastStep(migrations, newest, sqlite.name) };
    const { error } = await new Migrator({ db: kysely, provider }).migrateToLatest();
    if (error) throw error;
  } finally {
    sqlite.pragma('foreign_keys = on');
    sqlite.pragma(`cache_size = ${cacheSize}`);
  }
}

/**
 * Adds to the newest migration what must follow it in the same transaction. A broken reference undoes all migrations.
 */
function withLastStep(migrations: typeof MIGRATIONS, newest = '', path: string): Record<string, Migration> {
  const last = migrations[newest];
  return {
    ...migrations,
    [newest]: {
      async up(db) {
        await last?.up(db);
        const broken = await sql`pragma foreign_key_check`.execute(db);
        if (broken.rows.length > 0) {
          throw new StorageError('broken_references', `${path} has rows that refer to nothing; it was left as it was.`);
        }
        await tellPlanner(db);
      },
    },
  };
}

/**
 * The name of the newest migration in a database; null for an empty file. Throws StorageError for a foreign database.
 */
function currentMigration(sqlite: BetterSqlite3.Database): string | null {
  const tables = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  if (tables.length === 0) return null;
  if (!tables.includes('kysely_migration')) {
    throw new StorageError(
      'foreign_database',
      `${sqlite.name} is a database of another program.`,
      words`Choose another file with ${field('db')} or NUMINA_DB.`,
    );
  }
  return newestMigration(sqlite);
}

/**
 * With a write-ahead log, readers never wait for a writer. The file stores the setting, so only a new file needs this.
 */
function useWriteAheadLog(sqlite: BetterSqlite3.Database): void {
  try {
    sqlite.pragma('journal_mode = wal');
  } catch (error) {
    // Another process is creating the same file and sets the same mode.
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error;
  }
}

/** Makes a complete copy with mode 0600, on disk before anything changes. */
function keepCopy(sqlite: BetterSqlite3.Database, version: string): void {
  // SQLite accepts an empty file; a file that it makes itself would get its mode from the umask.
  const draft = makeDraft(`${sqlite.name}.bak-${version}`, 0o600);
  try {
    giveTo(draft.path, statSync(sqlite.name));
    sqlite.prepare('vacuum into ?').run(draft.path);
    // Where another process has migrated meanwhile, its copy is the one to keep.
    if (currentMigration(sqlite) !== version) return;
    const file = openSync(draft.path, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(draft.path, draft.target);
  } finally {
    rmSync(draft.path, { force: true });
  }
}
