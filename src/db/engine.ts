import type { Kysely } from 'kysely';
import type { AllRows, AllRowsMode } from './copy/all-rows.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

/** What is at the place of a database: the opened one (`there`), another (`replaced`), or none (`gone`). */
export type Place = 'there' | 'replaced' | 'gone';

/** A text that differs after every write to a record by any process, and the time of the latest write. */
export interface Revision {
  readonly text: string;
  /** By the clock of the file system, which is coarse: two writes may have the same time. */
  readonly writtenMs: number;
}

/** How often each record was written, at one moment. */
export interface Revisions {
  readonly of: (userId: string) => Revision;
  /** Differs where an account was added or removed. */
  readonly accounts: string;
}

/** Whether a database is a file of SQLite, or lies on a server of PostgreSQL. */
export type EngineName = 'sqlite' | 'postgres';

/** Where the settings of a person are: in the config file of the machine, or in the database. */
export type SettingsIn = 'config' | 'database';

/**
 * An open database at the newest schema. What depends on its engine is behind this interface and behind functions of
 * this folder: features hold a store and never ask which engine there is.
 */
export interface Database {
  readonly engine: EngineName;
  /** The path of the file, or the address at the server (without a password): what a person calls the database. */
  readonly path: string;
  /** The rows of the local user: the first account. */
  readonly store: Store;
  /** Where the settings of the local user are. */
  readonly settingsIn: SettingsIn;
  readonly storeFor: (userId: string) => Store;
  /** Does `work` with the rows of everybody, in one transaction. */
  readonly withAllRows: <T>(mode: AllRowsMode, work: (all: AllRows) => Promise<T>) => Promise<T>;
  /** For what belongs to nobody: the list of people, and the leases of daemons. What is written here does not change a record. */
  readonly common: Kysely<Schema>;
  /** Whether the opened file is still at its path. Where it is not, every query throws. A server is always there. */
  readonly place: () => Place;
  /** The revision of the record of a user. */
  readonly revisionOf: (userId: string) => Promise<Revision>;
  /** The revisions of everybody’s records, for one look. */
  readonly revisions: () => Promise<Revisions>;
  /**
   * Whether a change of somebody's record was saved at a server. Of a file it is not asked: nothing comes between a file
   * and what is read of it after a change.
   */
  readonly hasSaved: () => boolean;
  close(): Promise<void>;
}

/** How a server lets numina in. */
export interface ServerAccess {
  readonly env: NodeJS.ProcessEnv;
  /** Prints the password; null: the password file has it, or none is needed. */
  readonly passwordCommand: readonly string[] | null;
  /** How long a statement may take. */
  readonly statementMs?: number;
}

export interface OpenOptions {
  readonly path: string;
  /** Whether to make the folder too (true for the default path). Otherwise a missing folder is an error. */
  readonly createFolder: boolean;
  /** The creation time of the local user, who is created at the first use. */
  readonly now: Date;
  /** For a server; by default, the environment of the process has what it asks for. */
  readonly access?: ServerAccess;
}
