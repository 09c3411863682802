import { Kysely } from 'kysely';
import { readSecret } from '../../secrets/read-secret.ts';
import type { ServerAccess } from '../engine.ts';
import type { Schema } from '../schema.ts';
import { type Store, storeOf } from '../store.ts';
import { ConnectionPool } from './connection-pool.ts';
import { SERVER_PLUGINS, ServerDialect } from './dialect.ts';
import { passwordInFile } from './password-file.ts';
import { isConflict } from './server-errors.ts';
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
  const kyselyFor = (userId: string | null) =>
    new Kysely<Schema>({ dialect: new ServerDialect(pool, userId), plugins: [...SERVER_PLUGINS] });
  return {
    options,
    kysely: kyselyFor(null),
    storeFor(userId) {
      const db = kyselyFor(userId);
      return storeOf(db, userId, (work) => withRetries(() => db.transaction().execute(work)));
    },
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
