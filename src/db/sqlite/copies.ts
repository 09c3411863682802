import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { MIGRATIONS } from '../../../migrations/index.ts';
import { NotFoundError, NuminaError, RefusedError, StorageError } from '../../errors.ts';
import { sweepDrafts } from '../../files/drafts.ts';
import { toWriteFailure } from '../../files/file-failure.ts';
import { followLinks, makeDraft } from '../../files/replace-file.ts';
import { command, words } from '../../words.ts';
import { identityOf, isSameFile } from './file-state.ts';
import { nativeBinding } from './native-binding.ts';
import { newestMigration } from './newest-migration.ts';
import { signEverybodyOut } from './sign-everybody-out.ts';
import { toStorageError } from './storage-errors.ts';

/** A complete copy of a database in one file. */
export interface Copy {
  readonly file: string;
  readonly bytes: number;
  readonly bookings: number;
}

/**
 * Copies a database into a new file, while others may write to it, and checks the copy. Throws RefusedError where the
 * file is there already, StorageError where the database is damaged or the disk full.
 */
export function backUp(database: string, file: string): Promise<Copy> {
  return writeCopy(file, (draft) => copyPages(database, draft), database);
}

/**
 * Makes a database in a new file, which appears whole and checked or not at all. `fill` writes into an empty draft of
 * it. Errors of the database name `source`. Throws RefusedError where the file is there already, and StorageError.
 */
export async function writeCopy(file: string, fill: (draft: string) => Promise<void>, source = file): Promise<Copy> {
  const draft = draftFor(file);
  try {
    // Every backup has another name, so a draft left by an ended process would never be found by its own name.
    sweepDrafts(dirname(draft.target), (name) => USUAL_NAME.test(name));
    if (identityOf(file) !== null) throw fileExists(file);
    await fill(draft.path);
    const bookings = countInCopy(draft.path, source);
    // A hard link never replaces an existing file; a rename would.
    linkSync(draft.path, draft.target);
    return { file, bytes: statSync(file).size, bookings };
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? fileExists(file) : inWords(error, file);
  } finally {
    removeDatabase(draft.path);
  }
}

/** The name of a backup where the person gave none. */
const USUAL_NAME = /^numina-\d{4}-\d\d-\d\d-\d{6}\.db$/;

/** Checks a copy by reading all of it. Changes nothing. Throws NotFoundError, StorageError. */
export function checkCopy(file: string): Copy {
  requireFile(file);
  const sqlite = open(file);
  try {
    checkSchema(sqlite, file);
    return { file, bytes: statSync(file).size, bookings: countWhole(sqlite, file) };
  } catch (error) {
    throw toStorageError(error, file);
  } finally {
    sqlite.close();
  }
}

/**
 * Replaces a database by a checked copy of `file` in one step; `file` itself is only read. Keeps the old database as
 * `kept`, even a damaged one. No daemon may run meanwhile. Throws NotFoundError, StorageError.
 */
export async function restore(
  file: string,
  database: string,
  kept: string,
): Promise<Copy & { readonly kept: string | null }> {
  requireFile(file);
  const draft = draftFor(database);
  try {
    undoHalfRestore(draft.target);
    // Only the owner may read it, even where the old database had another mode.
    chmodSync(draft.path, 0o600);
    const bookings = await copyChecked(file, draft.path);
    const isThere = identityOf(draft.target) !== null;
    // In the folder of the file itself, not of a link to it.
    const keptAt = join(dirname(draft.target), basename(kept));
    if (isThere) {
      foldLog(draft.target);
      linkSync(draft.target, keptAt);
      for (const end of LOG_ENDS) {
        if (identityOf(draft.target + end) !== null) renameSync(draft.target + end, keptAt + end);
      }
    }
    renameSync(draft.path, draft.target);
    return { file: database, bytes: statSync(database).size, bookings, kept: isThere ? keptAt : null };
  } catch (error) {
    throw inWords(error, database);
  } finally {
    removeDatabase(draft.path);
  }
}

function requireFile(file: string): void {
  if (identityOf(file) !== null) return;
  throw new NotFoundError('file_not_found', `There is no file ${file}.`, 'Check the name.');
}

const LOG_ENDS = ['-wal', '-shm'];

/**
 * Repairs what a restore leaves that was killed between its steps: a second name of the database, and perhaps a -wal
 * file under that name.
 */
function undoHalfRestore(database: string): void {
  const own = identityOf(database);
  if (own === null) return;
  const folder = dirname(database);
  const begins = `${basename(database)}.before-restore-`;
  for (const name of readdirSync(folder).filter((each) => each.startsWith(begins))) {
    const path = join(folder, name);
    const found = identityOf(path);
    if (found === null || !isSameFile(found, own)) continue;
    for (const end of LOG_ENDS) {
      if (identityOf(path + end) !== null && identityOf(database + end) === null)
        renameSync(path + end, database + end);
    }
    rmSync(path);
  }
}

function draftFor(file: string) {
  try {
    // A backup is refused where the file exists, and a restored database is private: the mode is always 0600.
    return makeDraft(followLinks(file), 0o600);
  } catch (error) {
    throw inWords(error, file);
  }
}

async function copyChecked(from: string, to: string): Promise<number> {
  await copyPages(from, to);
  signEverybodyOut(open(to), from);
  return countInCopy(to, from);
}

/** Copies a database page by page. */
async function copyPages(from: string, to: string): Promise<void> {
  const source = open(from);
  try {
    checkSchema(source, from);
    await source.backup(to);
  } catch (error) {
    throw toStorageError(error, from);
  } finally {
    source.close();
  }
}

/** Checks a copy, brings it to the disk and counts its bookings. Errors name the database that was copied. */
function countInCopy(path: string, source: string): number {
  const copy = open(path);
  try {
    return countWhole(copy, source);
  } catch (error) {
    throw toStorageError(error, source);
  } finally {
    copy.close();
    const file = openSync(path, 'r+');
    fsyncSync(file);
    closeSync(file);
  }
}

/**
 * Checks a whole database and counts its bookings. Throws StorageError where a page, an index or a reference is broken.
 */
function countWhole(sqlite: BetterSqlite3.Database, path: string): number {
  const isWhole = sqlite.pragma('integrity_check', { simple: true }) === 'ok';
  const broken = sqlite.pragma('foreign_key_check') as readonly unknown[];
  if (isWhole && broken.length === 0) return sqlite.prepare('select count(*) from bookings').pluck().get() as number;
  throw new StorageError(
    'database_corrupt',
    `The database ${path} is damaged.`,
    words`Bring back a copy with ${command('restore', 'FILE')}.`,
  );
}

function checkSchema(sqlite: BetterSqlite3.Database, path: string): void {
  const newest = newestMigration(sqlite);
  if (newest === null) {
    throw new StorageError('foreign_database', `${path} is not a database of numina.`, 'Choose another file.');
  }
  if (!(newest in MIGRATIONS)) {
    throw new StorageError(
      'newer_schema',
      `${path} was written by a newer numina (${newest}).`,
      'Update numina first.',
    );
  }
}

/** Writes the contents of the -wal file into the database, where that is still possible. */
function foldLog(path: string): void {
  try {
    const sqlite = open(path);
    try {
      sqlite.pragma('wal_checkpoint(truncate)');
    } finally {
      sqlite.close();
    }
  } catch {
    // The database is damaged: it is kept as it is, with its side files.
  }
}

function open(path: string): BetterSqlite3.Database {
  try {
    return new BetterSqlite3(path, { fileMustExist: true, timeout: 5000, nativeBinding: nativeBinding() });
  } catch (error) {
    throw toStorageError(error, path);
  }
}

function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
}

function fileExists(file: string): RefusedError {
  return new RefusedError('file_exists', `${file} is there already.`, 'Name another file, or remove that one.');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function inWords(error: unknown, path: string): unknown {
  return error instanceof NuminaError ? error : toWriteFailure(error, path);
}
