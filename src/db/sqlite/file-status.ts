import { statSync } from 'node:fs';
import type BetterSqlite3 from 'better-sqlite3';
import { StorageError } from '../../errors.ts';
import { field, words } from '../../words.ts';
import type { DatabaseStatus, SchemaState } from '../database-status.ts';
import { type Examination, kindOfSchema, openUnchanged } from './examine.ts';
import { sideFile } from './file-state.ts';
import { newestMigration } from './newest-migration.ts';
import { toStorageError } from './storage-errors.ts';

/** How a database in a file is. Changes no byte of it. Throws StorageError. */
export function readFileStatus(path: string): DatabaseStatus {
  try {
    const sqlite = openUnchanged(path);
    try {
      return read(sqlite, path);
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw toStorageError(error, path);
  }
}

const SCHEMAS: Readonly<Record<Exclude<Examination['kind'], 'foreign'>, SchemaState>> = {
  newest: 'newest',
  older: 'older',
  newer: 'newer',
  empty: 'none',
};

function read(sqlite: BetterSqlite3.Database, path: string): DatabaseStatus {
  const tables = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  const migration = newestMigration(sqlite);
  const kind = kindOfSchema(tables, migration);
  if (kind === 'foreign') {
    throw new StorageError(
      'foreign_database',
      `${path} is a database of another program.`,
      words`Choose another file with ${field('db')} or NUMINA_DB.`,
    );
  }
  const log = statSync(sideFile(path, 'wal'), { throwIfNoEntry: false });
  return {
    engine: 'sqlite',
    version: sqlite.prepare('select sqlite_version()').pluck().get() as string,
    place: path,
    schema: SCHEMAS[kind],
    migration,
    bytes: statSync(path).size + (log?.size ?? 0),
    accounts: tables.includes('users') ? (sqlite.prepare('select count(*) from users').pluck().get() as number) : 0,
    latencyMs: Number(latencyOf(sqlite).toFixed(3)),
  };
}

function latencyOf(sqlite: BetterSqlite3.Database): number {
  const query = sqlite.prepare('select count(*) from sqlite_master').pluck();
  const times = Array.from({ length: 3 }, () => {
    const beganAt = performance.now();
    query.get();
    return performance.now() - beganAt;
  });
  return Math.min(...times);
}
