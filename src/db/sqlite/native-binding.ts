import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StorageError } from '../../errors.ts';

/**
 * The path of the compiled addon of SQLite. Without the path, better-sqlite3 would search a dozen folders at every
 * start. Throws StorageError where it is not installed.
 */
export function nativeBinding(): string {
  try {
    const manifest = createRequire(import.meta.filename).resolve('better-sqlite3/package.json');
    return join(dirname(manifest), 'build', 'Release', 'better_sqlite3.node');
  } catch (error) {
    const hint =
      'Install numina again: better-sqlite3 is fetched then, or compiled with Python 3, make and a C++ compiler.';
    throw new StorageError('sqlite_missing', 'SQLite (better-sqlite3) is not installed.', hint, error);
  }
}
