import { FailureError, type NuminaError, StorageError } from '../errors.ts';
import { field, words } from '../words.ts';

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL'];

/** The code of an error of the system or of SQLite, such as `ENOSPC`; empty for other errors. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(?:E[A-Z0-9]{2,}|SQLITE_[A-Z_]+)$/.test(code) ? code : '';
}

/** Whether there was no room to write: the disk is full, or a limit of the user or process is reached. */
export function isFull(error: unknown): boolean {
  return FULL.includes(systemCode(error));
}

/** The error for a full disk. `path` is the file that could not be written. */
export function diskFull(path: string, cause: unknown): StorageError {
  return new StorageError(
    'disk_full',
    `There is no room left on the disk of ${path}.`,
    'Free some space; nothing was changed.',
    cause,
  );
}

/** Turns an error of the system into one that tells why a file could not be written. Gives other errors unchanged. */
export function toWriteFailure(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === '') return error;
  if (isFull(error)) return diskFull(path, error);
  return new FailureError(
    'cannot_write',
    `${path} cannot be written (${code}).`,
    'Check the folder and its permissions.',
    error,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  ENOTDIR: 'it is in no folder',
  EACCES: 'its permissions forbid it',
  EPERM: 'its permissions forbid it',
  EROFS: 'its disk can only be read',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a folder',
  EIO: 'its disk has failed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOMEM: 'there is not enough memory',
  SQLITE_CORRUPT: 'it is damaged',
};

/** Turns any error of the system into one in words; null for other errors, which are faults of numina. */
export function toSystemFailure(error: unknown): NuminaError | null {
  const code = systemCode(error);
  if (code === '') return null;
  const { path, syscall } = error as { readonly path?: unknown; readonly syscall?: unknown };
  if (syscall === 'uv_cwd') {
    return new FailureError('no_folder', 'The folder you are in is gone.', 'Change to one that is there.', error);
  }
  const name = typeof path === 'string' ? path : null;
  if (isFull(error)) return diskFull(name ?? 'your files', error);
  const what = name ?? 'Something of the system';
  const reason = REASONS[code] ?? code;
  const hint = name === null ? words`Try again; ${field('debug')} says more.` : 'Check it and its permissions.';
  return code.startsWith('SQLITE_')
    ? new StorageError(
        'cannot_use',
        `The database cannot be used: ${reason}.`,
        words`Try again; ${field('debug')} says more.`,
        error,
      )
    : new FailureError('cannot_use', `${what} cannot be used: ${reason}.`, hint, error);
}
