import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** The rows of one person. Features ask it and never see which engine answers; what an engine refuses, it throws in words. */
export interface Store {
  /** Whose rows: every query names it. */
  readonly userId: string;
  readonly db: Kysely<Schema>;
  /**
   * The write lock from the start, and all of `work` on disk at the end, or nothing of it. Within a transaction, `work`
   * becomes part of that one.
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
