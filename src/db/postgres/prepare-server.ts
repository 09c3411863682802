import { sql } from 'kysely';
import { RefusedError } from '../../errors.ts';
import type { ServerAccess } from '../engine.ts';
import { reachServer, type Server } from './reach-server.ts';
import { grantTo, initSchema, migratePostgres } from './schema-upkeep.ts';
import { schemaIn } from './schema-version.ts';

/** What was made in a database at a server. */
export interface PreparedServer {
  readonly place: string;
  readonly migration: string;
  /** False where the tables were there already. */
  readonly made: boolean;
  /** The role of less power that may use the tables; null where there is none. */
  readonly role: string | null;
}

const USUAL_ROLE = 'numina';

/**
 * Makes the tables in a database, and lets a role of less power use them: `role`, else `numina`. The role is made where
 * it is missing and the person may make roles. Throws RefusedError where `role` is missing and may not be made, and
 * StorageError.
 */
export async function prepareServer(
  address: string,
  access: ServerAccess,
  role: string | null,
): Promise<PreparedServer> {
  return within(address, access, async (server) => {
    const made = await initSchema(server);
    const { migration } = await schemaIn(server.kysely);
    const usable = await letUse(server, role);
    return { place: server.options.name, migration: migration ?? '', made, role: usable };
  });
}

/**
 * Brings the tables at a server up to this numina; roles that may use the tables may use the new ones too. Gives the
 * names of the migrations that were made. Throws StorageError.
 */
export function migrateServer(
  address: string,
  access: ServerAccess,
): Promise<{ readonly place: string; readonly migration: string; readonly applied: readonly string[] }> {
  return within(address, access, async (server) => {
    const applied = await migratePostgres(server);
    if (applied.length > 0) for (const role of await usersOfTables(server)) await grantTo(server, role);
    const { migration } = await schemaIn(server.kysely);
    return { place: server.options.name, migration: migration ?? '', applied };
  });
}

async function within<T>(address: string, access: ServerAccess, work: (server: Server) => Promise<T>): Promise<T> {
  const server = reachServer(address, access);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** The name of the role that may use the tables now; null where that is only who made them. */
async function letUse(server: Server, chosen: string | null): Promise<string | null> {
  const role = chosen ?? USUAL_ROLE;
  const [me] = (
    await sql<{ name: string; makesRoles: number; isThere: number }>`select current_user as name,
      rolsuper or rolcreaterole as "makesRoles",
      exists (select from pg_roles where rolname = ${role}) as "isThere"
      from pg_roles where rolname = current_user`.execute(server.kysely)
  ).rows;
  // The owner has every right on them; row-level security is forced upon an owner too.
  if (me?.name === role) return chosen;
  if (!me?.isThere) {
    if (!me?.makesRoles) {
      if (chosen === null) return null;
      throw new RefusedError(
        'role_missing',
        `There is no role ${role}, and you may not make one.`,
        `Ask for it: create role ${role} login; then run this again.`,
      );
    }
    await sql`create role ${sql.id(role)} login nosuperuser nobypassrls nocreatedb nocreaterole`.execute(server.kysely);
  }
  await grantTo(server, role);
  return role;
}

/** The roles that may use the tables, beside their owner. */
async function usersOfTables({ kysely }: Server): Promise<readonly string[]> {
  const { rows } = await sql<{ grantee: string }>`select distinct grantee from information_schema.role_table_grants
    where table_schema = current_schema() and table_name = 'users' and privilege_type = 'INSERT'
      and grantee not in ('PUBLIC', current_user)
      and grantee <> (select tableowner from pg_tables where schemaname = current_schema() and tablename = 'users')
    order by 1`.execute(kysely);
  return rows.map(({ grantee }) => grantee);
}
