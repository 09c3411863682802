import { homedir, platform } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isServerAddress, serverName } from '../db/server-address.ts';
import { StorageError, UsageError } from '../errors.ts';
import { field, words } from '../words.ts';

type Kind = 'data' | 'config' | 'state' | 'cache';

const XDG: Readonly<Record<Kind, readonly [variable: string, fallback: string]>> = {
  data: ['XDG_DATA_HOME', '.local/share'],
  config: ['XDG_CONFIG_HOME', '.config'],
  state: ['XDG_STATE_HOME', '.local/state'],
  cache: ['XDG_CACHE_HOME', '.cache'],
};

const MAC: Readonly<Record<Kind, string>> = {
  data: 'Library/Application Support',
  config: 'Library/Application Support',
  state: 'Library/Logs',
  cache: 'Library/Caches',
};

/**
 * The folder of one kind of file: by the XDG base directory specification, or by the conventions of macOS and Windows.
 * Relative XDG paths are ignored, as the specification requires.
 */
export function folderOf(kind: Kind, env: NodeJS.ProcessEnv, system = platform()): string {
  const [variable, fallback] = XDG[kind];
  const chosen = env[variable];
  if (chosen && isAbsolute(chosen)) return join(chosen, 'numina');
  if (system === 'darwin') return join(homeFolder(env), MAC[kind], 'numina');
  if (system === 'win32') return join(env['LOCALAPPDATA'] ?? homeFolder(env), 'numina');
  return join(homeFolder(env), fallback, 'numina');
}

/** The folder of the person's own mail formats, one .toml file each. */
export function mailFormatsFolder(env: NodeJS.ProcessEnv): string {
  return join(dirname(configPath(env)), 'mail-formats');
}

/** The path of the database: `chosen`, else `numina.db` in the data folder. An address of a server stays as it is. */
export function databasePath(env: NodeJS.ProcessEnv, chosen: string | undefined): string {
  if (chosen && isServerAddress(chosen)) return serverName(chosen);
  return chosen ? resolve(chosen) : join(folderOf('data', env), 'numina.db');
}

/** The path of the key of a database: beside its file; of one at a server, in the data folder. */
export function keyPath(
  env: NodeJS.ProcessEnv,
  { path, isServer }: { readonly path: string; readonly isServer: boolean },
): string {
  if (!isServer) return `${path}.key`;
  return join(folderOf('data', env), `${path.replace(/^\w+:\/\//, '').replace(/[^\w.-]+/g, '-')}.key`);
}

/** The path of the config file: `NUMINA_CONFIG`, else `config.toml` in the config folder. */
export function configPath(env: NodeJS.ProcessEnv): string {
  const chosen = env['NUMINA_CONFIG'];
  return chosen ? resolve(chosen) : join(folderOf('config', env), 'config.toml');
}

/** The absolute path of the home folder. Throws StorageError where there is none. */
export function homeFolder(env: NodeJS.ProcessEnv): string {
  const folder = env['HOME'] ?? homedir();
  if (folder && isAbsolute(folder)) return folder;
  throw new StorageError(
    'no_home',
    'There is no home folder to keep the database in.',
    words`Set HOME, or name a file with ${field('db')}.`,
  );
}

/** A wall time `2026-11-24T09:12:00` in a form for file names: `2026-11-24-091200`. */
export function nameOfMoment(local: string): string {
  return local.slice(0, 19).replace('T', '-').replaceAll(':', '');
}

/** Throws UsageError for a name of the database that is empty. */
export function requireFileName(databaseFile: string | undefined): void {
  if (databaseFile !== '') return;
  const hint = words`Give it one, or leave ${field('db')} out.`;
  throw new UsageError('bad_file', words`${field('db')} names no file.`, hint);
}
