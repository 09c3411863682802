import { isAbsolute, resolve } from 'node:path';
import { isServerAddress } from '../db/server-address.ts';
import { RefusedError } from '../errors.ts';

/** The program of a service, and its environment. */
export interface ServiceProgram {
  /** Absolute. */
  readonly node: string;
  /** Absolute: the script that Node runs. */
  readonly program: string;
  /** The arguments: `daemon run`, and `--db FILE` or `--account NAME` if one was named. */
  readonly words: readonly string[];
  /** In addition to the environment of the system. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How this program was started. */
export interface StartedProgram {
  readonly node: string;
  readonly program: string;
  /** `program` with links followed. */
  readonly programFile: string;
}

/** Variables with files and folders. A service would not inherit them from the shell. */
const PATH_VARIABLES = ['NUMINA_DB', 'NUMINA_CONFIG', 'PGPASSFILE', 'PGSSLROOTCERT', 'PGSSLCERT', 'PGSSLKEY'] as const;
const FOLDER_VARIABLES = ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME'] as const;
const OTHER_VARIABLES = ['NUMINA_ACCOUNT', 'NUMINA_ZONE', 'TZ', 'PGHOST', 'PGPORT', 'PGUSER', 'PGSSLMODE'] as const;

/** What was named on the command line. */
export interface ServiceChoice {
  readonly databaseFile: string | undefined;
  readonly account: string | undefined;
}

/**
 * The daemon as a service starts it, with the same database, account, settings and zone as now. Throws RefusedError for a text
 * with control characters.
 */
export function planService(
  { node, program }: StartedProgram,
  { databaseFile, account }: ServiceChoice,
  env: NodeJS.ProcessEnv,
): ServiceProgram {
  const environment = environmentOf(env);
  for (const text of [node, program, databaseFile ?? '', account ?? '', ...Object.values(environment)])
    refuseControls(text);
  return {
    node,
    program,
    words: [
      ...['daemon', 'run', '--stand-by'],
      ...(databaseFile === undefined ? [] : ['--db', resolveDatabase(databaseFile)]),
      ...(account === undefined ? [] : ['--account', account]),
    ],
    environment,
  };
}

function environmentOf(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const name of PATH_VARIABLES) if (env[name]) kept[name] = resolveDatabase(env[name]);
  // The XDG specification says that relative paths are ignored.
  for (const name of FOLDER_VARIABLES) if (env[name] && isAbsolute(env[name])) kept[name] = env[name];
  for (const name of OTHER_VARIABLES) if (env[name]) kept[name] = env[name];
  return kept;
}

/** A path made absolute; an address of a server as it is. */
function resolveDatabase(database: string): string {
  return isServerAddress(database) ? database : resolve(database);
}

/**
 * Paths that may disappear: fnm makes a folder for each shell; npx cleans its folder; a shim chooses Node by the
 * current folder.
 */
const FLEETING = /\/fnm_multishells\/|^\/run\/user\/|\/_npx\/|\/shims\//;

function isFleeting(path: string): boolean {
  return FLEETING.test(path);
}

/** Throws RefusedError where Node or the program may be gone at the next start of the service. */
export function checkLasting({ node, program, programFile }: StartedProgram): void {
  const fleeting = [node, program].find(isFleeting);
  if (fleeting === undefined) return;
  const lasting = [node, programFile].some(isFleeting) ? null : `${node} ${programFile}`;
  throw new RefusedError(
    'fleeting_path',
    `A service cannot start ${fleeting}: a version manager made it for this shell or for a while.`,
    lasting === null
      ? 'Install Node and numina where they stay (npm install --global numina), and run it from there.'
      : `Run it by the path that stays: ${lasting} daemon install`,
  );
}

/** Throws RefusedError for a text with control characters: a line break would start a new line of the service file. */
function refuseControls(text: string): void {
  if (!/[\u0000-\u001f\u007f]/.test(text)) return;
  throw new RefusedError(
    'bad_service_path',
    `A service cannot be given ${JSON.stringify(text)}.`,
    'Choose a path without control characters.',
  );
}

/** Whether a path belongs to one version of Node and disappears with it. */
export function isOfOneVersion(path: string): boolean {
  return /\/(?:\.nvm\/versions|node-versions|\.asdf\/installs|mise\/installs|\.volta\/tools|\.nodenv\/versions|Cellar\/node[^/]*)\//.test(
    path,
  );
}
