import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessRunning } from './is-process-running.ts';

// numina writes a whole file beside its place first, as `NAME.PID-xxxx.tmp`. The process number in the name shows
// whether somebody is still writing the draft or was killed.

/** The path of a draft of this process for `target`. */
export function nameDraft(target: string): string {
  return `${target}.${process.pid}-${randomDigits()}.tmp`;
}

/** Makes the drafts of one process differ. A random source that must be loaded would take longer than the writing. */
function randomDigits(): string {
  return Math.trunc(Math.random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
}

/** Earlier versions wrote `NAME.PID` and `NAME.PID.tmp`. A database that is a draft has files of SQLite's beside it. */
const DRAFT = /^(.*)\.(\d+)(?:-[0-9a-f]{4}\.tmp|\.tmp|)(?:-journal|-wal|-shm)?$/s;

/** Paths of the drafts in a folder whose process has ended, for files whose names `isOwn` knows. */
export function findLeftDrafts(folder: string, isOwn: (name: string) => boolean): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // The folder does not exist, or may be written to but not listed.
    return [];
  }
  return names
    .filter((each) => {
      const [, name, pid] = DRAFT.exec(each) ?? [];
      return name !== undefined && isOwn(name) && !isProcessRunning(Number(pid));
    })
    .map((each) => join(folder, each));
}

/** Removes them. */
export function sweepDrafts(folder: string, isOwn: (name: string) => boolean): void {
  for (const path of findLeftDrafts(folder, isOwn)) rmSync(path, { force: true });
}
