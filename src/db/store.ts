import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A change that was saved: the revision of the record before it, and after it. */
export interface SavedChange {
  readonly from: string;
  readonly to: string;
}

/** Access to the rows of one person, without regard to the engine. Errors of the engine are thrown in words. */
export interface Store {
  /** The owner of the rows. Every query must name it. */
  readonly userId: string;
  readonly db: Kysely<Schema>;
  /**
   * Keeps other writers of the person's rows out, and does `work`; saves all of it or nothing. Inside another
   * transaction, `work` becomes a part of that one. A server may have it done again from its beginning. `onSaved` is told
   * of the change; a file does not tell.
   */
  transaction<T>(work: (store: Store) => Promise<T>, onSaved?: (change: SavedChange) => void): Promise<T>;
  /**
   * Does reads that do not need each other's answers: a server gets all of them at once, and they take the time of one
   * way there and back. Inside a transaction, the reads are a part of it.
   */
  together<T extends readonly unknown[]>(read: (store: Store) => T): Promise<AllOf<T>>;
}

/** What comes of a list of promises. */
export type AllOf<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/** How an engine does what is more than a query. */
interface Ways {
  readonly transact: <T>(
    work: (db: Kysely<Schema>) => Promise<T>,
    onSaved?: (change: SavedChange) => void,
  ) => Promise<T>;
  /** On one connection, without a transaction. */
  readonly share: <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>;
}

/** The store of one person over an open connection or transaction. */
export function storeOf(
  db: Kysely<Schema>,
  userId: string,
  ways: Ways = { transact: (work) => db.transaction().execute(work), share: (work) => work(db) },
): Store {
  const inside =
    <T>(work: (store: Store) => Promise<T>) =>
    (one: Kysely<Schema>) =>
      work(storeOf(one, userId));
  const store: Store = {
    userId,
    db,
    transaction: (work, onSaved) => (db.isTransaction ? work(store) : ways.transact(inside(work), onSaved)),
    together(read) {
      const all = (one: Store) => Promise.all(read(one));
      return db.isTransaction ? all(store) : ways.share(inside(all));
    },
  };
  return store;
}
