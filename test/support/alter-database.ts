import BetterSqlite3 from 'better-sqlite3';
import { isServerAddress } from '../../src/db/server-address.ts';
import type { Home } from './home.ts';
import { asAdmin, nameAtServer, spoilServerDatabase } from './server-database.ts';

/** Changes the database of a home as no command would: for tests of what the program then says. */
export async function alterDatabase({ database, ready }: Home, sql: string): Promise<void> {
  await ready();
  if (isServerAddress(database)) {
    const name = nameAtServer(database);
    spoilServerDatabase(name);
    await asAdmin((admin) => admin.query(sql), name);
    return;
  }
  const sqlite = new BetterSqlite3(database);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(sql);
  sqlite.close();
}
