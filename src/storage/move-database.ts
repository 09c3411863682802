import { resolve } from 'node:path';
import type { Session } from '../app.ts';
import { databasePath, keyPath } from '../config/paths.ts';
import { daemonFiles } from '../daemon/daemon-files.ts';
import { acquireDaemonLock } from '../daemon/lock.ts';
import type { AllRows } from '../db/copy/all-rows.ts';
import { copyRows } from '../db/copy/copy-rows.ts';
import type { TableDigest } from '../db/copy/table-digests.ts';
import { isServerAddress, serverName } from '../db/server-address.ts';
import { RefusedError, StorageError } from '../errors.ts';
import { copyKey } from '../files/key-file.ts';
import { command, field, type Words, words } from '../words.ts';
import { copyIntoFile } from './copy-into-file.ts';
import { type CopyOptions, followCopy } from './follow-copy.ts';
import { LET_GO } from './let-go.ts';
import { namedDatabase, requireDatabase } from './named-database.ts';
import { refuseWhileServed } from './refuse-while-served.ts';

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
 * NotFoundError where there is nothing to move, RefusedError where the target is not empty or a daemon serves the source,
 * UsageError where settings that go along are wrong, and StorageError.
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
    const refuse = () => refuseWhileServed(source, env);
    await refuse();
    const copied = await source.withAllRows('hold', (all) => {
      // A daemon may have begun meanwhile: it would go on in the old record.
      const way = { ...options, to, source: all, atEnd: refuse };
      return isToServer ? copyIntoServer(session, way) : copyIntoNewFile(session, way);
    });
    // Addresses of shared calendars stay the same; with their key they can be shown again.
    copyKey(keyPath(env, named), keyPath(env, { path: to, isServer: isToServer }));
    const isUsual = to === databasePath(env, undefined);
    const next = isUsual ? command('config unset', 'database') : command('config set', 'database', to);
    return { ...copied, from: source.path, to, next, isOverruled: Boolean(env['NUMINA_DB']) };
  } finally {
    lock?.release();
  }
}

type Copied = Pick<MovedDatabase, 'tables' | 'settings'>;

interface Way extends CopyOptions {
  readonly source: AllRows;
  readonly to: string;
  /** Called before the copy is kept. It may throw to end it. */
  readonly atEnd: () => Promise<void>;
}

async function copyIntoNewFile(session: Session, { source, to, atEnd, ...options }: Way): Promise<Copied> {
  const { tables } = await copyIntoFile(session, source, to, followCopy(options), atEnd);
  return { tables, settings: [] };
}

async function copyIntoServer(session: Session, { source, to, atEnd, ...options }: Way): Promise<Copied> {
  const machine = session.process.onDatabase(to, {});
  try {
    const target = await machine.openDatabase(session.clock.now());
    return await target.withAllRows('write', async (all) => {
      const tables = await copyRows(source, all, followCopy(options));
      const settings = await session.keepSettingsInDatabase(all);
      await atEnd();
      return { tables, settings };
    });
  } catch (error) {
    throw withAddress(error, to);
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
  if (error.code === 'outcome_unknown') {
    return first(words`Look whether it is there: ${command('db status', field('db', address))}`);
  }
  return error;
}
