import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../../src/db/engine.ts';
import type { Schema } from '../../src/db/schema.ts';

/** The engine of this run: `NUMINA_TEST_ENGINE=postgres` runs every test that opens a store on a server. */
export const ENGINE: EngineName = process.env['NUMINA_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite';
export const isSqlite = ENGINE === 'sqlite';

/** Lets SQLite be quick where a test tries the order of things, not the disk. */
export async function withoutDisk(db: Kysely<Schema>): Promise<void> {
  if (isSqlite) await sql`pragma synchronous = off`.execute(db);
}
