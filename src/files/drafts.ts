import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessRunning } from './is-process-running.ts';

// Whatever numina writes as a whole is written beside its place first, as `NAME.PID-xxxx.tmp`. The number of the process
// in the name tells what a kill has left behind from what somebody is writing at this moment.

/** The path of a draft of this process for `target`. */
export function nameDraft(target: string): string {
  return `${target}.${process.pid}-${randomDigits()}.tmp`;
}

/** Tells the drafts of one process apart; loading a library for that would take longer than the writing. */
function randomDigits(): string {
  return Math.trunc(Math.random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
}

/** Earlier versions wrote `NAME.PID` and `NAME.PID.tmp`. A database that is a draft has files of SQLite's beside it. */
const DRAFT = /^(.*)\.(\d+)(?:-[0-9a-f]{4}\.tmp|\.tmp|)(?:-journal|-wal|-shm)?$/s;

/** The drafts in a folder whose process is no more, of the files whose names `isOwn` knows; as paths. */
export function findLeftDrafts(folder: string, isOwn: (name: string) => boolean): readonly string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // There is none, or one that may be written to and not be looked at.
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
