import type BetterSqlite3 from 'better-sqlite3';
import { NOT_COPIED } from '../copy/tables.ts';
import { toStorageError } from './storage-errors.ts';

/**
 * Removes from a copy, which may be of an older numina, what lets browsers in: a link that was used since, or a browser that
 * was signed out, must not come back. Closes the copy. Throws StorageError, which names `source`.
 */
export function signEverybodyOut(copy: BetterSqlite3.Database, source: string): void {
  try {
    const tables = copy.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
    for (const name of NOT_COPIED) if (tables.includes(name)) copy.exec(`delete from ${name}`);
  } catch (error) {
    throw toStorageError(error, source);
  } finally {
    copy.close();
  }
}
