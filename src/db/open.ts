import type { Database, OpenOptions } from './engine.ts';
import { openFile } from './sqlite/open-file.ts';

/** Opens a database. A file is created or migrated. Throws StorageError. */
export function openDatabase(options: OpenOptions): Promise<Database> {
  return openFile(options);
}
