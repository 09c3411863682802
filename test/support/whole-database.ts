import { readFileSync } from 'node:fs';
import { isServerAddress } from '../../src/db/server-address.ts';
import type { Home } from './home.ts';
import { nameAtServer, rowsAsStatements } from './server-database.ts';

/** All that the database of a home holds: the bytes of its file, or its rows at the server. For a comparison with later. */
export async function wholeDatabase({ database, ready }: Home): Promise<string> {
  await ready();
  return isServerAddress(database) ? rowsAsStatements(nameAtServer(database)) : readFileSync(database, 'latin1');
}
