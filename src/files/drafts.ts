import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessRunning } from './is-process-running.ts';

// numina first writes a draft beside the file, `NAME.PID-xxxx.tmp`, then renames it. The process number in the name
// tells whether the process still writes the draft or has ended.

/** The path of a draft of this process for `target`. */
export function nameDraft(target: string): string {
  return `${target}.${process.pid}-${randomDigits()}.tmp`;
}

/** Makes the drafts of one process differ. Loading node:crypto would take longer than the write. */
function randomDigits(): string {
  return Math.trunc(Math.random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
}

/** Earlier versions wrote `NAME.PID` and `NAME.PID.tmp`. A draft of a database has side files of SQLite. */
const DRAFT = /^(.*)\.(\d+)(?:-[0-9a-f]{4}\.tmp|\.tmp|)(?:-journal|-wal|-shm)?$/s;

/** The paths of drafts in a folder whose processes have ended; only drafts of files for whose name `isOwn` is true. */
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

/** Removes what {@link findLeftDrafts} finds. */
export function sweepDrafts(folder: string, isOwn: (name: string) => boolean): void {
  for (const path of findLeftDrafts(folder, isOwn)) rmSync(path, { force: true });
}
