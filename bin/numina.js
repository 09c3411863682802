#!/usr/bin/env node
// Starts the bundle through V8's code cache: compiling it anew takes longer than most commands run.
// The cache lies in the user's cache folder, one file per command (each needs other functions), made
// anew when the bundle, Node or the machine changes. Without it everything works, only slower.
'use strict';

const { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

const dist = join(__dirname, '..', 'dist');
const bundle = join(dist, 'numina.cjs');
const words = process.argv.slice(2);
const cacheFolder = findCacheFolder();
const HELP = /^(?:-h|-V|--help|--version)$/;
/** Scripts that were compiled without a cache, by the file that shall hold it. */
const uncached = new Map();

start().then(() => {
  if (!process.exitCode && uncached.size > 0) writeCaches();
});

/** Help and version are a small program of their own, which starts faster; what it leaves is for the whole one. */
async function start() {
  const mayBeHelp = words.length === 0 || words[0] === 'help' || words.some((word) => HELP.test(word));
  if (mayBeHelp && (await load(join(dist, 'help.cjs')).showHelp(words))) return;
  await load(bundle).main(words);
}

/** Runs a CommonJS file, through its cache where there is one; what it requires from `vendor` likewise. */
function load(file) {
  const cacheFile = cacheFolder && join(cacheFolder, `${commandName()}~${basename(file, '.cjs')}`);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${read(file)}\n})`, {
    filename: file,
    cachedData: readIfThere(cacheFile),
  });
  if (cacheFile && script.cachedDataRejected !== false) uncached.set(cacheFile, script);
  const require_ = createRequire(file);
  const requireFrom = (id) => (id.startsWith('./vendor/') ? load(join(dist, id)) : require_(id));
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, Object.assign(requireFrom, require_), module_, file, dirname(file));
  return module_.exports;
}

function read(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    process.stderr.write('numina: the program is not built.\nRun npm ci (or npm run build) in its folder.\n');
    // biome-ignore lint/plugin: there is no program to say it
    process.exit(1);
  }
}

/** Which functions a run needs depends on its command, so each has caches of its own. */
function commandName() {
  const command = words.find((word) => /^[a-z][a-z-]{1,15}$/.test(word)) ?? '';
  const aside = words.find((word) => HELP.test(word)) ?? '';
  return `${command}${aside}` || 'numina';
}

/** The folder for this bundle and this Node; null where the user has none. */
function findCacheFolder() {
  const { HOME, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const chosen = XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : undefined;
  const platform = { darwin: HOME && join(HOME, 'Library/Caches'), win32: LOCALAPPDATA }[process.platform];
  const base = chosen ?? platform ?? (HOME && join(HOME, '.cache'));
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (!base || !isAbsolute(base) || !built) return null;
  return join(base, 'numina', `code-${process.version}-${process.arch}-${built.size}-${Math.round(built.mtimeMs)}`);
}

function readIfThere(path) {
  try {
    return path ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** One by one: Node's recursive way never returns below /proc, which answers "no such folder" to a new one in it. */
function createFolder(path) {
  if (statSync(path, { throwIfNoEntry: false })) return;
  createFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** Each written whole or not at all; those of earlier versions go. Failing costs nothing but time at the next start. */
function writeCaches() {
  try {
    createFolder(cacheFolder);
    for (const [cacheFile, script] of uncached) {
      const draft = `${cacheFile}.${process.pid}`;
      writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
      renameSync(draft, cacheFile);
    }
    const parent = dirname(cacheFolder);
    for (const other of readdirSync(parent)) {
      if (other.startsWith('code-') && join(parent, other) !== cacheFolder)
        rmSync(join(parent, other), { recursive: true });
    }
  } catch {
    // A read-only or full disk: the cache is a convenience.
  }
}
