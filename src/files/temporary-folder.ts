import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLeftDrafts } from './drafts.ts';
import { isProcessRunning } from './is-process-running.ts';

/** Makes an empty temporary folder `NAME-PID-XXXXXX`, and removes those of processes that have ended. */
export function makeTemporaryFolder(name: string): string {
  for (const left of findLeftTemporaries(name)) rmSync(left, { recursive: true, force: true });
  return mkdtempSync(join(tmpdir(), `${name}-${process.pid}-`));
}

/**
 * The temporary folders and drafts of this name whose processes have ended. Other users share the place, so only those
 * that this user owns, and no links.
 */
export function findLeftTemporaries(name: string): readonly string[] {
  const place = tmpdir();
  const drafts = findLeftDrafts(place, (each) => each.startsWith(`${name}-`));
  return [...findLeftFolders(place, name), ...drafts].filter(isOwn);
}

function findLeftFolders(place: string, name: string): readonly string[] {
  try {
    const entries = readdirSync(place, { withFileTypes: true });
    return entries.flatMap((entry) => {
      if (!entry.isDirectory() || !entry.name.startsWith(`${name}-`)) return [];
      const [, pid] = /^-(\d+)-\w{6}$/.exec(entry.name.slice(name.length)) ?? [];
      return pid === undefined || isProcessRunning(Number(pid)) ? [] : [join(place, entry.name)];
    });
  } catch {
    // The place does not exist or may not be read.
    return [];
  }
}

function isOwn(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  const userId = process.geteuid?.();
  return stats !== undefined && !stats.isSymbolicLink() && (userId === undefined || stats.uid === userId);
}
