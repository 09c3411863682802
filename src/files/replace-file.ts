import {
  chownSync,
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isProcessRunning } from './is-process-running.ts';

// A file is replaced by writing a draft beside it and renaming that. The draft bears the number of its process, so that
// what a kill leaves behind is known for what it is.

/** What a draft is to become. */
export interface Draft {
  /** Empty, made by this process, with the owner and the mode that the new file shall have. */
  readonly path: string;
  /** The file to rename it to: at the end of all links. */
  readonly target: string;
}

const MOST_LINKS = 40;

/** What a path leads to, also where that is not there yet. */
export function followLinks(path: string): string {
  let target = resolve(path);
  for (let count = 0; count < MOST_LINKS; count += 1) {
    const stats = lstatSync(target, { throwIfNoEntry: false });
    if (!stats?.isSymbolicLink()) return target;
    target = resolve(dirname(target), readlinkSync(target));
  }
  throw Object.assign(new Error(`Too many links: ${path}`), { code: 'ELOOP', path });
}

/**
 * Makes a draft for the file at `path`. It belongs to the owner of what is there, else of the folder: root, by sudo,
 * takes nobody's file away. `mode` is that of a file which is new. Throws what the file system throws.
 */
export function makeDraft(path: string, mode: number): Draft {
  const target = followLinks(path);
  const there = statSync(target, { throwIfNoEntry: false });
  sweepDrafts(dirname(target), basename(target));
  const draft = `${target}.${process.pid}-${randomDigits()}.tmp`;
  closeSync(openSync(draft, 'wx', there ? there.mode & 0o777 : mode));
  try {
    giveTo(draft, there ?? statSync(dirname(target)));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return { path: draft, target };
}

/** Tells the drafts of one process apart; loading a library for that would take longer than the writing. */
function randomDigits(): string {
  return Math.trunc(Math.random() * 0x10000)
    .toString(16)
    .padStart(4, '0');
}

/** As root: to whoever owns what it stands for or in. */
export function giveTo(path: string, { uid, gid }: Pick<Stats, 'uid' | 'gid'>): void {
  if (process.geteuid?.() === 0 && (uid !== 0 || gid !== 0)) chownSync(path, uid, gid);
}

const DRAFT = /^(.*)\.(\d+)(?:-[0-9a-f]{4})?(?:\.tmp)?(?:-journal|-wal|-shm)?$/;

/** Removes the drafts of a file that processes left which are no more: `NAME.PID-xxxx.tmp`, `NAME.PID`. */
export function sweepDrafts(folder: string, name: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // A folder that may be written to and not be looked at.
    return;
  }
  for (const each of names) {
    if (!each.startsWith(`${name}.`)) continue;
    const [, of, pid] = DRAFT.exec(each) ?? [];
    if (of === name && !isProcessRunning(Number(pid))) rmSync(join(folder, each), { force: true });
  }
}
