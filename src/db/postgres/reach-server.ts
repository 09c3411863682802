import type { Kysely } from 'kysely';
import { readSecret } from '../../secrets/read-secret.ts';
import type { ServerAccess } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { type AllOf, type Store, storeOf } from '../store.ts';
import { ConnectionPool } from './connection-pool.ts';
import { passwordInFile } from './password-file.ts';
import { isConflict } from './server-errors.ts';
import { ServerLines } from './server-lines.ts';
import { type ServerOptions, serverOptions } from './server-options.ts';

/** How often a transaction is tried that was in the way of another. */
const TRIES = 5;
const PASSWORD_MS = 10_000;

/** A server that can be spoken to, whatever tables it has. */
export interface Server {
  readonly options: ServerOptions;
  /** For tables that belong to nobody: row-level security shows no rows of people. */
  readonly kysely: Kysely<Schema>;
  readonly storeFor: (userId: string) => Store;
  /** Whether a change of somebody's record was saved through it. */
  readonly hasSaved: () => boolean;
  /** Does reads for nobody that do not need each other's answers, on one way to the server and back. */
  together<T extends readonly unknown[]>(read: (kysely: Kysely<Schema>) => T): Promise<AllOf<T>>;
  close(): Promise<void>;
}

/** Prepares connections to a server; the first query makes one. Throws UsageError for a wrong address. */
export function reachServer(address: string, { env, passwordCommand, statementMs }: ServerAccess): Server {
  const options = serverOptions(address, env);
  const password = async () => {
    if (passwordCommand === null) return passwordInFile(options, env);
    const source = { command: passwordCommand, file: null };
    const signal = AbortSignal.timeout(PASSWORD_MS);
    return readSecret('password of the database', source, PASSWORD_MS, signal, 'Correct database.password_command.');
  };
  const pool = new ConnectionPool(options, password, statementMs);
  const storeFor = (userId: string): Store => {
    const lines = new ServerLines(pool, userId);
    return storeOf(lines.kysely, userId, {
      transact: (work, onSaved) => withRetries(() => lines.transact(work, onSaved)),
      share: (work) => lines.share(work),
    });
  };
  const nobody = new ServerLines(pool, null);
  return {
    options,
    kysely: nobody.kysely,
    storeFor,
    together: (read) => nobody.share((kysely) => Promise.all(read(kysely))),
    hasSaved: () => pool.hasSaved,
    close: () => pool.close(),
  };
}

async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || tries === TRIES) throw error;
    }
  }
}
