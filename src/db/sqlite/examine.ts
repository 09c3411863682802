import { statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { MIGRATIONS } from '../../../migrations/index.ts';
import { sideFile } from './file-state.ts';
import { nativeBinding } from './native-binding.ts';
import { newestMigration } from './newest-migration.ts';
import { toStorageError } from './storage-errors.ts';

/** The state of a database file. */
export interface Examination {
  /** The schema: newest, older or newer than this numina; `empty` without tables; `foreign` of another program. */
  readonly kind: 'newest' | 'older' | 'newer' | 'empty' | 'foreign';
  /** The name of its newest migration; null where it has none. */
  readonly migration: string | null;
  readonly bookings: number;
  /** The faults of pages and indexes, in the words of SQLite. */
  readonly faults: readonly string[];
  /** The number of rows with a broken reference, by table. */
  readonly lostRows: ReadonlyMap<string, number>;
}

const NEWEST = Object.keys(MIGRATIONS).at(-1) ?? '';
const BUSY_TIMEOUT_MS = 5000;

/** Checks a whole database without changing a byte. Throws StorageError where it cannot be read. */
export function examineDatabase(path: string): Examination {
  try {
    const sqlite = openUnchanged(path);
    try {
      return examine(sqlite);
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw toStorageError(error, path);
  }
}

/**
 * Opens a database so that it does not change. A writer moves the -wal into the file when it closes, so a database with
 * a -wal is opened for reading. A reader leaves side files behind, so one without a -wal is opened for writing.
 */
export function openUnchanged(path: string): BetterSqlite3.Database {
  if (statSync(path).isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
  const log = statSync(sideFile(path, 'wal'), { throwIfNoEntry: false });
  const readonly = log !== undefined && log.size > 0;
  return new BetterSqlite3(path, {
    readonly,
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
    nativeBinding: nativeBinding(),
  });
}

function examine(sqlite: BetterSqlite3.Database): Examination {
  const tables = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  const migration = newestMigration(sqlite);
  const found = sqlite.pragma('integrity_check') as readonly { readonly integrity_check: string }[];
  const lost = sqlite.pragma('foreign_key_check') as readonly { readonly table: string }[];
  const lostRows = new Map<string, number>();
  for (const { table } of lost) lostRows.set(table, (lostRows.get(table) ?? 0) + 1);
  return {
    kind: kindOfSchema(tables, migration),
    migration,
    bookings: tables.includes('bookings')
      ? (sqlite.prepare('select count(*) from bookings').pluck().get() as number)
      : 0,
    faults: found.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
    lostRows,
  };
}

/** Whose tables they are, by their names and the newest migration. */
export function kindOfSchema(tables: readonly string[], migration: string | null): Examination['kind'] {
  if (tables.length === 0) return 'empty';
  if (migration === null) return 'foreign';
  if (migration === NEWEST) return 'newest';
  return migration in MIGRATIONS ? 'older' : 'newer';
}
