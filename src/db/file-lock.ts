import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { giveTo } from '../files/replace-file.ts';
import { identityOf, isSameFile } from './file-state.ts';
import { nativeBinding } from './native-binding.ts';
import { toStorageError } from './storage-errors.ts';

/** A lock held until it is released, or until the process ends, however it ends. */
export interface FileLock {
  /** Whether it is the one that others would ask for: its file may have been removed. */
  isInPlace(): boolean;
  release(): void;
}

/**
 * Takes the lock that a small SQLite file of its own stands for; null where somebody else has it for longer than
 * `waitMs`. The write lock of a transaction that never writes: the system takes it back from a process that was killed,
 * so no stale file is ever in the way.
 */
export function acquireFileLock(path: string, waitMs: number): FileLock | null {
  // With the mode of the database, whatever the umask is. Not where it is there: a process that closes a file gives
  // up every lock it has on it.
  if (!statSync(path, { throwIfNoEntry: false })) {
    closeSync(openSync(path, 'a', 0o600));
    giveTo(path, statSync(dirname(path)));
  }
  const sqlite = new BetterSqlite3(path, { timeout: waitMs, nativeBinding: nativeBinding() });
  try {
    sqlite.exec('begin immediate');
  } catch (error) {
    sqlite.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw toStorageError(error, path);
  }
  const own = identityOf(path);
  return {
    isInPlace() {
      const found = identityOf(path);
      return own !== null && found !== null && isSameFile(own, found);
    },
    release() {
      if (sqlite.inTransaction) sqlite.exec('rollback');
      sqlite.close();
    },
  };
}

/** Whether somebody has the lock. Asking takes it for an instant, so whoever acquires it waits a little. */
export function isFileLocked(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })) return false;
  const lock = acquireFileLock(path, 0);
  lock?.release();
  return lock === null;
}
