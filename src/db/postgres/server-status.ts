import { sql } from 'kysely';
import { isLoopback } from '../../secrets/loopback.ts';
import type { DatabaseStatus } from '../database-status.ts';
import type { ServerAccess } from '../engine.ts';
import { reachServer, type Server } from './reach-server.ts';
import { schemaIn } from './schema-version.ts';

/** How a server is, beside the database at it. */
export interface ServerHealth extends DatabaseStatus {
  /** The version as a number: 150013 for 15.13. */
  readonly versionNumber: number;
  /** The role that numina has logged in with. */
  readonly role: string;
  /** Whether row-level security holds for that role. */
  readonly isBound: boolean;
  /** Tables with rows of people that row-level security does not protect. */
  readonly unprotected: readonly string[];
  /** By how much the clock of the server is ahead of this machine (ms). */
  readonly aheadMs: number;
  /** The version of TLS; null where the connection is not encrypted. */
  readonly tls: string | null;
  /** Whether the server is on this machine. */
  readonly isHere: boolean;
}

/** Looks at a server and the database at it, and changes nothing. `now` is the time here. Throws StorageError. */
export async function readServerHealth(address: string, access: ServerAccess, now: () => Date): Promise<ServerHealth> {
  const server = reachServer(address, access);
  try {
    return await read(server, now);
  } finally {
    await server.close();
  }
}

const TRIES = 3;

async function read(server: Server, now: () => Date): Promise<ServerHealth> {
  const { kysely, options } = server;
  const { kind, migration } = await schemaIn(server.kysely);
  const latencies: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const beganAt = performance.now();
    await sql`select 1`.execute(kysely);
    latencies.push(performance.now() - beganAt);
  }
  const latencyMs = Math.min(...latencies);
  const askedMs = now().getTime();
  const [facts] = (
    await sql<Facts>`select current_setting('server_version') as version,
      current_setting('server_version_num') as number,
      pg_database_size(current_database()) as bytes,
      current_user as role,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses,
      (select version from pg_stat_ssl where pid = pg_backend_pid() and ssl) as tls,
      extract(epoch from clock_timestamp()) * 1000 as time`.execute(kysely)
  ).rows;
  if (!facts) throw new Error('The server has not answered.');
  const [accounts] = kind === 'none' ? [] : (await countAccounts(server)).rows;
  return {
    engine: 'postgres',
    version: facts.version.split(' ')[0] ?? facts.version,
    versionNumber: Number(facts.number),
    place: options.name,
    schema: kind,
    migration,
    bytes: facts.bytes,
    accounts: accounts?.count ?? 0,
    latencyMs: Number(latencyMs.toFixed(3)),
    role: facts.role,
    isBound: !facts.bypasses,
    unprotected: await unprotectedTables(server),
    // It said so half a round trip ago.
    aheadMs: Math.round(facts.time - askedMs - latencyMs / 2),
    tls: facts.tls,
    isHere: options.host.startsWith('/') || isLoopback(options.host),
  };
}

interface Facts {
  readonly version: string;
  readonly number: string;
  readonly bytes: number;
  readonly role: string;
  readonly bypasses: number;
  readonly tls: string | null;
  readonly time: number;
}

function countAccounts({ kysely }: Server) {
  return sql<{ count: number }>`select count(*) as count from users`.execute(kysely);
}

async function unprotectedTables({ kysely }: Server): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select c.relname as name
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attname = 'user_id'
      and not (c.relrowsecurity and c.relforcerowsecurity)
    order by 1`.execute(kysely);
  return rows.map(({ name }) => name);
}
