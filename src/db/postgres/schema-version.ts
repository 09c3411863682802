import { type QueryExecutorProvider, sql } from 'kysely';
import { MIGRATIONS } from '../../../migrations/index.ts';
import { StorageError } from '../../errors.ts';
import { command, words } from '../../words.ts';
import type { SchemaState } from '../database-status.ts';
import { codeOf } from './server-errors.ts';

const NEWEST = Object.keys(MIGRATIONS).at(-1) ?? '';

/** The schema that a database has. */
export interface FoundSchema {
  readonly kind: SchemaState;
  /** The name of its newest migration; null where there is none. */
  readonly migration: string | null;
}

/** What schema a database has. Changes nothing. */
export async function schemaIn(db: QueryExecutorProvider): Promise<FoundSchema> {
  try {
    const { rows } = await sql<{ newest: string | null }>`select max(name) as newest from kysely_migration`.execute(db);
    const migration = rows[0]?.newest ?? null;
    if (migration === null) return { kind: 'none', migration };
    return { kind: migration === NEWEST ? 'newest' : migration in MIGRATIONS ? 'older' : 'newer', migration };
  } catch (error) {
    // There is no such table.
    if (codeOf(error) === '42P01') return { kind: 'none', migration: null };
    throw error;
  }
}

/** Throws StorageError where the schema is not that of this numina. No command changes it but the one for that. */
export function requireNewest({ kind, migration }: FoundSchema, name: string): void {
  switch (kind) {
    case 'newest':
      return;
    case 'none':
      throw new StorageError(
        'no_schema',
        `${name} has no tables of numina yet.`,
        words`Make them with ${command('db init')}.`,
      );
    case 'older':
      throw new StorageError(
        'older_schema',
        `${name} is of an older numina (${migration}).`,
        words`Bring it up to date with ${command('db migrate')}: every program that uses it must then be of this version.`,
      );
    case 'newer':
      throw newerSchema(name, migration);
  }
}

function newerSchema(name: string, migration: string | null): StorageError {
  return new StorageError(
    'newer_schema',
    `The database ${name} was written by a newer numina (${migration}).`,
    'Update numina; the database was not touched.',
  );
}
