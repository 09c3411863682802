import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveTo } from './replace-file.ts';

/**
 * Creates a folder and those above it with mode 0700. As root, gives each to the owner of the folder above it. They are
 * created one by one, because the recursive option of Node never returns in a folder such as /proc, which answers
 * ENOENT to mkdir.
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
