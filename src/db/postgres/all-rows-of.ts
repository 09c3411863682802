import { sql } from 'kysely';
import { type AllRows, type AllRowsMode, listAccountIds } from '../copy/all-rows.ts';
import type { Server } from './reach-server.ts';

/** While the other side of a copy is at work, a transaction may wait for longer than usual (ms). */
const IDLE_MS = 600_000;

/** Does `work` with the rows of everybody, in one transaction that sees the database as it was when it began. */
export function withAllRowsOf<T>(
  { kysely }: Pick<Server, 'kysely'>,
  mode: AllRowsMode,
  work: (all: AllRows) => Promise<T>,
): Promise<T> {
  return kysely.transaction().execute(async (trx) => {
    await sql`set transaction isolation level repeatable read`.execute(trx);
    // Every change begins by locking a row of it, so this holds up all who write, and nobody who reads. It must come
    // before the first query, which decides what the transaction sees.
    if (mode !== 'watch') await sql`lock table users in exclusive mode`.execute(trx);
    await sql`select set_config('idle_in_transaction_session_timeout', ${String(IDLE_MS)}, true)`.execute(trx);
    const all: AllRows = {
      db: trx,
      async actFor(userId) {
        // Until the end of the transaction.
        await sql`select set_config('numina.user_id', ${userId}, true)`.execute(trx);
      },
    };
    const result = await work(all);
    if (mode === 'write') await renewRevisions(all);
    return result;
  });
}

/** Others must notice that every record is another one: the count goes on from the time, which no count has reached. */
async function renewRevisions(all: AllRows): Promise<void> {
  for (const userId of await listAccountIds(all)) {
    await all.actFor(userId);
    await sql`insert into revisions (user_id, revision)
      values (${userId}, (extract(epoch from clock_timestamp()) * 1000)::bigint)
      on conflict (user_id) do update set revision = excluded.revision`.execute(all.db);
  }
}
