import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { createFolder } from '../files/create-folder.ts';
import { giveTo } from '../files/replace-file.ts';
import { SqliteFileDialect } from './dialect.ts';
import { FileConnection, type Place } from './file-connection.ts';
import { type FileStamp, stampOf } from './file-state.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { toStorageError } from './storage-errors.ts';
import { type Store, storeOf } from './store.ts';

/** An open database at the newest schema. */
export interface Database {
  readonly path: string;
  /** The rows of the local user. */
  readonly store: Store;
  /** Whether the opened file is still at its path. Where it is not, every query throws. */
  readonly place: () => Place;
  /** A stamp that differs after every write, also by another process. */
  readonly stamp: () => FileStamp;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly path: string;
  /** Whether to make the folder too (true for the default path). Otherwise a missing folder is an error. */
  readonly createFolder: boolean;
  /** The creation time of the local user, who is created at the first use. */
  readonly now: Date;
}

/** Opens, creates or migrates the database. Throws StorageError. */
export async function openDatabase({ path, createFolder: isDefaultPlace, now }: OpenOptions): Promise<Database> {
  let file: FileConnection | undefined;
  try {
    if (isDefaultPlace) createFolder(dirname(path));
    createPrivately(path);
    file = new FileConnection(path);
    const { sqlite } = file;
    const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(file) });
    await migrate(sqlite, kysely);
    const userId = await localUser(kysely, now);
    file.settle();
    const opened = file;
    return {
      path,
      store: storeOf(kysely, userId),
      place: () => opened.place,
      stamp: () => stampOf(path),
      // kysely closes a connection only where it has run a query.
      close: async () => {
        await kysely.destroy();
        opened.close();
      },
    };
  } catch (error) {
    file?.close();
    throw toStorageError(error, path);
  }
}

/** Makes the file with mode 0600. SQLite gives its side files the same mode. */
function createPrivately(path: string): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
  if (existing) return;
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  giveTo(path, statSync(dirname(path)));
}

/** Short, because every index begins with it. */
const LOCAL_USER = 'local';

async function localUser(kysely: Kysely<Schema>, now: Date): Promise<string> {
  const existing = await kysely
    .selectFrom('users')
    .select('id')
    // Beside other people; an older file may call the local user otherwise, who then came first.
    .orderBy((eb) => eb.case().when('id', '=', LOCAL_USER).then(0).else(1).end())
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  if (existing) return existing.id;
  // Another process may create the user at the same time.
  await kysely
    .insertInto('users')
    .values({ id: LOCAL_USER, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return LOCAL_USER;
}
