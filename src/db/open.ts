import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { createFolder } from '../config/create-folder.ts';
import { SqliteFileDialect } from './dialect.ts';
import { migrate } from './migrate.ts';
import { nativeBinding } from './native-binding.ts';
import type { Schema } from './schema.ts';
import { toStorageError } from './storage-errors.ts';

const BUSY_TIMEOUT_MS = 5000;

/** An open database at the newest schema, with its one local user. */
export interface Database {
  readonly path: string;
  readonly kysely: Kysely<Schema>;
  readonly userId: string;
  /** Throws `error`, in words where SQLite or the file system is to blame. */
  readonly explain: (error: unknown) => unknown;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly path: string;
  /** Make the folder too (the default place); otherwise a missing folder is an error. */
  readonly createFolder: boolean;
  /** Stamped on the user that the first use creates. */
  readonly now: Date;
}

/** Opens, creates or migrates the database. Throws StorageError. */
export async function openDatabase({ path, createFolder: isDefaultPlace, now }: OpenOptions): Promise<Database> {
  const explain = (error: unknown) => toStorageError(error, path);
  let sqlite: BetterSqlite3.Database | undefined;
  try {
    if (isDefaultPlace) createFolder(dirname(path));
    createPrivately(path);
    sqlite = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS, nativeBinding: nativeBinding() });
    sqlite.pragma('synchronous = full');
    sqlite.pragma('foreign_keys = on');
    const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(sqlite) });
    await migrate(sqlite, kysely);
    const userId = await localUser(kysely, now);
    return { path, kysely, userId, explain, close: () => kysely.destroy() };
  } catch (error) {
    sqlite?.close();
    throw explain(error);
  }
}

/** The file exists with mode 0600, whatever the umask; SQLite gives its side files the same mode. */
function createPrivately(path: string): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
  if (existing) return;
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** Short, because every index begins with it. */
const LOCAL_USER = 'local';

async function localUser(kysely: Kysely<Schema>, now: Date): Promise<string> {
  const existing = await kysely.selectFrom('users').select('id').limit(1).executeTakeFirst();
  if (existing) return existing.id;
  // Another process may be at its first use too.
  await kysely
    .insertInto('users')
    .values({ id: LOCAL_USER, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return LOCAL_USER;
}
