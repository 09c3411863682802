// Builds the web calendar of `numina serve`: one script, one style sheet, the page, its icons, and the worker that lets it
// open without a network. Beside each text lies the same packed, for what goes over the wire.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const COPIED = ['index.html', 'manifest.webmanifest', 'icons/icon.svg', 'icons/icon-192.png', 'icons/icon-512.png'];
const PACKED = /\.(?:js|css|html|svg|webmanifest)$/;

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
  const script = { ...shared, format: 'iife', platform: 'browser' };
  const results = await Promise.all([
    build({
      ...script,
      entryPoints: ['src/web/main.tsx'],
      outfile: join(folder, 'web.js'),
      jsx: 'automatic',
      jsxImportSource: 'preact',
    }),
    build({ ...shared, entryPoints: ['src/web/web.css'], outfile: join(folder, 'web.css') }),
  ]);
  for (const name of COPIED) copyFileSync(join(root, 'src/web', name), join(folder, name.split('/').at(-1)));
  const names = readdirSync(folder).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(readFileSync(join(folder, name)));
  // The page stands for every address of the calendar.
  const shell = names.map((name) => (name === 'index.html' ? '/' : `/${name}`));
  results.push(
    await build({
      ...script,
      entryPoints: ['src/web/worker/service-worker.ts'],
      outfile: join(folder, 'service-worker.js'),
      define: {
        SHELL_FILES: JSON.stringify(shell),
        SHELL_VERSION: JSON.stringify(hash.digest('hex').slice(0, 16)),
      },
    }),
  );
  for (const name of readdirSync(folder).filter((each) => PACKED.test(each))) {
    const text = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text, { params }));
  }
  return results;
}
