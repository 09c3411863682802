import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeCache } from '../files/code-cache.ts';
import { bad, type Check, good, undecided } from './verdict.ts';

/** Checks the code cache. `cache` is undefined where the program was not started by its launcher. */
export function cacheCheck(cache: CodeCache | undefined): Check {
  return {
    name: 'code-cache',
    look() {
      if (cache === undefined) return undecided('This program was started without its launcher.');
      const { folder, untrusted, isSound } = cache;
      if (untrusted !== null) {
        const message = `${untrusted} is not yours alone, so no code is kept there: every start takes longer.`;
        return bad(message, 'Remove it, or set XDG_CACHE_HOME to a folder of your own.');
      }
      const files = folder === null ? [] : cacheFilesIn(folder);
      if (folder === null || files.length === 0)
        return undecided('There is no code cache yet; the next start makes one.');
      const spoilt = files.filter((file) => !isSound(file));
      const [first = ''] = spoilt;
      if (spoilt.length === 0) return good('The code cache is whole, and yours alone.');
      const what = spoilt.length === 1 ? `${first} is` : `${first} and ${spoilt.length - 1} more are`;
      return bad(`${what} damaged, or another’s, and so not used.`, 'The next start writes them again.', () => {
        for (const file of spoilt) rmSync(file, { force: true });
      });
    },
  };
}

/** The files of compiled code. The marks of starts (symbolic links) and temporary files are left out. */
function cacheFilesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.includes('~') && !name.endsWith('.tmp'));
    return names.map((name) => join(folder, name)).filter((path) => lstatSync(path).isFile());
  } catch {
    return [];
  }
}
