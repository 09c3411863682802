import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** A number that changes when another connection has committed; microseconds to ask. */
export async function readDataVersion(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db);
  return rows[0]?.data_version ?? 0;
}
