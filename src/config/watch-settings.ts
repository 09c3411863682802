import { statSync } from 'node:fs';
import { configPath } from './paths.ts';
import { loadSettings, type Settings } from './settings.ts';

/**
 * The settings as the file has them now: read again when it changed, the very same object while it did not. Throws
 * UsageError once for every change that leaves it wrong, and goes on with what was right.
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

/** Different for every version of a file; editors replace it, so the file itself counts too. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : '';
}
