import { readFile, stat } from 'node:fs/promises';
import { FailureError, NotFoundError, type NuminaError } from '../errors.ts';

/** No person has a larger calendar. A larger file would not fit into memory several times. */
const MAX_MEGABYTES = 300;

/** The bytes of a file. Throws NotFoundError and FailureError. */
export async function readInput(source: string): Promise<Buffer> {
  return explainingInput(source, async () => {
    const { size } = await stat(source);
    if (size > MAX_MEGABYTES * 1_000_000) throw tooLarge(source);
    return readFile(source);
  });
}

/** Runs some work with a file, and explains errors of the system in words. */
export async function explainingInput<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw REASONS[code]?.(path, error) ?? error;
  }
}

type Explain = (path: string, cause: unknown) => NuminaError;

const REASONS: Readonly<Record<string, Explain | undefined>> = {
  ENOENT: notThere,
  ENOTDIR: notThere,
  ENAMETOOLONG: notThere,
  ERR_INVALID_ARG_VALUE: notThere,
  EISDIR: (path, cause) => unreadable(`${path} is a folder.`, 'Name a file in it.', cause),
  EACCES: (path, cause) => unreadable(`${path} may not be read.`, 'Check its permissions.', cause),
};

function notThere(path: string): NotFoundError {
  return new NotFoundError('file_not_found', `There is no file ${path}.`, 'Check the name; - reads standard input.');
}

function unreadable(message: string, hint: string, cause: unknown): FailureError {
  return new FailureError('cannot_read', message, hint, cause);
}

function tooLarge(path: string): FailureError {
  return new FailureError('too_large', `${path} has more than ${MAX_MEGABYTES} MB.`, 'Split it into smaller files.');
}
