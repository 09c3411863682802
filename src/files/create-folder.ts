import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveTo } from './replace-file.ts';

/**
 * Creates a folder and those above it, private to this user; as root, to the owner of the folder above. They are made
 * one by one, because Node's recursive way never returns in a folder like /proc, which answers "no such folder" to a
 * new one.
 */
export function createFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  const parent = dirname(path);
  if (parent !== path) createFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
    giveTo(path, statSync(parent));
  } catch (error) {
    // Another numina has made it meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
