import { statSync } from 'node:fs';
import { configPath } from './paths.ts';
import { loadSettings, type Settings } from './settings.ts';

/**
 * Gives a function that returns the present settings. It reads the file again only after a change; until then it
 * returns the same object. After a change that makes the file wrong, it throws UsageError once, then returns the last
 * valid settings.
 */
export function watchSettings(env: NodeJS.ProcessEnv): () => Settings {
  const path = configPath(env);
  let seen = stampOf(path);
  let settings = loadSettings(env);
  return () => {
    const stamp = stampOf(path);
    if (stamp !== seen) {
      seen = stamp;
      settings = loadSettings(env);
    }
    return settings;
  };
}

/** A text that differs for every version of a file. The inode is in it because editors replace files. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : '';
}
