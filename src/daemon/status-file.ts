import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFolder } from '../files/create-folder.ts';
import { replaceFile } from '../files/replace-file.ts';

/** What a daemon says of itself, for others to read. Whether it still runs, only the lock knows. */
export interface DaemonStatus {
  readonly pid: number;
  readonly version: string;
  readonly startedAt: string;
  readonly lastTickAt: string;
  readonly lastError: string | null;
  /** The last local date on which the person was told of waiting classes. */
  readonly noticedOn: string | null;
}

/** Replaces the file as a whole: nobody reads half of it. Without fsync: after a power cut there is no daemon. */
export function writeStatus(path: string, status: DaemonStatus): void {
  createFolder(dirname(path));
  replaceFile(path, `${JSON.stringify(status)}\n`, { mode: 0o600, isDurable: false });
}

/** What the last daemon said; null where there was none. */
export function readStatus(path: string): DaemonStatus | null {
  try {
    const status: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof status === 'object' && status !== null && 'pid' in status ? (status as DaemonStatus) : null;
  } catch {
    return null;
  }
}
