import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * The rows of one person. Features use it and never see which engine answers. It throws an engine's errors in words.
 */
export interface Store {
  /** Whose rows: every query names it. */
  readonly userId: string;
  readonly db: Kysely<Schema>;
  /**
   * Takes the write lock, does `work`, and saves all of it or nothing. Within another transaction, `work` becomes part
   * of that one.
   */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

export function storeOf(db: Kysely<Schema>, userId: string): Store {
  const store: Store = {
    userId,
    db,
    transaction: (work) =>
      db.isTransaction ? work(store) : db.transaction().execute((trx) => work(storeOf(trx, userId))),
  };
  return store;
}
