import { resolve } from 'node:path';
import type { Session } from '../app.ts';
import { databasePath } from '../config/paths.ts';
import { daemonFiles } from '../daemon/daemon-files.ts';
import { acquireDaemonLock } from '../daemon/lock.ts';
import type { AllRows } from '../db/copy/all-rows.ts';
import { copyRows } from '../db/copy/copy-rows.ts';
import type { TableDigest } from '../db/copy/table-digests.ts';
import { isServerAddress, serverName } from '../db/server-address.ts';
import { RefusedError, StorageError } from '../errors.ts';
import { command, field, type Words, words } from '../words.ts';
import { copyIntoFile } from './copy-into-file.ts';
import { type CopyOptions, followCopy } from './follow-copy.ts';
import { keepSettings } from './keep-settings.ts';
import { namedDatabase, requireDatabase } from './named-database.ts';
import { LET_GO } from './restore-database.ts';

/** What was moved, and where it is. */
export interface MovedDatabase {
  readonly from: string;
  readonly to: string;
  readonly tables: readonly TableDigest[];
  /** The settings of the person that were copied from the config file; they are with the record from now on. */
  readonly settings: readonly string[];
  /** The command that makes the new database the usual one. */
  readonly next: Words;
  /** Whether NUMINA_DB names another, which wins over the settings. */
  readonly isOverruled: boolean;
}

/**
 * Copies everything from the database into another, of whatever engine: a new file, or an empty database at a server. It
 * is there whole or not at all, and the source stays as it was. Nobody writes to the source meanwhile. Throws
 * NotFoundError where there is nothing to move, RefusedError where the target is not empty or a daemon runs, and
 * StorageError.
 */
export async function moveDatabase(session: Session, said: string, options: CopyOptions): Promise<MovedDatabase> {
  const { env, openDatabase } = session.process;
  const isToServer = isServerAddress(said);
  const to = isToServer ? serverName(said) : resolve(said);
  const named = namedDatabase(session);
  requireDatabase(named);
  if (to === named.path) throw new RefusedError('same_database', `${to} is the database itself.`, 'Name another one.');
  const lock = named.isServer ? null : acquireDaemonLock(daemonFiles(env, named.path), LET_GO);
  try {
    const source = await openDatabase(session.clock.now());
    const copied = await source.withAllRows('hold', (all) =>
      isToServer ? copyIntoServer(session, all, to, options) : copyIntoNewFile(session, all, to, options),
    );
    const isUsual = to === databasePath(env, undefined);
    const next = isUsual ? command('config unset', 'database') : command('config set', 'database', to);
    return { ...copied, from: source.path, to, next, isOverruled: Boolean(env['NUMINA_DB']) };
  } finally {
    lock?.release();
  }
}

type Copied = Pick<MovedDatabase, 'tables' | 'settings'>;

async function copyIntoNewFile(session: Session, source: AllRows, file: string, options: CopyOptions): Promise<Copied> {
  const { tables } = await copyIntoFile(session, source, file, followCopy(options));
  return { tables, settings: [] };
}

async function copyIntoServer(
  session: Session,
  source: AllRows,
  address: string,
  options: CopyOptions,
): Promise<Copied> {
  const machine = session.process.onDatabase(address, {});
  try {
    const target = await machine.openDatabase(session.clock.now()).catch((error) => {
      throw withAddress(error, address);
    });
    const tables = await target.withAllRows('write', (all) => copyRows(source, all, followCopy(options)));
    return { tables, settings: await keepSettings(machine) };
  } finally {
    await machine.close();
  }
}

/** Names the database in the hint: it is not the one that the person uses. */
function withAddress(error: unknown, address: string): unknown {
  if (!(error instanceof StorageError)) return error;
  const first = (hint: Words) => new StorageError(error.code, error.fact, hint, error);
  if (error.code === 'no_schema') return first(words`Make them first: ${command('db init', field('db', address))}`);
  if (error.code === 'older_schema') return first(words`First ${command('db migrate', field('db', address))}`);
  return error;
}
