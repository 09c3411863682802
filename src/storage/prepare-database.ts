import { existsSync } from 'node:fs';
import type { Session } from '../app.ts';
import { migrationsAfter } from '../db/migrations-after.ts';
import { readStatus } from '../db/read-status.ts';
import { namedDatabase, requireDatabase } from './named-database.ts';

/** What was made of the tables of a database. */
export interface Initialised {
  readonly place: string;
  readonly migration: string;
  /** False where the tables were there already. */
  readonly made: boolean;
  /** The role of less power that may use them; null where there is none. */
  readonly role: string | null;
}

export interface Migrated {
  readonly place: string;
  readonly migration: string;
  readonly applied: readonly string[];
}

/**
 * Makes the tables of a database, and at a server lets a role use them: `role`, else the usual one. A file is made whole
 * by opening it. Throws RefusedError and StorageError.
 */
export async function initDatabase(session: Session, role: string | null): Promise<Initialised> {
  const { path, isServer, access } = namedDatabase(session);
  if (isServer) return (await import('../db/postgres/prepare-server.ts')).prepareServer(path, access, role);
  const wasThere = existsSync(path);
  const { place, migration } = await openFile(session);
  return { place, migration, made: !wasThere, role: null };
}

/** Brings the tables of a database up to this numina. A file is brought up by opening it. Throws StorageError. */
export async function migrateDatabase(session: Session): Promise<Migrated> {
  const named = namedDatabase(session);
  requireDatabase(named);
  const { path, isServer, access } = named;
  if (isServer) return (await import('../db/postgres/prepare-server.ts')).migrateServer(path, access);
  const before = await readStatus(named);
  return { ...(await openFile(session)), applied: migrationsAfter(before.migration) };
}

async function openFile(session: Session): Promise<{ readonly place: string; readonly migration: string }> {
  const { path: place } = await session.process.openDatabase(session.clock.now());
  const { migration } = await readStatus(namedDatabase(session));
  return { place, migration: migration ?? '' };
}
