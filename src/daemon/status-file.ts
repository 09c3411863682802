import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFolder } from '../files/create-folder.ts';
import { replaceFile } from '../files/replace-file.ts';

/** The published state of a daemon. Only the lock tells whether it still runs. */
export interface DaemonStatus {
  readonly pid: number;
  readonly version: string;
  readonly startedAt: string;
  readonly lastTickAt: string;
  readonly lastError: string | null;
  /** The last local date on which the person was told of waiting classes. */
  readonly noticedOn: string | null;
}

/** Writes the file in one step, so that nobody reads half of it. No fsync: after a power failure there is no daemon. */
export function writeStatus(path: string, status: DaemonStatus): void {
  createFolder(dirname(path));
  replaceFile(path, `${JSON.stringify(status)}\n`, { mode: 0o600, isDurable: false });
}

/** The last written status; null where there is none. */
export function readStatus(path: string): DaemonStatus | null {
  try {
    const status: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof status === 'object' && status !== null && 'pid' in status ? (status as DaemonStatus) : null;
  } catch {
    return null;
  }
}
