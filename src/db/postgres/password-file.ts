import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { StorageError } from '../../errors.ts';
import type { ServerOptions } from './server-options.ts';

/**
 * The password of a server in the password file of libpq: `PGPASSFILE`, else `~/.pgpass`; null where it has none. Throws
 * StorageError where others can read the file.
 */
export function passwordInFile(server: ServerOptions, env: NodeJS.ProcessEnv): string | null {
  const path = env['PGPASSFILE'] || join(env['HOME'] ?? homedir(), '.pgpass');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return null;
  // Windows has no permission bits.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    throw new StorageError(
      'open_password_file',
      `The password file ${path} can be read by others.`,
      `Close it with chmod 600 ${path}`,
    );
  }
  const host = server.host.startsWith('/') ? 'localhost' : server.host;
  const asked = [host, String(server.port), server.database, server.user];
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    // A colon or backslash of a value stands behind a backslash.
    const parts = line.match(/(?:\\.|[^:\\])+|(?<=^|:)(?=:|$)/g)?.map((part) => part.replace(/\\(.)/g, '$1')) ?? [];
    const [password, ...values] = [parts[4], ...parts.slice(0, 4)];
    if (password !== undefined && values.every((value, index) => value === '*' || value === asked[index])) {
      return password;
    }
  }
  return null;
}
