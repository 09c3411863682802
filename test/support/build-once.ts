import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Builds the program before the first end-to-end test, where the build is missing or older than the sources. */
export function setup(): void {
  const built = statSync(join(root, 'dist', 'numina.cjs'), { throwIfNoEntry: false });
  const newest = Math.max(...['src', 'migrations', 'scripts', 'package.json'].map(modifiedAtMs));
  if (built && built.mtimeMs >= newest) return;
  execFileSync(process.execPath, [join(root, 'scripts', 'build.js')], { stdio: 'inherit' });
}

/** When a file, or any file in a folder, was last changed. */
function modifiedAtMs(name: string): number {
  const path = join(root, name);
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((file) => statSync(join(path, file)).mtimeMs));
}
