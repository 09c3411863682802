import {
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nameDraft, sweepDrafts } from './drafts.ts';

/** What a draft is to become. */
export interface Draft {
  /** Empty, made by this process, with the owner and the mode that the new file shall have. */
  readonly path: string;
  /** The file to rename it to: at the end of all links. */
  readonly target: string;
}

export interface ReplaceOptions {
  /** Of a file that is new; an old one keeps its own. */
  readonly mode: number;
  /** Whether it is on the disk before the old one goes. */
  readonly isDurable: boolean;
  /** Whether the draft's name begins with a dot, which readers of a folder pass over. */
  readonly isHidden?: boolean;
  /** Whether drafts of processes that are no more are looked for: once in a folder of thousands is enough. */
  readonly sweeps?: boolean;
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
  const { file, ...draft } = openDraft(path, { mode, isDurable: true });
  closeSync(file);
  return draft;
}

/** Replaces the text of the file at `path`, or makes it, as {@link makeDraft} does. Throws what the file system throws. */
export function replaceFile(path: string, text: string, options: ReplaceOptions): void {
  const { file, path: draft, target } = openDraft(path, options);
  try {
    try {
      writeFileSync(file, text);
      if (options.isDurable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function openDraft(path: string, { mode, isHidden = false, sweeps = true }: ReplaceOptions): Draft & { file: number } {
  const target = followLinks(path);
  const there = statSync(target, { throwIfNoEntry: false });
  const [folder, name] = [dirname(target), `${isHidden ? '.' : ''}${basename(target)}`];
  if (sweeps) sweepDrafts(folder, (each) => each === name);
  const draft = nameDraft(join(folder, name));
  const file = openSync(draft, 'wx', there ? there.mode & 0o777 : mode);
  try {
    // The umask may have taken something away.
    if (there) fchmodSync(file, there.mode & 0o777);
    giveTo(draft, there ?? statSync(folder));
  } catch (error) {
    closeSync(file);
    rmSync(draft, { force: true });
    throw error;
  }
  return { file, path: draft, target };
}

/** As root: to whoever owns what it stands for or in. */
export function giveTo(path: string, { uid, gid }: Pick<Stats, 'uid' | 'gid'>): void {
  if (process.geteuid?.() === 0 && (uid !== 0 || gid !== 0)) chownSync(path, uid, gid);
}
