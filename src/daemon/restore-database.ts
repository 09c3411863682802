import { existsSync } from 'node:fs';
import { type Copy, restore } from '../db/copies.ts';
import { daemonFiles } from './daemon-files.ts';
import { acquireDaemonLock } from './lock.ts';

/**
 * Puts a checked copy of `file` in the place of the database at `path`, and keeps that as `kept`. Throws RefusedError
 * while a daemon runs, StorageError.
 */
export async function restoreDatabase(
  env: NodeJS.ProcessEnv,
  file: string,
  path: string,
  kept: string,
): Promise<Copy & { readonly kept: string | null }> {
  if (!existsSync(path)) return restore(file, path, kept);
  // Held meanwhile: no daemon starts in between.
  const lock = acquireDaemonLock(daemonFiles(env, path));
  try {
    return await restore(file, path, kept);
  } finally {
    lock.release();
  }
}
