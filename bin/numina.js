#!/usr/bin/env node
// Starts the bundle through V8's code cache: compiling it anew takes longer than most commands run.
// The cache lies in the user's cache folder, one file per command (each needs other functions), made
// anew when the bundle, Node or the machine changes. Without it everything works, only slower.
'use strict';

const {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

const bundle = join(__dirname, '..', 'dist', 'numina.cjs');
const words = process.argv.slice(2);

const cacheFile = cachePath();
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${readBundle()}\n})`, {
  filename: bundle,
  cachedData: readIfThere(cacheFile),
});
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(bundle), module_, bundle, dirname(bundle));

module_.exports.main(words).then(() => {
  if (cacheFile && process.exitCode === 0 && (script.cachedDataRejected ?? true)) writeCache();
});

function readBundle() {
  try {
    return readFileSync(bundle, 'latin1');
  } catch {
    process.stderr.write('numina: the program is not built.\nRun npm ci (or npm run build) in its folder.\n');
    // biome-ignore lint/plugin: there is no program to say it
    process.exit(1);
  }
}

/** Where the cache of this command lies; null where there is no folder for it. */
function cachePath() {
  const { HOME, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const chosen = XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : undefined;
  const platform = { darwin: HOME && join(HOME, 'Library/Caches'), win32: LOCALAPPDATA }[process.platform];
  const base = chosen ?? platform ?? (HOME && join(HOME, '.cache'));
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (!base || !isAbsolute(base) || !built) return null;
  const command = words.find((word) => /^[a-z][a-z-]{1,15}$/.test(word)) ?? '';
  const aside = words.find((word) => /^(?:-h|-V|--help|--version)$/.test(word)) ?? '';
  const version = `${process.version}-${process.arch}-${built.size}-${Math.round(built.mtimeMs)}`;
  return join(base, 'numina', `code-${version}`, `${command}${aside}` || 'numina');
}

function readIfThere(path) {
  try {
    return path ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Written whole or not at all; caches of earlier versions go. Failing costs nothing but time at the next start. */
function writeCache() {
  try {
    const folder = dirname(cacheFile);
    const parent = dirname(folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${cacheFile}.${process.pid}`;
    writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, cacheFile);
    for (const other of readdirSync(parent)) {
      if (other.startsWith('code-') && join(parent, other) !== folder) rmSync(join(parent, other), { recursive: true });
    }
  } catch {
    // A read-only or full disk: the cache is a convenience.
  }
}
