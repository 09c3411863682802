import { type RawBuilder, sql } from 'kysely';
import type { EngineName } from './engine.ts';

/**
 * The end of a query in a transaction whose rows nobody may change until that ends. In SQLite the transaction keeps all
 * writers out anyway.
 */
export function keepUnchanged(engine: EngineName): RawBuilder<unknown> {
  return engine === 'postgres' ? sql`for share` : sql``;
}
