import { acquireFileLock, type FileLock, isFileLocked } from '../db/sqlite/file-lock.ts';
import { RefusedError } from '../errors.ts';
import { sleep } from '../time/sleep.ts';
import { command, type Words, words } from '../words.ts';
import type { DaemonFiles } from './daemon-files.ts';
import { readStatus } from './status-file.ts';

/** A process that tests the lock holds it for an instant. */
const PATIENCE_MS = 500;
const STAND_BY_MS = 5000;

/**
 * Takes the lock that makes this process the daemon. Throws RefusedError with the pid of the running daemon; `hint` is
 * the next step.
 */
export function acquireDaemonLock(
  files: Pick<DaemonFiles, 'lock' | 'status'>,
  hint: Words = words`${command('daemon status')} says what it does.`,
): FileLock {
  const lock = acquireFileLock(files.lock, PATIENCE_MS);
  if (lock !== null) return lock;
  const pid = readStatus(files.status)?.pid;
  throw new RefusedError(
    'daemon_running',
    `A daemon is running already${pid === undefined ? '' : ` (pid ${pid})`}.`,
    hint,
  );
}

/** Waits for the lock of the daemon; null where `signal` aborts first. */
export async function awaitDaemonLock(files: Pick<DaemonFiles, 'lock'>, signal: AbortSignal): Promise<FileLock | null> {
  while (!signal.aborted) {
    const lock = acquireFileLock(files.lock, 0);
    if (lock !== null) return lock;
    await sleep(STAND_BY_MS, signal);
  }
  return null;
}

/** Whether a daemon runs at this moment. */
export function isDaemonRunning({ lock }: Pick<DaemonFiles, 'lock'>): boolean {
  return isFileLocked(lock);
}
