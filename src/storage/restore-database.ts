import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Session } from '../app.ts';
import { nameOfMoment } from '../config/paths.ts';
import { daemonFiles } from '../daemon/daemon-files.ts';
import { acquireDaemonLock } from '../daemon/lock.ts';
import { type Copy, checkCopy, restore } from '../db/sqlite/copies.ts';
import { createFolder } from '../files/create-folder.ts';
import { LET_GO } from './let-go.ts';
import { restoreIntoServer } from './restore-into-server.ts';

export interface Restored extends Copy {
  /** The path of the former database, which is kept; null where there was none. */
  readonly kept: string | null;
}

/**
 * Checks a restore without changing anything, and returns what would be restored. Throws as {@link restoreDatabase}
 * does.
 */
export function checkRestore({ process: { env, databasePlace } }: Session, file: string): Copy {
  const copy = checkCopy(file);
  const { path, isServer } = databasePlace();
  if (!isServer && existsSync(path)) acquireDaemonLock(daemonFiles(env, path), LET_GO).release();
  return copy;
}

/**
 * Replaces the database by a checked copy of `file`; at a server, its rows. Throws RefusedError while a daemon runs, and
 * StorageError.
 */
export async function restoreDatabase(session: Session, file: string): Promise<Restored> {
  const { env, databasePlace } = session.process;
  const { path, isUsual, isServer } = databasePlace();
  if (isServer) return restoreIntoServer(session, file);
  const kept = `${path}.before-restore-${nameOfMoment(session.nowLocal)}`;
  if (isUsual) createFolder(dirname(path));
  if (!existsSync(path)) return restore(file, path, kept);
  // Hold the lock, so that no daemon starts meanwhile.
  const lock = acquireDaemonLock(daemonFiles(env, path), LET_GO);
  try {
    return await restore(file, path, kept);
  } finally {
    lock.release();
  }
}
