import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** The place of temporary folders for programs that flush many files to disk: in memory where there is room. */
export const MEMORY = hasRoom('/dev/shm') ? '/dev/shm' : tmpdir();

/** Whether the place is large enough: in a container /dev/shm may be small. */
function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 500_000_000;
}

/** Gives every test of a file its own empty folder and removes it afterwards. The function gives a path in it. */
export function useTemporaryFolder(): (...names: string[]) => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'numina-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return (...names) => join(folder, ...names);
}
