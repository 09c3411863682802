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

/** A draft, and the file that it will replace. */
export interface Draft {
  /** An empty file with the owner and the mode of the new file. */
  readonly path: string;
  /** The path to which to rename it, with links resolved. */
  readonly target: string;
}

export interface ReplaceOptions {
  /** The mode of a new file; an old file keeps its own. */
  readonly mode: number;
  /** Whether the new file must be on the disk before it replaces the old one. */
  readonly isDurable: boolean;
  /** Whether the draft's name begins with a dot, so that readers of the folder ignore it. */
  readonly isHidden?: boolean;
  /** Whether to remove the drafts of ended processes first. Turn it off to write many files in one folder. */
  readonly sweeps?: boolean;
}

const MOST_LINKS = 40;

/** The path with all symbolic links resolved, also where no file exists yet. Throws an error ELOOP. */
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
 * Makes a draft for the file at `path`. As root, gives it to the owner of the old file, else of the folder, so that a
 * command with sudo leaves the file to its person. `mode` is for a new file. Throws errors of the file system.
 */
export function makeDraft(path: string, mode: number): Draft {
  const { file, ...draft } = openDraft(path, { mode, isDurable: true });
  closeSync(file);
  return draft;
}

/**
 * Replaces the file at `path` in one step, or makes it. Owner and mode: see {@link makeDraft}. Throws errors of the
 * file system.
 */
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
    // The umask may have removed permissions.
    if (there) fchmodSync(file, there.mode & 0o777);
    giveTo(draft, there ?? statSync(folder));
  } catch (error) {
    closeSync(file);
    rmSync(draft, { force: true });
    throw error;
  }
  return { file, path: draft, target };
}

/** As root, gives the file at `path` to this owner. */
export function giveTo(path: string, { uid, gid }: Pick<Stats, 'uid' | 'gid'>): void {
  if (process.geteuid?.() === 0 && (uid !== 0 || gid !== 0)) chownSync(path, uid, gid);
}
