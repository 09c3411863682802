import { type RawBuilder, sql } from 'kysely';
import type { EngineName } from './engine.ts';

/** The present instant by the clock of the database, as text. Of a server it is the same for all machines. */
export function databaseTime(engine: EngineName): RawBuilder<string> {
  // Not the time at which the transaction began.
  return engine === 'postgres'
    ? sql<string>`to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;
}
