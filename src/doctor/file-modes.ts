import { chmodSync, type Stats, statSync } from 'node:fs';

const OTHERS_MAY_READ = 0o044;
const OTHERS_MAY_WRITE = 0o022;

/** The file at a path, links followed; undefined where there is none to be had. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Windows has no such bits. */
const hasModes = process.platform !== 'win32';

export function mayOthersRead(path: string): boolean {
  return hasModes && ((statsOf(path)?.mode ?? 0) & (OTHERS_MAY_READ | OTHERS_MAY_WRITE)) !== 0;
}

export function mayOthersWrite(path: string): boolean {
  return hasModes && ((statsOf(path)?.mode ?? 0) & OTHERS_MAY_WRITE) !== 0;
}

/** `0644`, as chmod takes it. */
export function modeOf(path: string): string {
  return ((statsOf(path)?.mode ?? 0) & 0o7777).toString(8).padStart(4, '0');
}

/** Takes from others whatever they may do with it; its owner keeps what he has. */
export function closeToOthers(path: string): void {
  chmodSync(path, (statsOf(path)?.mode ?? 0) & 0o700);
}

export function closeToWriters(path: string): void {
  chmodSync(path, (statsOf(path)?.mode ?? 0) & 0o7777 & ~OTHERS_MAY_WRITE);
}
