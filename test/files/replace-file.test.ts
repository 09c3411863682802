import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { saveSetting } from '../../src/config/edit-settings.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createFolder } from '../../src/files/create-folder.ts';
import { writeAtomically } from '../../src/files/write-atomically.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();
const isRoot = process.geteuid?.() === 0;
const SOMEBODY = 4711;

/** Every way in which numina replaces a file. */
const WAYS: readonly (readonly [what: string, write: (file: string) => Promise<void>])[] = [
  ['export -o', (file) => writeAtomically(file, ['clock = "12"\n'])],
  ['config set', async (file) => saveSetting(file, 'clock', '12')],
];

describe.each(WAYS)('a file that %s replaces', (_, write) => {
  test('is made where a link leads to that is not there yet, and the link stays', async () => {
    mkdirSync(path('dotfiles'));
    symlinkSync('dotfiles/one', path('first'));
    symlinkSync(path('dotfiles', 'real'), path('dotfiles', 'one'));
    await write(path('first'));
    expect([readlinkSync(path('first')), lstatSync(path('dotfiles', 'one')).isSymbolicLink()]).toEqual([
      'dotfiles/one',
      true,
    ]);
    expect(readFileSync(path('dotfiles', 'real'), 'utf8')).toContain('clock');
  });

  test('is refused in words where its links lead in a circle', async () => {
    symlinkSync('b', path('a'));
    symlinkSync('a', path('b'));
    await expect(write(path('a'))).rejects.toMatchObject({ kind: expect.stringMatching(/failure|usage/) });
  });

  test.skipIf(!isRoot)('(needs root) keeps its owner and mode, by root too', async () => {
    writeFileSync(path('file'), '', { mode: 0o640 });
    chownSync(path('file'), SOMEBODY, SOMEBODY);
    await write(path('file'));
    const { uid, gid, mode } = statSync(path('file'));
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: SOMEBODY, gid: SOMEBODY, mode: 0o640 });
  });

  test.skipIf(!isRoot)('(needs root) belongs to the owner of its folder where it is new', async () => {
    mkdirSync(path('home'));
    chownSync(path('home'), SOMEBODY, SOMEBODY);
    await write(path('home', 'file'));
    expect(statSync(path('home', 'file')).uid).toBe(SOMEBODY);
  });

  test('takes along the drafts of processes that were killed, and of no other', async () => {
    const { stdout: dead } = await execa(process.execPath, ['-p', 'process.pid']);
    const [left, other, alive] = [`file.${dead}-00ff.tmp`, `other.${dead}-00ff.tmp`, `file.${process.ppid}-00ff.tmp`];
    for (const name of [left, other, alive]) writeFileSync(path(name), 'half');
    await write(path('file'));
    expect(readdirSync(path()).sort()).toEqual(['file', alive, other].sort());
  });
});

describe.skipIf(!isRoot)('(needs root) what root makes in the home of another', () => {
  test('is his: folders and the database', async () => {
    mkdirSync(path('home'));
    chownSync(path('home'), SOMEBODY, SOMEBODY);
    createFolder(path('home', '.config', 'numina'));
    const file = path('home', 'share', 'numina.db');
    await (await openDatabase({ path: file, createFolder: true, now: new Date('2026-11-20T10:00:00Z') })).close();
    for (const made of [['.config'], ['.config', 'numina'], ['share'], ['share', 'numina.db']]) {
      expect(statSync(path('home', ...made)).uid, made.join('/')).toBe(SOMEBODY);
    }
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});
