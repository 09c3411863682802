import { statSync } from 'node:fs';
import type { OwnSettings } from './own-settings.ts';
import { configPath } from './paths.ts';
import { loadSettings, type Settings } from './settings.ts';

/**
 * Gives a function that returns the present settings. It reads them again only after a change of the file, or where
 * `own` gives other settings of a person; until then it returns the same object. After a change that makes the file
 * wrong, it throws UsageError once, then returns the last valid settings.
 */
export function watchSettings(env: NodeJS.ProcessEnv, own: () => OwnSettings | null = () => null): () => Settings {
  const path = configPath(env);
  let seen = { stamp: stampOf(path), own: own() };
  let settings = loadSettings(env, seen.own?.values);
  return () => {
    const now = { stamp: stampOf(path), own: own() };
    if (now.stamp !== seen.stamp || now.own !== seen.own) {
      seen = now;
      settings = loadSettings(env, now.own?.values);
    }
    return settings;
  };
}

/** A text that differs for every version of a file. The inode is in it because editors replace files. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : '';
}
