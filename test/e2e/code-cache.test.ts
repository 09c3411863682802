import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Home, PROGRAM, useHomes } from './program.ts';

const homes = useHomes();
const DIST = join(PROGRAM, '..', '..', 'dist');

/** The folder of the code cache of a home. */
function cacheOf(home: Home): string {
  const [name = ''] = readdirSync(home.path('cache', 'numina'));
  return home.path('cache', 'numina', name);
}

const withOwnCache = (home: Home) => ({ env: { XDG_CACHE_HOME: home.path('cache') } });

const FILE = '--version~help';
const versionOf = (home: Home) => home.run('--version', withOwnCache(home));
const nextOf = (home: Home) => home.run('next', withOwnCache(home));

/** Changes bytes of a file where they lie. */
function edit(path: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  change(bytes);
  writeFileSync(path, bytes);
}

/** Of a process that is no more. */
async function deadPid(): Promise<string> {
  return (await execa(process.execPath, ['-p', 'process.pid'])).stdout;
}

describe('a code cache that is damaged', () => {
  test.each<[string, (path: string) => void]>([
    ['a zeroed page', (path) => edit(path, (bytes) => bytes.fill(0, 8192, 12_288))],
    [
      'a zeroed page of every two',
      (path) =>
        edit(path, (bytes) => {
          for (let at = 4096; at < bytes.length; at += 8192) bytes.fill(0, at, Math.min(at + 4096, bytes.length));
        }),
    ],
    ['a flipped bit', (path) => edit(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(9000) ^ 4, 9000))],
    ['a flipped bit in its head', (path) => edit(path, (bytes) => bytes.writeUInt8(bytes.readUInt8(3) ^ 1, 3))],
    ['a wrong length', (path) => edit(path, (bytes) => bytes.writeUInt32LE(1000, 28))],
    [
      'another byte in every page',
      (path) =>
        edit(path, (bytes) => {
          for (let at = 100; at < bytes.length; at += 4096) bytes.writeUInt8(bytes.readUInt8(at) ^ 255, at);
        }),
    ],
    ['nothing but zeros', (path) => edit(path, (bytes) => bytes.fill(0))],
    ['nothing at all', (path) => truncateSync(path, 0)],
    ['its first half', (path) => truncateSync(path, readFileSync(path).length >> 1)],
    ['other words', (path) => writeFileSync(path, 'To be, or not to be. '.repeat(5000))],
  ])('%s: is written again, and nobody notices', async (_, damage) => {
    const home = homes.empty();
    const right = await versionOf(home);
    const path = join(cacheOf(home), FILE);
    damage(path);
    const broken = readFileSync(path);
    expect(await versionOf(home)).toEqual(right);
    expect(readFileSync(path).equals(broken)).toBe(false);
    expect(readdirSync(cacheOf(home))).toEqual([FILE]);
  });

  test('in a large file of a command that reads the database: is written again too', async () => {
    const home = homes.season();
    const right = await nextOf(home);
    const path = join(cacheOf(home), 'next~numina');
    edit(path, (bytes) => bytes.fill(0, 81_920, 86_016));
    expect(await nextOf(home)).toEqual(right);
    expect(await nextOf(home)).toEqual(right);
  });

  test('in a way that killed the last start: is written again without being run', async () => {
    const home = homes.empty();
    const right = await versionOf(home);
    const folder = cacheOf(home);
    const made = readFileSync(join(folder, FILE));
    // What a process leaves that V8 had crash; the file itself is whole.
    symlinkSync(await deadPid(), join(folder, '--version.started'));
    utimesSync(join(folder, FILE), 0, 0);
    expect(await versionOf(home)).toEqual(right);
    expect(statSync(join(folder, FILE)).mtimeMs).toBeGreaterThan(0);
    expect(readFileSync(join(folder, FILE)).length).toBeGreaterThan(made.length / 2);
    expect(readdirSync(folder)).toEqual([FILE]);
  });

  test('is of use to many at once: the mark of one that runs stops no other', async () => {
    const home = homes.empty();
    const right = await versionOf(home);
    const folder = cacheOf(home);
    symlinkSync(String(process.pid), join(folder, '--version.started'));
    utimesSync(join(folder, FILE), 0, 0);
    expect(await versionOf(home)).toEqual(right);
    expect(readlinkSync(join(folder, '--version.started'))).toBe(String(process.pid));
    expect(statSync(join(folder, FILE)).mtimeMs).toBe(0);
  });

  test('is written again where the mark is not one of numina', async () => {
    const home = homes.empty();
    const right = await versionOf(home);
    const mark = join(cacheOf(home), '--version.started');
    writeFileSync(mark, 'another program');
    expect(await versionOf(home)).toEqual(right);
    expect(existsSync(mark)).toBe(false);
  });

  test('drafts of processes that were killed are swept, those of others are not', async () => {
    const home = homes.season();
    await versionOf(home);
    const folder = cacheOf(home);
    const [dead, alive] = [`list~numina.${await deadPid()}`, `list~numina.${process.pid}`];
    for (const name of [dead, alive]) writeFileSync(join(folder, name), 'half');
    await home.run('list', withOwnCache(home));
    expect([existsSync(join(folder, dead)), existsSync(join(folder, alive))]).toEqual([false, true]);
  });
});

const isRoot = process.geteuid?.() === 0;
const NOBODY = 65_534;

describe.skipIf(process.platform === 'win32')('(needs modes of files) code that somebody else may have written', () => {
  let planted = '';
  let folderName = '';

  // The caches of a program of the same length, which calls itself by another version: V8 tells them not apart.
  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), 'numina-planted-'));
    planted = join(root, 'cache');
    for (const folder of ['bin', 'dist']) mkdirSync(join(root, folder));
    for (const name of ['numina.js', 'package.json']) copyFileSync(join(PROGRAM, '..', name), join(root, 'bin', name));
    symlinkSync(join(DIST, 'numina.cjs'), join(root, 'dist', 'numina.cjs'));
    const help = readFileSync(join(DIST, 'help.cjs'), 'latin1');
    const other = help.replace(/"\d+\.\d+\.\d+"/g, (version) => version.replace(/\d/g, '6'));
    expect(other).not.toBe(help);
    writeFileSync(join(root, 'dist', 'help.cjs'), other, 'latin1');
    await execa(process.execPath, [join(root, 'bin', 'numina.js'), '--version'], { env: { XDG_CACHE_HOME: planted } });
    [folderName = ''] = readdirSync(join(planted, 'numina'));
  });
  afterAll(() => rmSync(join(planted, '..'), { recursive: true, force: true }));

  /** The version that numina names beside the planted cache, and what the cache folder holds afterwards. */
  async function versionWith(arrange: (paths: { own: string; folder: string; file: string }) => void) {
    const home = homes.empty();
    const own = home.path('cache', 'numina');
    const folder = join(own, folderName);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, '--version~help');
    copyFileSync(join(planted, 'numina', folderName, '--version~help'), file);
    for (const path of [own, folder]) chmodSync(path, 0o700);
    chmodSync(file, 0o600);
    arrange({ own, folder, file });
    const before = existsSync(file) ? readFileSync(file) : null;
    const { stdout } = await home.run('--version', withOwnCache(home));
    const isKept = before !== null && existsSync(file) && readFileSync(file).equals(before);
    return { version: stdout.trim(), isKept };
  }

  const RIGHT = /^numina 0\./;

  test('is what this test plants: where it is this user’s alone, it is run', async () => {
    expect((await versionWith(() => undefined)).version).toBe('numina 6.6.6');
  });

  test.each<[string, (paths: { own: string; folder: string; file: string }) => void]>([
    ['the file is writable by a group', ({ file }) => chmodSync(file, 0o620)],
    ['the file is writable by all', ({ file }) => chmodSync(file, 0o666)],
    ['the folder is writable by all', ({ folder }) => chmodSync(folder, 0o777)],
    ['the folder above is writable by all', ({ own }) => chmodSync(own, 0o1777)],
    [
      'the file is a link',
      ({ file }) => {
        renameSync(file, `${file}.real`);
        symlinkSync(`${file}.real`, file);
      },
    ],
    [
      'the folder is a link',
      ({ folder }) => {
        renameSync(folder, `${folder}.real`);
        symlinkSync(`${folder}.real`, folder);
      },
    ],
  ])('is not run where %s', async (_, arrange) => {
    expect((await versionWith(arrange)).version).toMatch(RIGHT);
  });

  test.skipIf(!isRoot /* needs root */).each<[string, (paths: { own: string; folder: string; file: string }) => void]>([
    ['file', ({ file }) => chownSync(file, NOBODY, NOBODY)],
    ['folder', ({ folder }) => chownSync(folder, NOBODY, NOBODY)],
    ['folder above', ({ own }) => chownSync(own, NOBODY, NOBODY)],
  ])('(needs root) is not run, by root either, where the %s is another user’s', async (what, arrange) => {
    const { version, isKept } = await versionWith(arrange);
    expect(version).toMatch(RIGHT);
    // In the folder of another nothing is written.
    if (what !== 'file') expect(isKept).toBe(true);
  });

  test.skipIf(!isRoot)('(needs root) root leaves nothing in the home of another, as sudo may keep it', async () => {
    const home = homes.empty();
    chownSync(home.path(), NOBODY, NOBODY);
    await home.run('--version', { env: { XDG_CACHE_HOME: undefined } });
    expect(readdirSync(home.path())).toEqual([]);
  });

  test('is trusted under two names of one file', async () => {
    expect((await versionWith(({ file }) => linkSync(file, `${file}-too`))).version).toBe('numina 6.6.6');
  });
});
