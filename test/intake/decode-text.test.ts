import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/intake/decode-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: readonly (string | number)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : [part])));

describe('the text of a file', () => {
  it('is UTF-8, with a mark or without', () => {
    expect(decodeText(utf8('Größe 🧘'))).toBe('Größe 🧘');
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 'Größe'))).toBe('Größe');
  });

  it('is UTF-16 where its mark says so', () => {
    expect(decodeText(bytes(0xff, 0xfe, 0x59, 0x00, 0xf6, 0x00))).toBe('Yö');
    expect(decodeText(bytes(0xfe, 0xff, 0x00, 0x59, 0x00, 0xf6))).toBe('Yö');
  });

  it('is Windows-1252 where nothing in it is UTF-8', () => {
    expect(decodeText(bytes('Gr', 0xf6, 0xdf, 'e ', 0x80))).toBe('Größe €');
  });

  it('keeps what can be read where a single octet is wrong', () => {
    expect(decodeText(bytes('Größe ', 0xff, ' x'))).toBe('Größe \ufffd x');
  });

  it.each([
    ['CRLF', '\r\n '],
    ['LF', '\n '],
    ['a tab', '\r\n\t'],
  ])('is put together where a line was folded inside a character (%s)', (_, fold) => {
    expect(decodeText(bytes('Gr', 0xc3, fold, 0xb6, 'ße\r\n ne'))).toBe('Größe\r\n ne');
  });

  it('may be nothing', () => {
    expect(decodeText(new Uint8Array())).toBe('');
  });
});
