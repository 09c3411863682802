// Bundles src/main.ts into a few CommonJS files that bin/numina.js starts through V8's code cache, and its help into another.
// So few because every extra file costs a person time at every start; CommonJS because vm.Script takes a code cache for it on
// every supported Node.
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildWeb } from './build-web.js';
import { planFloors } from './floors.js';
import { imapAlone, kyselyAsOne, lazyChildProcess, pgAlone } from './libraries-in-part.js';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

// Large and seldom needed: each is a file of its own beside the bundle, which then starts faster.
const VENDORS = [
  'chrono-node/en',
  'csv-parse/sync',
  'csv-stringify/sync',
  'htmlparser2',
  'execa',
  'ical-generator',
  'ical.js',
  'imapflow',
  'inquirer',
  'nodemailer',
  'postal-mime',
  'timezones-ical-library',
  'uqr',
  'windows-iana',
];
// To an import of a CommonJS file, what it exports is the default: also where the package had nothing else, or a
// function or class with its other exports beside it.
const DEFAULT_FIRST =
  '{const{default:main,...named}=module.exports;' +
  'if(typeof main==="function"||main&&!Object.keys(named).length)module.exports=Object.assign(main,named);}';
// The schemas of the contract with zod, which they alone need: beside the bundle too.
const SCHEMAS = { source: 'src/contract/schemas/build-json-schema.ts', file: 'vendor/json-schemas.cjs' };
/** What of a library is left out, by the library. */
const ALONE = { imapflow: imapAlone };
const vendorFile = (name) => `vendor/${name.replace('/', '-')}.cjs`;

const separateVendors = {
  name: 'separate-vendors',
  setup({ onResolve }) {
    const filter = new RegExp(`^(?:${VENDORS.join('|')})$`);
    onResolve({ filter }, ({ path, kind }) =>
      kind === 'entry-point' ? null : { path: `./${vendorFile(path)}`, external: true },
    );
  },
};

const separateSchemas = {
  name: 'separate-schemas',
  setup({ onResolve }) {
    onResolve({ filter: /\/schemas\/build-json-schema\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? null : { path: `./${SCHEMAS.file}`, external: true },
    );
  },
};

// Help says what commands there are and never does their work.
const withoutActions = {
  name: 'without-actions',
  setup({ onResolve }) {
    onResolve({ filter: /\/actions\// }, () => ({ path: './actions-are-not-here.cjs', external: true }));
  },
};

// What the commands of every day import(): all else is in the second file.
const EVERYDAY = [
  /^src\/(?:app|db\/open|cli\/(?:run-command|write-error|prompter|pager|news-notes))\.ts$/,
  /^src\/cli\/actions\/(?:book|upcoming|calendar|attend|cancel|inbox|next|list|show|streak|stats)\.ts$/,
  /^src\/(?:attendance\/attendance-stats-service|reminders\/keep-ledger)\.ts$/,
  /^node_modules\/chalk\//,
];

// What a command needs beside that where the record is at a server, or the settings of an account are in the record.
const AT_A_SERVER = [
  /^src\/db\/postgres\/open-server\.ts$/,
  /^src\/accounts\/(?:account-service|own-settings-service)\.ts$/,
  /^src\/config\/own-settings\.ts$/,
];

// What lets people and programs in to a server.
const ACCESS = [/^src\/cli\/actions\/(?:account-link|account-token-\w+|share-\w+)\.ts$/];

// What a server is made of: its command alone loads it.
const OF_SERVER = [/^src\/server\//];
const matches = (patterns) => (path) => patterns.some((each) => each.test(path));
const FLOORS = [
  { file: 'numina.cjs', isHere: matches(EVERYDAY) },
  { file: 'postgres.cjs', isHere: matches(AT_A_SERVER) },
  { file: 'seldom.cjs', isHere: (path) => !matches([...ACCESS, ...OF_SERVER])(path) },
  { file: 'access.cjs', isHere: matches(ACCESS) },
  { file: 'serve.cjs' },
];

const FUNCTION_START = '(function(exports,require,module,__filename,__dirname){';
const FUNCTION_END = '})';

const shared = {
  absWorkingDir: root,
  bundle: true,
  // It starts executables that lie beside its own files.
  external: ['node-notifier'],
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  // ASCII output is read as Latin-1, which V8 takes without decoding.
  charset: 'ascii',
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: true,
  // What --debug prints, and what errors are called.
  keepNames: true,
  legalComments: 'none',
  // vm.Script has no loader for import(): a lazy import of a package becomes a lazy require().
  supported: { 'dynamic-import': false },
  define: { NUMINA_VERSION: JSON.stringify(version), 'import.meta.filename': '__filename' },
  // Each file is a function as the launcher calls it: made there, it would be another copy of the whole text.
  banner: { js: FUNCTION_START },
  footer: { js: FUNCTION_END },
  metafile: true,
  logLevel: 'warning',
};

// Built beside and then put in place, so that a numina that starts meanwhile finds a whole program.
const draft = join(root, `dist-${process.pid}`);
try {
  const floors = await planFloors(
    { ...shared, plugins: [lazyChildProcess, kyselyAsOne, pgAlone, separateVendors, separateSchemas] },
    FLOORS,
  );
  const results = await Promise.all([
    ...floors.map((each, index) => build({ ...each, outfile: join(draft, FLOORS[index].file) })),
    build({
      ...shared,
      entryPoints: ['src/help.ts'],
      outfile: join(draft, 'help.cjs'),
      plugins: [lazyChildProcess, withoutActions],
    }),
    build({ ...shared, entryPoints: [SCHEMAS.source], outfile: join(draft, SCHEMAS.file) }),
    ...VENDORS.map((name) =>
      build({
        ...shared,
        entryPoints: [name],
        outfile: join(draft, vendorFile(name)),
        footer: { js: `${DEFAULT_FIRST}${FUNCTION_END}` },
        plugins: ALONE[name] === undefined ? [] : [ALONE[name]],
      }),
    ),
  ]);
  const ofWeb = await buildWeb(root, join(draft, 'web'));
  const web = readdirSync(join(draft, 'web')).map((name) => join('web', name));
  // The one that starts comes last.
  const programs = ['help.cjs', ...FLOORS.map(({ file }) => file).reverse()];
  const vendors = readdirSync(join(draft, 'vendor')).map((name) => join('vendor', name));
  for (const name of [...vendors, ...programs]) escapeFile(join(draft, name));
  writeFileSync(join(draft, 'THIRD-PARTY-LICENSES.txt'), licencesOf([...results, ...ofWeb]));
  for (const folder of ['vendor', 'web']) mkdirSync(join(root, 'dist', folder), { recursive: true });
  // Data that is read when a mail is.
  cpSync(join(root, 'src/intake/mail/formats'), join(root, 'dist/formats'), { recursive: true });
  for (const name of [...vendors, ...web, 'THIRD-PARTY-LICENSES.txt', ...programs]) {
    renameSync(join(draft, name), join(root, 'dist', name));
  }
} finally {
  rmSync(draft, { recursive: true, force: true });
}

/**
 * esbuild leaves the letters of regular expressions as they are, whatever the charset. Read as Latin-1, `/[€]/` would
 * match other letters than its own.
 */
function escapeFile(file) {
  const code = readFileSync(file, 'utf8');
  const escaped = code.replace(
    /(?<!\\)((?:\\\\)*)\\?([^\x00-\x7f])/g,
    (_, backslashes, letter) => `${backslashes}\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (escaped !== code) writeFileSync(file, escaped);
}

/** The licence text of every package whose code is in the bundles, as their licences ask. */
function licencesOf(built) {
  const folders = new Set();
  for (const path of built.flatMap(({ metafile }) => Object.keys(metafile.inputs))) {
    const [, folder] = /^(?:[a-z-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)(?=\/)/.exec(path) ?? [];
    if (folder) folders.add(folder);
  }
  return [...folders]
    .sort()
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
      const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${manifest.license}`;
      return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
