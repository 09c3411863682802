import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveTo } from './replace-file.ts';

/**
 * Creates a folder, and those above it, for this user alone; root makes them the owner's of the folder above. One by one: Node's recursive way never returns
 * below a folder that answers "no such folder" to a new one in it, as /proc does.
 */
export function createFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  const parent = dirname(path);
  if (parent !== path) createFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
    giveTo(path, statSync(parent));
  } catch (error) {
    // Another numina was faster.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
