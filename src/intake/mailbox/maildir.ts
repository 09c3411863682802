import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../files/file-failure.ts';

// A Maildir (cr.yp.to/proto/maildir.html) is a folder with `new`, `cur` and `tmp`; each mail is a file. Programs move
// it from `new` to `cur` and change the flags behind `:2,` in its name at any time. What is in `tmp` is not there yet.

const FOLDERS = ['new', 'cur'];

/** Whether a folder is a Maildir. */
export async function isMaildir(path: string): Promise<boolean> {
  const found = await Promise.all(FOLDERS.map((name) => isFolder(join(path, name))));
  return found.every(Boolean);
}

/** The Maildirs in a folder that is none, by name: each folder of a mailbox is one of its own. */
export async function findMaildirs(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => []);
  const found: string[] = [];
  for (const name of names.sort()) if (await isMaildir(join(path, name))) found.push(name);
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** The files of all mails, by the part of their names that stays. Throws what the system says. */
export async function listMaildir(path: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const name of await readdir(join(path, folder))) {
      if (!name.startsWith('.')) files.set(keyOf(name), join(path, folder, name));
    }
  }
  return files;
}

/** The unique part of a name. Where a colon may not be in one, programs write another sign. */
function keyOf(name: string): string {
  return name.replace(/[:;!]2,[A-Za-z]*$/, '');
}

export interface MailFile {
  readonly size: number;
  readonly modifiedAt: Date;
}

/** Null where it is there no more, or is no file. */
export async function statMail(path: string): Promise<MailFile | null> {
  const found = await unlessGone(stat(path));
  return found?.isFile() ? { size: found.size, modifiedAt: found.mtime } : null;
}

/** Null where it is there no more. Leaves no trace, where the system lets us. */
export async function readMail(path: string): Promise<Buffer | null> {
  const file = await unlessGone(openQuietly(path));
  if (file === null) return null;
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** The time of the last reading is the person's: Linux leaves it alone for the owner of a file. */
async function openQuietly(path: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  const { O_NOATIME } = constants as { readonly O_NOATIME?: number };
  if (O_NOATIME === undefined) return open(path, flags);
  return open(path, flags | O_NOATIME).catch((error: unknown) => {
    if (systemCode(error) === 'EPERM') return open(path, flags);
    throw error;
  });
}

async function unlessGone<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
}
