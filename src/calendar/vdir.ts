import { opendirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../errors.ts';
import { findLeftDrafts } from '../files/drafts.ts';
import { replaceFile } from '../files/replace-file.ts';

// A folder of one .ics per booking, by the vdir convention that khal and vdirsyncer follow. A reader takes a file
// whose time of change is new for a changed event, so a file that says the right thing already is left alone.

/** What became of the files of numina's own. */
export interface VdirReport {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** Makes a folder hold exactly what is put into it, beside the files of others. */
export class VdirFilling {
  readonly #folder: string;
  readonly #leftOver: Set<string>;
  #written = 0;
  #unchanged = 0;

  /** Throws FailureError where there is no folder. */
  constructor(folder: string) {
    this.#folder = folder;
    // What another numina adds from here on is not among the files to remove.
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

  /** Removes what was not put, and what others made of it. Throws FailureError. */
  end(): VdirReport {
    let removed = 0;
    for (const name of this.#leftOver) if (removeItem(this.#folder, name)) removed += 1;
    return { written: this.#written, removed, unchanged: this.#unchanged };
  }
}

/** Brings the file of one booking in step; null where the booking is no more. Throws FailureError. */
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
/** khal names a file by the UID in it, vdirsyncer at random, where a class comes back from a server. */
const ITEM_NAME = new RegExp(`^${ID}(?:@numina)?\\.ics$`);
const ITEM_UID = new RegExp(`^UID:${ID}@numina\\r?$`, 'm');

function fileNameOf(id: string): string {
  return `${id}.ics`;
}

/**
 * Writes a file unless it holds these bytes already; whether it did write. No fsync: the bookings are safe in the
 * database, and what a power cut spoils here differs from them, so that the next run writes it again.
 */
function putFile(folder: string, name: string, text: string, mayExist: boolean): boolean {
  const path = join(folder, name);
  if (mayExist && readIfThere(path) === text) return false;
  inFolder(folder, () => replaceFile(path, text, { mode: 0o600, isDurable: false, isHidden: true, sweeps: false }));
  return true;
}

/**
 * Removes the file of a class. Other programs name their files by such ids too: only what says that it is numina's
 * goes. That may be a copy under another name, over which vdirsyncer would stumble: a UID is in a folder once.
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

/** What is done in the folder; what goes wrong is said in words. Throws FailureError. */
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
