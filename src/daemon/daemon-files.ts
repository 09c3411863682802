import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { databasePath, folderOf } from '../config/paths.ts';

/** The files of the daemon of one database. */
export interface DaemonFiles {
  /** Beside the database, so that all who use it mean the same lock. */
  readonly lock: string;
  readonly status: string;
  readonly log: string;
}

/** `database` is the path of an existing database. */
export function daemonFiles(env: NodeJS.ProcessEnv, database: string): DaemonFiles {
  const path = realpathSync(database);
  const folder = folderOf('state', env);
  const name = isUsual(env, path) ? 'daemon' : `daemon-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
  return { lock: `${path}.lock`, status: join(folder, `${name}.json`), log: join(folder, `${name}.log`) };
}

function isUsual(env: NodeJS.ProcessEnv, path: string): boolean {
  try {
    return realpathSync(databasePath(env, undefined)) === path;
  } catch {
    return false;
  }
}
