import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Access to the rows of one person, without regard to the engine. Errors of the engine are thrown in words. */
export interface Store {
  /** The owner of the rows. Every query must name it. */
  readonly userId: string;
  readonly db: Kysely<Schema>;
  /**
   * Keeps other writers of the person's rows out, and does `work`; saves all of it or nothing. Inside another
   * transaction, `work` becomes a part of that one. A server may have it done again from its beginning.
   */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

type Transact = <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>;

/** The store of one person over an open connection or transaction. */
export function storeOf(
  db: Kysely<Schema>,
  userId: string,
  transact: Transact = (work) => db.transaction().execute(work),
): Store {
  const store: Store = {
    userId,
    db,
    transaction: (work) => (db.isTransaction ? work(store) : transact((trx) => work(storeOf(trx, userId)))),
  };
  return store;
}
