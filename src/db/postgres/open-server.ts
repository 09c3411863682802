import type { Kysely } from 'kysely';
import type { Database, OpenOptions, Revisions, ServerAccess } from '../engine.ts';
import { findLocalUser, localUser } from '../local-user.ts';
import type { Schema } from '../schema.ts';
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
      revisionOf: async (user) => (await readRevisions(server.kysely, user)).of(user),
      revisions: () => readRevisions(server.kysely),
      hasSaved: server.hasSaved,
      close: server.close,
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What everybody may see of a record: how often it was written. Of one person, or of all. */
async function readRevisions(kysely: Kysely<Schema>, userId?: string): Promise<Revisions> {
  const all = kysely as unknown as Kysely<{ revisions: { user_id: string; revision: number } }>;
  const rows = await all
    .selectFrom('revisions')
    .select(['user_id', 'revision'])
    .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
    .orderBy('user_id')
    .execute();
  const counts = new Map(rows.map((row) => [row.user_id, row.revision]));
  return {
    of: (id) => ({ text: String(counts.get(id) ?? 0), writtenMs: 0 }),
    accounts: [...counts.keys()].join(),
  };
}
