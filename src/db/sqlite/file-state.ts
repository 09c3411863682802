import { realpathSync, type Stats, statSync } from 'node:fs';
import type { Revision } from '../engine.ts';

/** What identifies a file to the system, without its path. */
export type FileIdentity = Pick<Stats, 'dev' | 'ino' | 'birthtimeMs' | 'ctimeMs'>;

/** The identity of the file at a path, with links resolved; null where there is none. */
export function identityOf(path: string): FileIdentity | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // A loop of links, or a folder that may not be entered: the file cannot be reached.
    return null;
  }
}

/**
 * Whether both are the same file. The system may give the inode of a removed file to a new one, so the time of birth is
 * compared too. Systems that do not know it give the time of the last change instead.
 */
export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  if (one.dev !== other.dev || one.ino !== other.ino) return false;
  const knowsBirth = one.birthtimeMs !== one.ctimeMs && other.birthtimeMs !== other.ctimeMs;
  return !knowsBirth || one.birthtimeMs === other.birthtimeMs;
}

/** The path of a side file. SQLite keeps side files beside the file itself, not beside a link to it. */
export function sideFile(path: string, kind: 'wal' | 'shm'): string {
  return `${realpathSync.native(path)}-${kind}`;
}

/** The stamp of the database at a path. An empty -wal counts as a missing one. */
export function stampOf(path: string): Revision {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) return { text: 'none', writtenMs: 0 };
  const log = statSync(sideFile(path, 'wal'), { throwIfNoEntry: false });
  const hasLog = log !== undefined && log.size > 0;
  return {
    text: [file, ...(hasLog ? [log] : [])].map(({ dev, ino, size, mtimeMs }) => [dev, ino, size, mtimeMs]).join(' '),
    writtenMs: Math.max(file.mtimeMs, hasLog ? log.mtimeMs : 0),
  };
}
