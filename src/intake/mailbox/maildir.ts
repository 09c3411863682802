import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../files/file-failure.ts';

// A Maildir (cr.yp.to/proto/maildir.html) is a folder with `new`, `cur` and `tmp`. Each mail is a file. Programs may
// move it from `new` to `cur`, and change the flags after `:2,` in its name, at any time. A file in `tmp` is not complete.

const FOLDERS = ['new', 'cur'];

/** Whether a folder is a Maildir. */
export async function isMaildir(path: string): Promise<boolean> {
  const found = await Promise.all(FOLDERS.map((name) => isFolder(join(path, name))));
  return found.every(Boolean);
}

/** The names of the Maildirs in a folder that is not a Maildir itself. Each folder of a mailbox is a Maildir. */
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

/** The files of all mails, by the part of their names that never changes. Throws the error of the system. */
export async function listMaildir(path: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const name of await readdir(join(path, folder))) {
      if (!name.startsWith('.')) files.set(keyOf(name), join(path, folder, name));
    }
  }
  return files;
}

/** The unique part of a file name. Where a file name cannot contain a colon, programs use another character. */
function keyOf(name: string): string {
  return name.replace(/[:;!]2,[A-Za-z]*$/, '');
}

export interface MailFile {
  readonly size: number;
  readonly modifiedAt: Date;
}

/** Null where the path is gone, or is not a file. */
export async function statMail(path: string): Promise<MailFile | null> {
  const found = await unlessGone(stat(path));
  return found?.isFile() ? { size: found.size, modifiedAt: found.mtime } : null;
}

/** Null where the file is gone. Does not change its access time, where the system allows that. */
export async function readMail(path: string): Promise<Buffer | null> {
  const file = await unlessGone(openQuietly(path));
  if (file === null) return null;
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** The access time tells the person when they read the mail. Linux can leave it unchanged for the owner of the file. */
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
