import type { Kysely } from 'kysely';
import type { Database, OpenOptions, ServerAccess } from '../engine.ts';
import { findLocalUser, localUser } from '../local-user.ts';
import type { Schema } from '../schema.ts';
import type { Store } from '../store.ts';
import { withAllRowsOf } from './all-rows-of.ts';
import { reachServer } from './reach-server.ts';
import { requireNewest, schemaIn } from './schema-version.ts';

const OF_PROCESS: ServerAccess = { env: process.env, passwordCommand: null };

/** Opens a database at a server. Throws StorageError, also where its schema is not that of this numina. */
export async function openServer({ path, now, access = OF_PROCESS }: OpenOptions): Promise<Database> {
  const server = reachServer(path, access);
  try {
    // Without tables there are no users either.
    const look = (kysely: Kysely<Schema>) => findLocalUser(kysely).catch(() => undefined);
    const [schema, found] = await server.together((kysely) => [schemaIn(kysely), look(kysely)] as const);
    requireNewest(schema, server.options.name);
    const { id, settingsIn } = found ?? (await localUser(server.kysely, now, 'database'));
    return {
      engine: 'postgres',
      path: server.options.name,
      store: server.storeFor(id),
      settingsIn,
      storeFor: server.storeFor,
      withAllRows: (mode, work) => withAllRowsOf(server, mode, work),
      common: server.kysely,
      place: () => 'there',
      revisionOf: async (user) => ({ text: await readRevision(server.storeFor(user)), writtenMs: 0 }),
      hasSaved: server.hasSaved,
      close: server.close,
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function readRevision({ db, userId }: Store): Promise<string> {
  const own = db as unknown as Kysely<{ revisions: { user_id: string; revision: number } }>;
  const row = await own.selectFrom('revisions').select('revision').where('user_id', '=', userId).executeTakeFirst();
  return String(row?.revision ?? 0);
}
