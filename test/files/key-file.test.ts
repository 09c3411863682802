import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copyKey, ensureKey, readKey } from '../../src/files/key-file.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();

describe('a key', () => {
  it('is made once, with 256 bits that only its owner reads', () => {
    expect(readKey(path('a.key'))).toBeNull();
    const key = ensureKey(path('a.key'));
    expect(key).toHaveLength(32);
    expect(statSync(path('a.key')).mode & 0o777).toBe(0o600);
    expect(ensureKey(path('a.key'))).toEqual(key);
    expect(readKey(path('a.key'))).toEqual(key);
    expect(readdirSync(path('.'))).toEqual(['a.key']);
  });

  it('is refused where others can read it, and where it is none', () => {
    ensureKey(path('a.key'));
    chmodSync(path('a.key'), 0o640);
    expect(() => readKey(path('a.key'))).toThrow(expect.objectContaining({ code: 'open_key' }));
    writeFileSync(path('b.key'), 'short\n', { mode: 0o600 });
    expect(() => ensureKey(path('b.key'))).toThrow(expect.objectContaining({ code: 'bad_key' }));
    mkdirSync(path('folder'));
    expect(() => ensureKey(path('folder', 'there', '\0'))).toThrow();
  });

  it('goes along with a copy, and replaces none', () => {
    copyKey(path('none.key'), path('copy.key'));
    expect(readKey(path('copy.key'))).toBeNull();
    const key = ensureKey(path('a.key'));
    copyKey(path('a.key'), path('copy.key'));
    expect(readKey(path('copy.key'))).toEqual(key);
    const other = ensureKey(path('other.key'));
    copyKey(path('a.key'), path('other.key'));
    expect(readKey(path('other.key'))).toEqual(other);
  });
});
