import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { createFolder } from '../../files/create-folder.ts';
import { giveTo } from '../../files/replace-file.ts';
import type { Database, OpenOptions } from '../engine.ts';
import { localUser } from '../local-user.ts';
import type { Schema } from '../schema.ts';
import { storeOf } from '../store.ts';
import { SqliteFileDialect } from './dialect.ts';
import { FileConnection } from './file-connection.ts';
import { stampOf } from './file-state.ts';
import { migrate } from './migrate.ts';
import { toStorageError } from './storage-errors.ts';

/** Opens, creates or migrates a database in a file. Throws StorageError. */
export async function openFile({ path, createFolder: isDefaultPlace, now }: OpenOptions): Promise<Database> {
  let file: FileConnection | undefined;
  try {
    if (isDefaultPlace) createFolder(dirname(path));
    createPrivately(path);
    file = new FileConnection(path);
    const { sqlite } = file;
    const kysely = new Kysely<Schema>({ dialect: new SqliteFileDialect(file) });
    await migrate(sqlite, kysely);
    const { id, settingsIn } = await localUser(kysely, now, 'config');
    file.settle();
    const opened = file;
    return {
      engine: 'sqlite',
      path,
      store: storeOf(kysely, id),
      settingsIn,
      storeFor: (user) => storeOf(kysely, user),
      // A transaction holds the whole file, and shows everybody's rows.
      withAllRows: (_mode, work) =>
        kysely.transaction().execute((trx) => work({ db: trx, actFor: async () => undefined })),
      common: kysely,
      place: () => opened.place,
      // One file holds everybody: a write for one looks like a write for all.
      revisionOf: async () => stampOf(path),
      async revisions() {
        const stamp = stampOf(path);
        return { of: () => stamp, accounts: stamp.text };
      },
      hasSaved: () => false,
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
