// Bundles src/main.ts into one CommonJS file that bin/numina.js starts through V8's code cache.
// One file because every extra module costs a person milliseconds at every start; CommonJS because
// vm.Script takes a code cache for it on every supported Node.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/numina.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  // ASCII output is read as Latin-1, which V8 takes without decoding.
  charset: 'ascii',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // vm.Script has no loader for import(): a lazy import of a package becomes a lazy require().
  supported: { 'dynamic-import': false },
  // Native code and vendored executables stay packages of their own.
  external: ['better-sqlite3', 'node-notifier'],
  define: { NUMINA_VERSION: JSON.stringify(version), 'import.meta.filename': '__filename' },
  metafile: true,
  logLevel: 'warning',
});

writeFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), licencesOf(metafile));

/** The licence text of every package whose code is in the bundle, as their licences ask. */
function licencesOf({ inputs }) {
  const packages = new Set();
  for (const path of Object.keys(inputs)) {
    const match = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (match) packages.add(path.slice(0, path.indexOf(match[1], path.lastIndexOf('node_modules/')) + match[1].length));
  }
  return [...packages]
    .sort()
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
      const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${manifest.license}`;
      return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
