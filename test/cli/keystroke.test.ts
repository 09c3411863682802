import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeystroke } from '../../src/cli/keystroke.ts';

const kindOf = (text: string) => readKeystroke(text)?.kind ?? null;

describe('what was pressed between two pauses', () => {
  it.each(['a', 'A', '?', 'ä', 'a\u0308', 'й', '日', '🧘'])('%s is a key', (key) => {
    expect(readKeystroke(key)).toEqual({ kind: 'key', key });
  });

  it.each([
    ['clear', 'burst'],
    ['aa', 'burst'],
    ['a\r', 'burst'],
    ['\x1b[200~clear\x1b[201~', 'burst'],
    ['xa\x1b[Bsn', 'burst'],
    ['a\x1b[A', 'burst'],
    ['yes please\r\n', 'burst'],
    ['\x1b', 'escape'],
    ['\x1b\x1b', 'escape'],
    ['\x1b[A', 'other'],
    ['\x1bOA', 'other'],
    ['\x1b[1;5C', 'other'],
    ['\x1b[3~', 'other'],
    ['\x1b[15~', 'other'],
    ['\x1b[<0;10;10M', 'other'],
    ['\x1b[M !!', 'other'],
    ['\x1b[A\x1b[A\x1b[A', 'other'],
    ['\x1ba', 'other'],
    ['\r', 'other'],
    ['\t', 'other'],
    ['\x7f', 'other'],
    ['\x03', 'stop'],
    ['\x04', 'stop'],
    ['clear\x03', 'stop'],
    ['', null],
    ['\x1b[200~', null],
  ])('%j is %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('is never a key where more than one character came', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 2, maxLength: 40 }), (text) => {
        expect(kindOf(text)).not.toBe('key');
      }),
    );
  });
});
