import type { Database, OpenOptions } from './engine.ts';
import { isServerAddress } from './server-address.ts';
import { openFile } from './sqlite/open-file.ts';

/**
 * Opens a database: a file, or one at a server where `path` is an address. A file is created or migrated; at a server
 * only the commands for that do so. Throws StorageError.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  if (!isServerAddress(options.path)) return openFile(options);
  const { openServer } = await import('./postgres/open-server.ts');
  return openServer(options);
}
