import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { isSqlite } from './engine.ts';
import { addressOf, returnServerDatabase, takeServerDatabase } from './server-database.ts';
import { MEMORY } from './temporary-folder.ts';

export interface DatabasePlace {
  /** The path of a file, or an address at the server of this run. */
  readonly path: string;
  readonly remove: () => void | Promise<void>;
}

/** A place for a database of its own: a file that is not there yet, or an empty database at the server of this run. */
export async function makeDatabasePlace(): Promise<DatabasePlace> {
  if (isSqlite) {
    const folder = mkdtempSync(join(MEMORY, 'numina-test-'));
    return { path: join(folder, 'numina.db'), remove: () => rmSync(folder, { recursive: true, force: true }) };
  }
  const name = await takeServerDatabase();
  return { path: addressOf(name), remove: () => returnServerDatabase(name) };
}

/** Gives every test of a file such a place. The function gives the path or the address. */
export function useDatabasePlace(): () => string {
  let place: DatabasePlace | undefined;
  beforeEach(async () => {
    place = await makeDatabasePlace();
  });
  afterEach(() => place?.remove());
  return () => place?.path ?? '';
}
