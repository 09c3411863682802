import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import type BetterSqlite3 from 'better-sqlite3';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { MIGRATIONS } from '../../migrations/index.ts';
import { StorageError } from '../errors.ts';
import { giveTo, makeDraft } from '../files/replace-file.ts';
import { tellPlanner } from './planner-statistics.ts';
import type { Schema } from './schema.ts';

const NAMES = Object.keys(MIGRATIONS);

/**
 * Brings a database to the newest schema, all steps in one transaction, with a copy of what was there kept
 * beside it as `<path>.bak-<migration it stood at>`. Up to date costs one query. Throws StorageError where
 * the file belongs to a newer numina or to another program; it is then left as it was.
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
  try {
    const provider = { getMigrations: async () => withLastStep(migrations, newest, sqlite.name) };
    const { error } = await new Migrator({ db: kysely, provider }).migrateToLatest();
    if (error) throw error;
  } finally {
    sqlite.pragma('foreign_keys = on');
  }
}

/** What is done after the newest migration, in its transaction: a broken reference undoes them all. */
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

/** The name of the last migration a database has seen; null for an empty file. */
function currentMigration(sqlite: BetterSqlite3.Database): string | null {
  const tables = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  if (tables.length === 0) return null;
  if (!tables.includes('kysely_migration')) {
    throw new StorageError(
      'foreign_database',
      `${sqlite.name} is a database of another program.`,
      'Choose another file with --db or NUMINA_DB.',
    );
  }
  const newest = sqlite.prepare('select max(name) from kysely_migration').pluck().get() as string | null;
  return newest;
}

/** Readers and the daemon never wait for a writer. The setting stays in the file, so only a new one needs it. */
function useWriteAheadLog(sqlite: BetterSqlite3.Database): void {
  try {
    sqlite.pragma('journal_mode = wal');
  } catch (error) {
    // Another process is creating the same file and sets the same mode.
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error;
  }
}

/** The copy is whole, private and on the disk before anything changes. */
function keepCopy(sqlite: BetterSqlite3.Database, version: string): void {
  // SQLite writes into an empty file, and gives a new one the mode of the umask.
  const draft = makeDraft(`${sqlite.name}.bak-${version}`, 0o600);
  try {
    giveTo(draft.path, statSync(sqlite.name));
    sqlite.prepare('vacuum into ?').run(draft.path);
    // Another process may have migrated in the meantime; the copy it made is the one to keep.
    if (currentMigration(sqlite) !== version) return;
    const file = openSync(draft.path, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(draft.path, draft.target);
  } finally {
    rmSync(draft.path, { force: true });
  }
}
