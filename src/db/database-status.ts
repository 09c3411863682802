import type { EngineName } from './engine.ts';

/** Whether the tables are of this numina, or of an older or newer one; `none`: there are none. */
export type SchemaState = 'newest' | 'older' | 'newer' | 'none';

/** How a database is, without a change to it. */
export interface DatabaseStatus {
  readonly engine: EngineName;
  /** The version of the engine. */
  readonly version: string;
  /** The path of the file, or the address at the server. */
  readonly place: string;
  readonly schema: SchemaState;
  /** The newest migration of the tables; null where there are none. */
  readonly migration: string | null;
  readonly bytes: number;
  readonly accounts: number;
  /** The time of the shortest query, in milliseconds. */
  readonly latencyMs: number;
}
