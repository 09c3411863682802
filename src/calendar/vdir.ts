import { opendirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../errors.ts';
import { findLeftDrafts } from '../files/drafts.ts';
import { replaceFile } from '../files/replace-file.ts';

// A folder with one .ics file per booking, by the vdir convention of khal and vdirsyncer. For readers a new
// modification time means a changed event, so a file with the right contents is not written again.

/** How many of numina's own files were written, left unchanged or removed. */
export interface VdirReport {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** Fills a folder so that its numina files are exactly those that were put; the files of others stay. */
export class VdirFilling {
  readonly #folder: string;
  readonly #leftOver: Set<string>;
  #written = 0;
  #unchanged = 0;

  /** Throws FailureError where there is no folder. */
  constructor(folder: string) {
    this.#folder = folder;
    // Listed now, so that files which another numina adds later are not removed.
    const names = inFolder(folder, () => readdirSync(folder));
    this.#leftOver = new Set(names);
    sweepVdir(folder);
  }

  /** Writes the file of one booking where it differs. Throws FailureError. */
  put(id: string, text: string): void {
    const name = fileNameOf(id);
    const isThere = this.#leftOver.delete(name);
    if (putFile(this.#folder, name, text, isThere)) this.#written += 1;
    else this.#unchanged += 1;
  }

  /** How many files were put. */
  get count(): number {
    return this.#written + this.#unchanged;
  }

  /**
   * Removes numina's files that were not put, also under the names that other programs gave them. Throws FailureError.
   */
  end(): VdirReport {
    let removed = 0;
    for (const name of this.#leftOver) if (removeItem(this.#folder, name)) removed += 1;
    return { written: this.#written, removed, unchanged: this.#unchanged };
  }
}

/** Writes the file of one booking, or removes it where `text` is null. Throws FailureError. */
export function putInVdir(folder: string, id: string, text: string | null): void {
  const name = fileNameOf(id);
  if (text === null) removeItem(folder, name);
  else putFile(folder, name, text, true);
}

/** Removes the drafts of processes that have ended. */
export function sweepVdir(folder: string): void {
  for (const path of findLeftItems(folder)) rmSync(path, { force: true });
}

/** The paths of drafts whose processes have ended. */
export function findLeftItems(folder: string): readonly string[] {
  return findLeftDrafts(folder, (name) => DRAFT_OF.test(name));
}

/** Whether the folder has no numina file yet. Throws FailureError. */
export function isNewVdir(folder: string): boolean {
  return inFolder(folder, () => {
    const entries = opendirSync(folder);
    try {
      for (let entry = entries.readSync(); entry; entry = entries.readSync())
        if (OWN_NAME.test(entry.name)) return false;
      return true;
    } finally {
      entries.closeSync();
    }
  });
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The file name before the suffix of a draft. */
const DRAFT_OF = new RegExp(`^\\.${ID}\\.ics$`);
const OWN_NAME = new RegExp(`^${ID}\\.ics$`);
/** The names that numina and khal give: khal uses the UID. (vdirsyncer uses random names.) */
const ITEM_NAME = new RegExp(`^${ID}(?:@numina)?\\.ics$`);
const ITEM_UID = new RegExp(`^UID:${ID}@numina\\r?$`, 'm');

function fileNameOf(id: string): string {
  return `${id}.ics`;
}

/**
 * Writes a file unless it has this text already; gives whether it wrote. It needs no fsync: the bookings are safe in
 * the database, and the next run replaces a file that a power cut has damaged.
 */
function putFile(folder: string, name: string, text: string, mayExist: boolean): boolean {
  const path = join(folder, name);
  if (mayExist && readIfThere(path) === text) return false;
  inFolder(folder, () => replaceFile(path, text, { mode: 0o600, isDurable: false, isHidden: true, sweeps: false }));
  return true;
}

/**
 * Removes a file of a booking, but only where the UID in it is numina's: other programs use such file names too. A copy
 * with the name that khal gives is removed as well, because vdirsyncer refuses a folder in which a UID occurs twice.
 */
function removeItem(folder: string, name: string): boolean {
  if (!ITEM_NAME.test(name)) return false;
  const path = join(folder, name);
  if (!ITEM_UID.test(readIfThere(path) ?? '')) return false;
  inFolder(folder, () => rmSync(path, { force: true }));
  return true;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Does `work` in the folder. Turns errors of the file system into FailureError. */
export function inFolder<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    throw new FailureError(
      'cannot_write',
      code === 'ENOTDIR' ? `${folder} is not a folder.` : `The folder ${folder} cannot be written (${code}).`,
      code === 'ENOTDIR' ? 'Name a folder.' : 'Check it and its permissions.',
      error,
    );
  }
}
