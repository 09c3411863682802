import { describe, expect, test } from 'vitest';
import { toSystemFailure, toWriteFailure } from '../../src/files/file-failure.ts';

const refusal = (code: string, rest = {}) => Object.assign(new Error(`${code}: no`), { code, ...rest });

describe('what the system refuses', () => {
  test.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('%s is a full disk, told by the file', (code) => {
    expect(toWriteFailure(refusal(code), 'all.ics')).toMatchObject({
      ...{ kind: 'storage', code: 'disk_full' },
      message: 'There is no room left on the disk of all.ics.',
    });
  });

  test.each([
    ['ELOOP', 'x cannot be used: its links lead in a circle.'],
    ['ENAMETOOLONG', 'x cannot be used: its name is too long.'],
    ['EBUSY', 'x cannot be used: EBUSY.'],
  ])('%s is put into words', (code, message) => {
    expect(toSystemFailure(refusal(code, { path: 'x' }))).toMatchObject({ kind: 'failure', message });
  });

  test('a working folder that is gone', () => {
    const failure = toSystemFailure(refusal('ENOENT', { syscall: 'uv_cwd' }));
    expect(failure?.message).toBe('The folder you are in is gone.');
  });

  test('is not reported as a mistake of numina’s own, but such a mistake is', () => {
    expect(toSystemFailure(new TypeError('x is not a function'))).toBeNull();
    expect(toSystemFailure(Object.assign(new Error('bad'), { code: 'ERR_INVALID_ARG_TYPE' }))).toBeNull();
  });
});
