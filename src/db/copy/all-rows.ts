import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** The rows of all accounts, in one transaction. */
export interface AllRows {
  readonly db: Kysely<Schema>;
  /** Turns to the rows of one account: until the next call, only they are read and written. */
  readonly actFor: (userId: string) => Promise<void>;
}

/**
 * How a transaction looks at all rows. `watch`: it sees them as they were at its beginning, and holds up nobody. `hold`:
 * nobody else writes meanwhile. `write`: the same, to change rows.
 */
export type AllRowsMode = 'watch' | 'hold' | 'write';

/** The ids of all accounts, by code point. */
export async function listAccountIds({ db }: AllRows): Promise<readonly string[]> {
  const rows = await db.selectFrom('users').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
