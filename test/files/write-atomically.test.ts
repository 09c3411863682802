import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { writeAtomically } from '../../src/files/write-atomically.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const folder = useTemporaryFolder();

describe('a file that is written', () => {
  test('appears whole, and replaces what was there with its permissions', async () => {
    const path = join(folder(), 'classes.ics');
    await writeAtomically(path, ['one', 'two']);
    chmodSync(path, 0o600);
    await writeAtomically(path, ['three']);
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['three', 0o600]);
  });

  test('stays as it was, with nothing beside it, where what is written breaks off', async () => {
    const path = join(folder(), 'whole.ics');
    await writeAtomically(path, ['one']);
    async function* broken() {
      yield 'two';
      throw new Error('in the middle');
    }
    await expect(writeAtomically(path, broken())).rejects.toThrow('in the middle');
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(readdirSync(folder()).filter((name) => name.startsWith('whole'))).toEqual(['whole.ics']);
  });

  test('stays a link where it is one', async () => {
    const [real, link] = [join(folder(), 'real.ics'), join(folder(), 'link.ics')];
    writeFileSync(real, 'one');
    symlinkSync('real.ics', link);
    await writeAtomically(link, ['two']);
    expect([readlinkSync(link), readFileSync(real, 'utf8')]).toEqual(['real.ics', 'two']);
  });

  test.skipIf(process.platform === 'win32')(
    'is written through where it is a pipe, which stays one (needs named pipes)',
    async () => {
      const path = join(folder(), 'pipe');
      await execa('mkfifo', [path]);
      const reading = execa('cat', [path]);
      await writeAtomically(path, ['one', 'two']);
      expect((await reading).stdout).toBe('onetwo');
      expect(statSync(path).isFIFO()).toBe(true);
    },
  );

  test.each([
    ['a folder', 'there', 'EISDIR'],
    ['in no folder', 'nowhere/classes.ics', 'ENOENT'],
  ])('cannot be %s', async (_, name, code) => {
    mkdirSync(join(folder(), 'there'), { recursive: true });
    await expect(writeAtomically(join(folder(), name), ['one'])).rejects.toMatchObject({
      code: 'cannot_write',
      message: expect.stringContaining(code),
    });
  });
});
