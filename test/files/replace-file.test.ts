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
import { putInVdir } from '../../src/calendar/vdir.ts';
import { saveSetting } from '../../src/config/edit-settings.ts';
import { installService, type Service } from '../../src/daemon/install.ts';
import { openLogFile } from '../../src/daemon/log-file.ts';
import { writeStatus } from '../../src/daemon/status-file.ts';
import { openDatabase } from '../../src/db/open.ts';
import { acquireFileLock } from '../../src/db/sqlite/file-lock.ts';
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
  ['daemon install', (file) => installService(serviceIn(file))],
  ['the daemon, saying how it is,', async (file) => writeStatus(file, { ...STATUS, lastError: 'the clock' })],
];

const STATUS = { pid: 1, version: '1', startedAt: '', lastTickAt: '', lastError: null, noticedOn: null };

/** A service that nobody starts. */
function serviceIn(file: string): Service {
  const text = 'clock = no setting of systemd';
  return { manager: 'systemd', file, text, folders: [], start: [], stop: [], afterRemoval: [], look: [] };
}

describe.each(WAYS)('a file that %s replaces', (what, write) => {
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
    // The daemon goes on without a status.
    const words = what.startsWith('the daemon') ? { code: 'ELOOP' } : { kind: expect.stringMatching(/failure|usage/) };
    await expect(write(path('a'))).rejects.toMatchObject(words);
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
    const left = [`file.${dead}-00ff.tmp`, `file.${dead}`, `file.${dead}-00ff.tmp-wal`];
    const others = [`other.${dead}-00ff.tmp`, `file.${process.ppid}-00ff.tmp`, `file.${dead}.txt`, 'file.bak'];
    for (const name of [...left, ...others]) writeFileSync(path(name), 'half');
    await write(path('file'));
    expect(readdirSync(path()).sort()).toEqual(['file', ...others].sort());
  });
});

describe.skipIf(!isRoot)('(needs root) what root makes in the home of another', () => {
  test('is his: a log that is begun, and a lock', () => {
    mkdirSync(path('home'));
    chownSync(path('home'), SOMEBODY, SOMEBODY);
    openLogFile(path('home', 'state', 'daemon.log'))({ at: '', account: null, event: 'stopped' });
    acquireFileLock(path('home', 'numina.db.lock'), 0)?.release();
    for (const made of [['state'], ['state', 'daemon.log'], ['numina.db.lock']]) {
      const { uid, mode } = statSync(path('home', ...made));
      expect([uid, mode & 0o077], made.join('/')).toEqual([SOMEBODY, 0]);
    }
  });

  test('is his: a class in a calendar folder, and one that is a link stays one', () => {
    mkdirSync(path('home', 'classes'), { recursive: true });
    chownSync(path('home', 'classes'), SOMEBODY, SOMEBODY);
    const id = '9f1c27ab-0000-4000-8000-000000000000';
    symlinkSync(path('home', 'elsewhere.ics'), path('home', 'classes', `${id}.ics`));
    putInVdir(path('home', 'classes'), id, 'BEGIN:VCALENDAR');
    expect(readFileSync(path('home', 'elsewhere.ics'), 'utf8')).toBe('BEGIN:VCALENDAR');
    putInVdir(path('home', 'classes'), id.replace('9f', '8f'), 'BEGIN:VCALENDAR');
    expect(statSync(path('home', 'classes', `${id.replace('9f', '8f')}.ics`)).uid).toBe(SOMEBODY);
  });

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
