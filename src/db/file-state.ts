import { realpathSync, type Stats, statSync } from 'node:fs';

/** What identifies a file to the system, whatever its path. */
export type FileIdentity = Pick<Stats, 'dev' | 'ino' | 'birthtimeMs' | 'ctimeMs'>;

/** The file at a path, links followed; null where there is none. */
export function identityOf(path: string): FileIdentity | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // A loop of links, or a folder that may not be entered: the file cannot be reached.
    return null;
  }
}

/**
 * Whether both are the same file. The system soon gives the number of a removed file to a new one, so the time of birth
 * is compared too. Systems that do not know it give the time of the last change instead.
 */
export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  if (one.dev !== other.dev || one.ino !== other.ino) return false;
  const knowsBirth = one.birthtimeMs !== one.ctimeMs && other.birthtimeMs !== other.ctimeMs;
  return !knowsBirth || one.birthtimeMs === other.birthtimeMs;
}

/** SQLite keeps its side files beside the file itself, wherever a link to it lies. */
export function sideFile(path: string, kind: 'wal' | 'shm'): string {
  return `${realpathSync.native(path)}-${kind}`;
}

/** Text that differs after every write to a database, by whichever process, and the time of the latest one. */
export interface FileStamp {
  readonly text: string;
  /** Of the clock of the file system; it is coarse, so that two writes may have one time. */
  readonly writtenMs: number;
}

/** The stamp of the database at a path. An empty side file says what a missing one does. */
export function stampOf(path: string): FileStamp {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) return { text: 'none', writtenMs: 0 };
  const log = statSync(sideFile(path, 'wal'), { throwIfNoEntry: false });
  const hasLog = log !== undefined && log.size > 0;
  return {
    text: [file, ...(hasLog ? [log] : [])].map(({ dev, ino, size, mtimeMs }) => [dev, ino, size, mtimeMs]).join(' '),
    writtenMs: Math.max(file.mtimeMs, hasLog ? log.mtimeMs : 0),
  };
}
