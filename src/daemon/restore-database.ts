import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Session } from '../app.ts';
import { nameOfMoment } from '../config/paths.ts';
import { type Copy, checkCopy, restore } from '../db/copies.ts';
import { createFolder } from '../files/create-folder.ts';
import { daemonFiles } from './daemon-files.ts';
import { acquireDaemonLock } from './lock.ts';

export interface Restored extends Copy {
  /** Where the database that was there is kept; null where there was none. */
  readonly kept: string | null;
}

const LET_GO = 'Let it go first: Ctrl-C in its terminal, or numina daemon uninstall where it is a service.';

/** What would be restored, before anybody is asked; nothing is changed. Throws what {@link restoreDatabase} throws. */
export function checkRestore({ process: { env, databasePlace } }: Session, file: string): Copy {
  const copy = checkCopy(file);
  const { path } = databasePlace();
  if (existsSync(path)) acquireDaemonLock(daemonFiles(env, path), LET_GO).release();
  return copy;
}

/** Puts a checked copy of `file` in the place of the database. Throws RefusedError while a daemon runs, StorageError. */
export async function restoreDatabase(session: Session, file: string): Promise<Restored> {
  const { env, databasePlace } = session.process;
  const { path, isUsual } = databasePlace();
  const kept = `${path}.before-restore-${nameOfMoment(session.nowLocal)}`;
  if (isUsual) createFolder(dirname(path));
  if (!existsSync(path)) return restore(file, path, kept);
  // Held meanwhile: no daemon starts in between.
  const lock = acquireDaemonLock(daemonFiles(env, path), LET_GO);
  try {
    return await restore(file, path, kept);
  } finally {
    lock.release();
  }
}
