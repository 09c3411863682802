// Builds the web calendar of `numina serve`: one script, one style sheet, the page and its icons.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Writes the files of the calendar into `folder`; gives esbuild's results, for the licences of what is in them. */
export async function buildWeb(root, folder) {
  mkdirSync(folder, { recursive: true });
  const shared = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    charset: 'utf8',
    // Browsers of 2024 on: `light-dark()` needs them anyway.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
  const results = await Promise.all([
    build({
      ...shared,
      entryPoints: ['src/web/main.tsx'],
      outfile: join(folder, 'web.js'),
      format: 'iife',
      platform: 'browser',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    }),
    build({ ...shared, entryPoints: ['src/web/web.css'], outfile: join(folder, 'web.css') }),
  ]);
  for (const [from, to] of [
    ['index.html', 'index.html'],
    ['icons/icon.svg', 'icon.svg'],
  ]) {
    copyFileSync(join(root, 'src/web', from), join(folder, to));
  }
  return results;
}
