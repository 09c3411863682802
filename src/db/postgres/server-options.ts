import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { ConnectionOptions } from 'node:tls';
import { UsageError } from '../../errors.ts';
import { isLoopback } from '../../secrets/loopback.ts';
import { partsOfAddress, serverName } from '../server-address.ts';

/** Where a database is, and how to get there. */
export interface ServerOptions {
  /** The address as a person wrote it: what errors call the database. */
  readonly name: string;
  /** A host, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** False: no encryption. */
  readonly tls: false | ConnectionOptions;
  /** The schema of the tables; null for the usual one of the server. */
  readonly searchPath: string | null;
  readonly connectMs: number;
}

const CONNECT_MS = 10_000;
const KNOWN = ['host', 'port', 'user', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'connect_timeout', 'search_path'];

/**
 * Reads an address: `postgres://user@host:port/database`, with the parameters of libpq that matter here. What it leaves
 * out is as libpq has it: PGHOST, PGPORT and PGUSER, port 5432, the person's own name. Throws UsageError.
 */
export function serverOptions(address: string, env: NodeJS.ProcessEnv): ServerOptions {
  const name = serverName(address);
  const url = partsOfAddress(address) ?? new URL(address);
  for (const key of url.searchParams.keys()) {
    if (!KNOWN.includes(key)) throw wrong(`${name} has the unknown part ${key}.`, `Known are ${KNOWN.join(', ')}.`);
  }
  const said = (key: string, own: string, variable: string) =>
    url.searchParams.get(key) ?? (decodeURIComponent(own) || env[variable]);
  const host = said('host', url.hostname.replace(/^\[|\]$/g, ''), 'PGHOST') ?? 'localhost';
  return {
    name,
    host,
    port: Number(said('port', url.port, 'PGPORT') ?? 5432),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: said('user', url.username, 'PGUSER') ?? userInfo().username,
    tls: tlsOf(url.searchParams, host, env),
    searchPath: url.searchParams.get('search_path'),
    connectMs: Number(url.searchParams.get('connect_timeout') ?? CONNECT_MS / 1000) * 1000,
  };
}

/** Encryption by `sslmode`. Without it, only a server on this machine is spoken to in the clear. */
function tlsOf(parameters: URLSearchParams, host: string, env: NodeJS.ProcessEnv): false | ConnectionOptions {
  const isHere = host.startsWith('/') || isLoopback(host);
  const mode = parameters.get('sslmode') ?? env['PGSSLMODE'] ?? (isHere ? 'disable' : 'verify-full');
  if (mode === 'disable' || host.startsWith('/')) return false;
  const files = {
    ca: parameters.get('sslrootcert') ?? env['PGSSLROOTCERT'],
    cert: parameters.get('sslcert') ?? env['PGSSLCERT'],
    key: parameters.get('sslkey') ?? env['PGSSLKEY'],
  };
  const read = Object.entries(files).flatMap(([key, path]) => (path ? [[key, readKey(path)] as const] : []));
  const own: ConnectionOptions = { ...Object.fromEntries(read), ...(isAddress(host) ? {} : { servername: host }) };
  switch (mode) {
    case 'require':
      // As libpq has it: whoever names an authority wants it to be asked.
      return own.ca === undefined ? { ...own, rejectUnauthorized: false } : ofAuthority(own);
    case 'verify-ca':
      return ofAuthority(own);
    case 'verify-full':
      return { ...own, rejectUnauthorized: true };
    default:
      throw wrong(`sslmode cannot be ${mode}.`, 'Set it to verify-full, verify-ca, require or disable.');
  }
}

/** The certificate must be of the authority, for whatever host. */
function ofAuthority(own: ConnectionOptions): ConnectionOptions {
  return { ...own, rejectUnauthorized: true, checkServerIdentity: () => undefined };
}

function isAddress(host: string): boolean {
  return /^[\d.]+$|:/.test(host);
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw wrong(`The file ${path} of the address cannot be read.`, 'Check its name and permissions.');
  }
}

function wrong(message: string, hint: string): UsageError {
  return new UsageError('bad_address', message, hint);
}
