import { opendirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Booking } from '../bookings/booking.ts';
import { FailureError } from '../errors.ts';
import { type Bookings, pagesOf } from './export-chunks.ts';
import { formatItem } from './ics-export.ts';
import { buildZoneBlocks } from './ics-timezones.ts';

// A folder of one .ics per booking, by the vdir convention that khal and vdirsyncer follow. A reader takes a file
// whose time of change is new for a changed event, so a file that says the right thing already is left alone.

/** What became of the files of numina's own. */
export interface VdirReport {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** Makes the folder hold exactly these bookings, beside the files of others. Throws FailureError. */
export async function fillVdir(
  folder: string,
  bookings: Bookings,
  localZones: readonly string[] = [],
): Promise<VdirReport> {
  const blocks = buildZoneBlocks(localZones);
  // What another numina adds from here on is not among the files to remove.
  const leftOver = new Set(explained(folder, () => readdirSync(folder)));
  let [written, unchanged, removed] = [0, 0, 0];
  for await (const page of pagesOf(bookings)) {
    for (const booking of page) {
      const name = fileNameOf(booking.id);
      const text = formatItem(booking, blocks.get(booking.zone));
      const isThere = leftOver.delete(name);
      if (putFile(folder, name, text, isThere)) written += 1;
      else unchanged += 1;
    }
  }
  for (const name of leftOver) if (removeOwn(folder, name)) removed += 1;
  return { written, removed, unchanged };
}

/** Brings the file of one booking in step; null where the booking is no more. Throws FailureError. */
export function putInVdir(folder: string, id: string, booking: Booking | null): void {
  const name = fileNameOf(id);
  if (booking) putFile(folder, name, formatItem(booking), true);
  else removeOwn(folder, name);
}

/** Whether nothing has been put into the folder yet. Throws FailureError. */
export function isNewVdir(folder: string): boolean {
  return explained(folder, () => {
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

const OWN_NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.ics$/;

function fileNameOf(id: string): string {
  return `${id}.ics`;
}

/**
 * Writes a file unless it holds these bytes already; whether it did write. The draft's name begins with a dot, which
 * readers pass over. No fsync: the bookings are safe in the database, and what a power cut spoils here differs from
 * them, so that the next run writes it again.
 */
function putFile(folder: string, name: string, text: string, mayExist: boolean): boolean {
  const path = join(folder, name);
  if (mayExist && readIfThere(path) === text) return false;
  const draft = join(folder, `.${name}.${process.pid}.tmp`);
  explained(folder, () => {
    try {
      writeFileSync(draft, text, { mode: 0o600 });
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  });
  return true;
}

/** Other programs name their files by such ids too: only what says that it is numina's goes. */
function removeOwn(folder: string, name: string): boolean {
  const id = OWN_NAME.exec(name)?.[1];
  const path = join(folder, name);
  if (id === undefined || !readIfThere(path)?.includes(`\nUID:${id}@numina`)) return false;
  explained(folder, () => rmSync(path, { force: true }));
  return true;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function explained<T>(folder: string, work: () => T): T {
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
