import type { DatabaseStatus } from './database-status.ts';
import type { ServerAccess } from './engine.ts';

/** A database that may not be opened: a file, or one at a server. */
export interface NamedDatabase {
  readonly path: string;
  readonly isServer: boolean;
  readonly access: ServerAccess;
  readonly now: () => Date;
}

/** Looks at a database without a change to it. Throws StorageError where it cannot be reached or read. */
export async function readStatus({ path, isServer, access, now }: NamedDatabase): Promise<DatabaseStatus> {
  if (isServer) return (await import('./postgres/server-status.ts')).readServerHealth(path, access, now);
  return (await import('./sqlite/file-status.ts')).readFileStatus(path);
}
