import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { giveTo } from '../../files/replace-file.ts';
import { identityOf, isSameFile } from './file-state.ts';
import { nativeBinding } from './native-binding.ts';
import { toStorageError } from './storage-errors.ts';

/** A lock that is held until its release, or until the process ends in any way. */
export interface FileLock {
  /** Whether the lock still protects: others do not see it where its file was removed or replaced. */
  isInPlace(): boolean;
  release(): void;
}

/**
 * Takes a lock; null where another process holds it for longer than `waitMs`. It is the write lock of a small SQLite
 * file, in a transaction that never writes. The system releases it when the process is killed, so a file that stays
 * behind blocks nobody.
 */
export function acquireFileLock(path: string, waitMs: number): FileLock | null {
  // Makes the file with mode 0600. An existing file is not opened here: a process that closes a file loses all locks
  // that it holds on it.
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

/**
 * Whether a process holds the lock. The check takes the lock for a moment, so callers of {@link acquireFileLock} should
 * wait a little.
 */
export function isFileLocked(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })) return false;
  const lock = acquireFileLock(path, 0);
  lock?.release();
  return lock === null;
}
