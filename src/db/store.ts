import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Access to the rows of one person, without regard to the engine. Errors of the engine are thrown in words. */
export interface Store {
  /** The owner of the rows. Every query must name it. */
  readonly userId: string;
  readonly db: Kysely<Schema>;
  /**
   * Takes the write lock and does `work`; saves all of it or nothing. Inside another transaction, `work` becomes a part
   * of that one.
   */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

/** The store of one person over an open connection or transaction. */
export function storeOf(db: Kysely<Schema>, userId: string): Store {
  const store: Store = {
    userId,
    db,
    transaction: (work) =>
      db.isTransaction ? work(store) : db.transaction().execute((trx) => work(storeOf(trx, userId))),
  };
  return store;
}
