#!/usr/bin/env node
// Starts the bundle through V8's code cache: compiling it anew takes longer than most commands run.
// The cache lies in the user's cache folder, one file per command (each needs other functions), made
// anew when the bundle, Node or the machine changes. Without it everything works, only slower.
//
// V8 runs what a cache holds, whatever it is: a damaged one crashes or answers wrong, a planted one does as it likes.
// So a file is taken only where it and its folders are this user's and nobody else may write them, where it is whole,
// and where the last start with it has come to its end.
'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

// A cache file holds the cache twice, and what differs is damaged. Node's own digests are dearer to load than the
// second copy is to compare, and a sum in JavaScript is slower than both (docs/decisions/0009). The copies lie at an odd
// distance, so that no pattern of blocks spoils both alike.
const MAGIC = Buffer.from('numina code cache, twice: 1\n');
const HEAD_BYTES = 32;
const BLOCK_BYTES = 4096;
const ODD_BYTES = 1237;
const CHUNK_BYTES = 65_536;

const dist = join(__dirname, '..', 'dist');
const bundle = join(dist, 'numina.cjs');
const words = process.argv.slice(2);
const HELP = /^(?:-h|-V|--help|--version)$/;
const userId = process.geteuid?.();
/** The folder for which there is no cache: another's, or one that others may write. */
let untrusted = null;
const cacheFolder = findCacheFolder();
/** Names the process that runs this command through its cache. */
const startedMark = cacheFolder && join(cacheFolder, `${commandName()}.started`);
/** Scripts that were compiled without a cache, by the file that shall hold it. */
const uncached = new Map();
const loaded = new Map();
let isMarked = false;
let hasDied = false;

// What runs for long opens no debugger, whoever sends SIGUSR1: a listener takes the place of Node's own.
if (words.includes('daemon') || words.includes('serve')) process.on('SIGUSR1', () => undefined);

start().then(() => {
  if (isMarked) forget(startedMark);
  if (!process.exitCode && uncached.size > 0) writeCaches();
});

/** Help and version are a small program of their own, which starts faster; what it leaves is for the whole one. */
async function start() {
  const mayBeHelp = words.length === 0 || words[0] === 'help' || words.some((word) => HELP.test(word));
  if (mayBeHelp && (await load(join(dist, 'help.cjs')).showHelp(words))) return;
  await load(bundle).main(words, { folder: cacheFolder, untrusted, isSound: (path) => readCache(path) !== undefined });
}

/** Runs a CommonJS file, which is written as a function, once, through its cache where there is one; what it requires beside itself likewise. */
function load(file) {
  const known = loaded.get(file);
  if (known) return known.exports;
  const cacheFile = cacheFolder && join(cacheFolder, `${commandName()}~${basename(file, '.cjs')}`);
  const script = new Script(read(file), {
    filename: file,
    cachedData: cacheFile && !hasDied ? takeCache(cacheFile) : undefined,
  });
  if (cacheFile && script.cachedDataRejected !== false) uncached.set(cacheFile, script);
  const require_ = createRequire(file);
  const requireFrom = (id) => (id.startsWith('./') ? load(join(dist, id)) : require_(id));
  const module_ = { exports: {} };
  loaded.set(file, module_);
  script.runInThisContext()(module_.exports, Object.assign(requireFrom, require_), module_, file, dirname(file));
  return module_.exports;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'latin1');
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
  const built = fs.statSync(bundle, { throwIfNoEntry: false });
  if (!base || !isAbsolute(base) || !built) return null;
  const own = join(base, 'numina');
  const folder = join(own, `code-${process.version}-${process.arch}-${built.size}-${Math.round(built.mtimeMs)}`);
  untrusted = [own, folder].find((each) => !isMineOrMissing(each)) ?? null;
  return untrusted === null ? folder : null;
}

/** Whether nobody but this user may write it. Windows has no such numbers; there the folder is the user's by its place. */
function isMine({ uid, mode }) {
  return userId === undefined || (uid === userId && (mode & 0o022) === 0);
}

/** A link would be another's to turn, so it counts as his. */
function isMineOrMissing(folder) {
  try {
    const stats = fs.lstatSync(folder, { throwIfNoEntry: false });
    return !stats || (stats.isDirectory() && isMine(stats));
  } catch {
    // Below what is no folder, or may not be looked at.
    return false;
  }
}

/** Where the second copy of `length` bytes begins. */
function copyStart(length) {
  const end = HEAD_BYTES + length;
  return end + ((HEAD_BYTES + ODD_BYTES - (end % BLOCK_BYTES) + BLOCK_BYTES) % BLOCK_BYTES);
}

/** The cache in a file; undefined where there is none that may be trusted. */
function readCache(path) {
  let file;
  try {
    file = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
    const stats = fs.fstatSync(file);
    if (!stats.isFile() || !isMine(stats)) return undefined;
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    if (fs.readSync(file, head, 0, HEAD_BYTES, 0) < HEAD_BYTES) return undefined;
    const length = head.readUInt32LE(MAGIC.length);
    const start = copyStart(length);
    if (MAGIC.compare(head, 0, MAGIC.length) !== 0 || stats.size !== start + length) return undefined;
    const cache = Buffer.allocUnsafeSlow(length);
    if (fs.readSync(file, cache, 0, length, HEAD_BYTES) < length) return undefined;
    // Piece by piece: memory that is touched for the first time is dearer than the reading.
    const piece = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, length));
    for (let at = 0; at < length; ) {
      const count = fs.readSync(file, piece, 0, Math.min(CHUNK_BYTES, length - at), start + at);
      if (count === 0 || piece.compare(cache, at, at + count, 0, count) !== 0) return undefined;
      at += count;
    }
    return cache;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}

function takeCache(path) {
  const cache = readCache(path);
  return cache && markStarted() ? cache : undefined;
}

/**
 * Leaves a mark for as long as this runs through a cache; false where the mark of a process that is no more is there: it
 * did not come to its end, so the cache may have been the cause, and is made anew.
 */
function markStarted() {
  if (isMarked || hasDied) return isMarked;
  try {
    // A link that leads nowhere is made in one step, with what it says.
    fs.symlinkSync(String(process.pid), startedMark);
    isMarked = true;
  } catch (error) {
    if (error.code !== 'EEXIST') return true;
    hasDied = !isRunning(readMark());
    if (!hasDied) return true;
    forget(startedMark);
    return false;
  }
  return true;
}

/** The process that left the mark; this one where it has just come to its end, and no number where it is no such mark. */
function readMark() {
  try {
    return Number(fs.readlinkSync(startedMark));
  } catch (error) {
    return error.code === 'ENOENT' ? process.pid : Number.NaN;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function forget(path) {
  try {
    fs.unlinkSync(path);
  } catch {
    // Somebody cleared the cache.
  }
}

/**
 * One by one: Node's recursive way never returns below /proc, which answers "no such folder" to a new one in it. Not in
 * what is another user's, as the home is that sudo kept.
 */
function createFolder(path) {
  const stats = fs.statSync(path, { throwIfNoEntry: false });
  if (stats && userId !== undefined && stats.uid !== userId && stats.uid !== 0) throw new Error('not mine');
  if (stats) return;
  createFolder(dirname(path));
  fs.mkdirSync(path, { mode: 0o700 });
}

/** Each written whole or not at all; those of earlier versions go. Failing costs nothing but time at the next start. */
function writeCaches() {
  try {
    createFolder(cacheFolder);
    if (findCacheFolder() !== cacheFolder) return;
    sweepDrafts();
    for (const [cacheFile, script] of uncached) {
      const cache = script.createCachedData();
      const start = copyStart(cache.length);
      const content = Buffer.alloc(start + cache.length);
      MAGIC.copy(content);
      content.writeUInt32LE(cache.length, MAGIC.length);
      cache.copy(content, HEAD_BYTES);
      cache.copy(content, start);
      const draft = `${cacheFile}.${process.pid}.tmp`;
      fs.writeFileSync(draft, content, { mode: 0o600 });
      fs.renameSync(draft, cacheFile);
    }
    const parent = dirname(cacheFolder);
    for (const other of fs.readdirSync(parent)) {
      if (other.startsWith('code-') && join(parent, other) !== cacheFolder)
        fs.rmSync(join(parent, other), { recursive: true });
    }
  } catch {
    // A read-only or full disk: the cache is a convenience.
  }
}

/** What processes left that were killed while they wrote. */
function sweepDrafts() {
  for (const name of fs.readdirSync(cacheFolder)) {
    const [, pid] = /\.(\d+)(?:\.tmp)?$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) forget(join(cacheFolder, name));
  }
}
