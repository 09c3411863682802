import type { Session } from '../app.ts';
import type { DatabaseStatus } from '../db/database-status.ts';
import { readStatus } from '../db/read-status.ts';
import { namedDatabase, requireDatabase } from './named-database.ts';

export type { DatabaseStatus };

/** How the database is. Changes nothing. Throws NotFoundError where there is none, and StorageError. */
export async function readDatabaseStatus(session: Session): Promise<DatabaseStatus> {
  const named = namedDatabase(session);
  requireDatabase(named);
  return readStatus(named);
}
