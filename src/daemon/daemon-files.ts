import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { databasePath, folderOf } from '../config/paths.ts';
import { isServerAddress } from '../db/server-address.ts';

/** The files of the daemon of one database. */
export interface DaemonFiles {
  /**
   * Beside the database, so that everybody who uses the database uses the same lock. For a server it is among the files
   * of this account of the machine: daemons of others are welcome.
   */
  readonly lock: string;
  readonly status: string;
  readonly log: string;
}

/** The files of the daemon for a database. The database may be missing at the moment. */
export function daemonFiles(env: NodeJS.ProcessEnv, database: string): DaemonFiles {
  const isOfServer = isServerAddress(database);
  const path = isOfServer ? database : realPath(database);
  const folder = folderOf('state', env);
  const hash = () => createHash('sha256').update(path).digest('hex').slice(0, 12);
  const name = !isOfServer && isUsual(env, path) ? 'daemon' : `daemon-${hash()}`;
  const lock = isOfServer ? join(folder, `${name}.lock`) : `${path}.lock`;
  return { lock, status: join(folder, `${name}.json`), log: join(folder, `${name}.log`) };
}

function isUsual(env: NodeJS.ProcessEnv, path: string): boolean {
  try {
    return realPath(databasePath(env, undefined)) === path;
  } catch {
    return false;
  }
}

/** The path with links followed, so that a file has one name. */
function realPath(file: string): string {
  const path = resolve(file);
  try {
    return realpathSync(path);
  } catch {
    return existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path;
  }
}
