import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '../errors.ts';
import { createFolder } from '../files/create-folder.ts';
import { folderOf } from './paths.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The id by which the daemons of several machines know this machine and its account of the system; null where it has
 * none yet. It is random: the id that the system has is nobody's business.
 */
export function readMachineId(env: NodeJS.ProcessEnv): string | null {
  try {
    const text = readFileSync(fileOf(env), 'utf8').trim();
    return UUID.test(text) ? text : null;
  } catch {
    return null;
  }
}

/** The id; makes it where there is none. Throws StorageError, and errors of the file system. */
export function machineIdOf(env: NodeJS.ProcessEnv): string {
  const known = readMachineId(env);
  if (known !== null) return known;
  const file = fileOf(env);
  createFolder(folderOf('data', env));
  const id = randomUUID();
  const draft = `${file}.${id}`;
  writeFileSync(draft, `${id}\n`, { mode: 0o600 });
  try {
    // Of two processes only one can give the name, and the file has all of its text from the beginning.
    linkSync(draft, file);
  } catch (error) {
    if (readMachineId(env) === null) throw noId(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
  return readMachineId(env) ?? id;
}

function noId(file: string, cause: unknown): StorageError {
  return new StorageError(
    'bad_machine_id',
    `${file} holds no id of this machine.`,
    'Remove it, and the machine gets a new one.',
    cause,
  );
}

function fileOf(env: NodeJS.ProcessEnv): string {
  return join(folderOf('data', env), 'machine-id');
}
