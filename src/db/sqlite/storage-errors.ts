import { NuminaError, StorageError } from '../../errors.ts';
import { diskFull, isFull } from '../../files/file-failure.ts';
import { command, field, type Words, words } from '../../words.ts';

/** Turns an error of SQLite or the file system into a StorageError in words. Gives any other error unchanged. */
export function toStorageError(error: unknown, path: string): unknown {
  if (error instanceof NuminaError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const make = (kind: string, message: string, hint: Words) => new StorageError(kind, message, hint, error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return make('database_locked', 'The database is in use by another program.', 'Try again in a moment.');
  }
  if (isFull(error)) return diskFull(path, error);
  if (code.startsWith('SQLITE_NOTADB')) {
    return make(
      'not_a_database',
      `${path} is not a database.`,
      words`Choose another file with ${field('db')} or NUMINA_DB.`,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || SPOILT_HEADER.test(error.message)) {
    return make(
      'database_corrupt',
      `The database ${path} is damaged.`,
      words`Bring back a copy with ${command('restore', 'FILE')}.`,
    );
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return make(
      'not_writable',
      `The database ${path} cannot be written.`,
      'Check the permissions of the file and its folder.',
    );
  }
  if (code === 'EISDIR') {
    return make(
      'database_is_folder',
      `${path} is a folder.`,
      words`Name a file in it with ${field('db')} or NUMINA_DB.`,
    );
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return make(
      'folder_missing',
      `The folder of ${path} is not there.`,
      words`Create it first, or choose another ${field('db', 'FILE')}.`,
    );
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_PERM')) {
    return make('cannot_open', `The database ${path} cannot be opened.`, 'Check the file, its folder and the disk.');
  }
  if (OTHERS.includes(code) || code.startsWith('SQLITE_NOMEM') || code.startsWith('SQLITE_NOLFS')) {
    return make(
      'cannot_open',
      `The database ${path} cannot be opened (${code}).`,
      words`Choose another file with ${field('db', 'FILE')}.`,
    );
  }
  return error;
}

/** The message of SQLite for a file whose header names an unknown format. */
const SPOILT_HEADER = /^unsupported file format$/;
const OTHERS = ['ELOOP', 'ENAMETOOLONG', 'EIO', 'EMFILE', 'ENFILE', 'EINVAL', 'ENXIO', 'EOVERFLOW'];
