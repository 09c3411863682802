import { chmodSync, type Stats, statSync } from 'node:fs';

const OTHERS_MAY_READ = 0o044;
const OTHERS_MAY_WRITE = 0o022;

/** The status of the file at a path, following links; undefined where it cannot be read. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Windows has no such permission bits. */
const hasModes = process.platform !== 'win32';

export function mayOthersRead(path: string): boolean {
  return hasModes && ((statsOf(path)?.mode ?? 0) & (OTHERS_MAY_READ | OTHERS_MAY_WRITE)) !== 0;
}

export function mayOthersWrite(path: string): boolean {
  return hasModes && ((statsOf(path)?.mode ?? 0) & OTHERS_MAY_WRITE) !== 0;
}

/** The mode as chmod takes it: `0644`. */
export function modeOf(path: string): string {
  return ((statsOf(path)?.mode ?? 0) & 0o7777).toString(8).padStart(4, '0');
}

/** Removes all permissions of other users. Those of the owner stay. */
export function closeToOthers(path: string): void {
  chmodSync(path, (statsOf(path)?.mode ?? 0) & 0o700);
}

export function closeToWriters(path: string): void {
  chmodSync(path, (statsOf(path)?.mode ?? 0) & 0o7777 & ~OTHERS_MAY_WRITE);
}
