import { opendirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../errors.ts';
import { findLeftDrafts } from '../files/drafts.ts';
import { replaceFile } from '../files/replace-file.ts';

// A folder with one .ics per booking, by the vdir convention that khal and vdirsyncer follow. Readers take a new
// modification time for a changed event, so a file with the right contents is left alone.

/** How many of numina's own files were written, left alone or removed. */
export interface VdirReport {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** Fills a folder so that it holds exactly what is put into it, and the files of others. */
export class VdirFilling {
  readonly #folder: string;
  readonly #leftOver: Set<string>;
  #written = 0;
  #unchanged = 0;

  /** Throws FailureError where there is no folder. */
  constructor(folder: string) {
    this.#folder = folder;
    // Files that another numina adds from now on are not removed.
    const names = inFolder(folder, () => readdirSync(folder));
    this.#leftOver = new Set(names);
    sweepVdir(folder);
  }

  /** Throws FailureError. */
  put(id: string, text: string): void {
    const name = fileNameOf(id);
    const isThere = this.#leftOver.delete(name);
    if (putFile(this.#folder, name, text, isThere)) this.#written += 1;
    else this.#unchanged += 1;
  }

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

/** Removes the drafts of processes that are no more. */
export function sweepVdir(folder: string): void {
  for (const path of findLeftItems(folder)) rmSync(path, { force: true });
}

/** The drafts of processes that are no more; paths. */
export function findLeftItems(folder: string): readonly string[] {
  return findLeftDrafts(folder, (name) => DRAFT_OF.test(name));
}

/** Whether nothing has been put into the folder yet. Throws FailureError. */
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
/** What a draft begins with. */
const DRAFT_OF = new RegExp(`^\\.${ID}\\.ics$`);
const OWN_NAME = new RegExp(`^${ID}\\.ics$`);
/** Names that numina and khal give: khal names a file by its UID. vdirsyncer chooses random names. */
const ITEM_NAME = new RegExp(`^${ID}(?:@numina)?\\.ics$`);
const ITEM_UID = new RegExp(`^UID:${ID}@numina\\r?$`, 'm');

function fileNameOf(id: string): string {
  return `${id}.ics`;
}

/**
 * Writes a file unless it holds these bytes already; gives whether it wrote. It needs no fsync: the bookings are safe
 * in the database, and the next run replaces a file that a power cut has spoilt.
 */
function putFile(folder: string, name: string, text: string, mayExist: boolean): boolean {
  const path = join(folder, name);
  if (mayExist && readIfThere(path) === text) return false;
  inFolder(folder, () => replaceFile(path, text, { mode: 0o600, isDurable: false, isHidden: true, sweeps: false }));
  return true;
}

/**
 * Removes the file of a class, where its text says that it is numina's: other programs name their files by such ids
 * too. A copy under another name is removed as well, because vdirsyncer refuses a folder in which a UID occurs twice.
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

/** Does `work` in the folder, and puts errors of the file system into words. Throws FailureError. */
export function inFolder<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    throw new FailureError(
      'cannot_write',
      code === 'ENOTDIR' ? `${folder} is no folder.` : `The folder ${folder} cannot be written (${code}).`,
      code === 'ENOTDIR' ? 'Name a folder.' : 'Check it and its permissions.',
      error,
    );
  }
}
