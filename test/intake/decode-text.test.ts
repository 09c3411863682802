import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/intake/decode-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: readonly (string | number)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : [part])));
const textOf = (octets: Uint8Array, charset?: string) => decodeText(octets, charset).text;
const noteOf = (octets: Uint8Array, charset?: string) => decodeText(octets, charset).note;

describe('the text of a file', () => {
  it('is UTF-8, with a mark or without', () => {
    expect(textOf(utf8('Größe 🧘'))).toBe('Größe 🧘');
    expect(textOf(bytes(0xef, 0xbb, 0xbf, 'Größe'))).toBe('Größe');
  });

  it('is UTF-16 where its mark says so', () => {
    expect(textOf(bytes(0xff, 0xfe, 0x59, 0x00, 0xf6, 0x00))).toBe('Yö');
    expect(textOf(bytes(0xfe, 0xff, 0x00, 0x59, 0x00, 0xf6))).toBe('Yö');
  });

  it('is Windows-1252 where nothing in it is UTF-8', () => {
    expect(textOf(bytes('Gr', 0xf6, 0xdf, 'e ', 0x80))).toBe('Größe €');
  });

  it('keeps what can be read where a single octet is wrong', () => {
    expect(textOf(bytes('Größe ', 0xff, ' x'))).toBe('Größe \ufffd x');
  });

  it.each([
    ['CRLF', '\r\n '],
    ['LF', '\n '],
    ['a tab', '\r\n\t'],
  ])('is put together where a line was folded inside a character (%s)', (_, fold) => {
    expect(textOf(bytes('Gr', 0xc3, fold, 0xb6, 'ße\r\n ne'))).toBe('Größe\r\n ne');
  });

  it('may be nothing', () => {
    expect(textOf(new Uint8Array())).toBe('');
  });
});

const GUESSED = /^The text is not in UTF-8: read as Windows-1252\./;

describe('the charset of an answer', () => {
  it.each([
    ['windows-1251', [0xc9, 0xee, 0xe3, 0xe0], 'Йога'],
    ['cp1251', [0xc9, 0xee, 0xe3, 0xe0], 'Йога'],
    ['KOI8-R', [0xea, 0xcf, 0xc7, 0xc1], 'Йога'],
    ['ISO-8859-2', [0xa3, 0xf3, 0x64, 0xbc], 'Łódź'],
    ['iso-8859-5', [0xb9, 0xde, 0xd3, 0xd0], 'Йога'],
    ['windows-1253', [0xc3, 0xe9, 0xfc, 0xe3, 0xea, 0xe1], 'Γιόγκα'],
    ['Shift_JIS', [0x83, 0x88, 0x83, 0x4b], 'ヨガ'],
    ['euc-jp', [0xa5, 0xe8, 0xa5, 0xac], 'ヨガ'],
    ['gbk', [0xe8, 0xa4, 0xd9, 0xa4], '瑜伽'],
    ['gb2312', [0xe8, 0xa4, 0xd9, 0xa4], '瑜伽'],
    ['big5', [0xb7, 0xec, 0xa6, 0xf7], '瑜伽'],
    ['euc-kr', [0xbf, 0xe4, 0xb0, 0xa1], '요가'],
    ['windows-1252', [0x59, 0xf6, 0x80], 'Yö€'],
    ['latin1', [0x59, 0xf6, 0x80], 'Yö€'],
    ['utf-16le', [0x59, 0x00, 0xf6, 0x00], 'Yö'],
    ['UTF-16BE', [0x00, 0x59, 0x00, 0xf6], 'Yö'],
    [' UTF8 ', [0x59, 0xc3, 0xb6], 'Yö'],
  ])('counts: %s', (charset, octets, text) => {
    expect(decodeText(bytes(...octets), charset)).toEqual({ text, note: null });
  });

  it('counts less than the mark of the document', () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 'Größe'), 'windows-1251')).toEqual({ text: 'Größe', note: null });
    expect(textOf(bytes(0xff, 0xfe, 0x59, 0x00), 'utf-8')).toBe('Y');
  });

  it('does not count where nobody knows it, and is reported', () => {
    const note = 'The charset “x-mine” is not known: read as UTF-8.';
    expect(decodeText(utf8('Größe'), 'x-mine')).toEqual({ text: 'Größe', note });
    expect(decodeText(bytes('Gr', 0xf6, 0xdf, 'e'), 'utf-7')).toEqual({
      text: 'Größe',
      note: expect.stringMatching(/^The charset “utf-7” is not known: read as Windows-1252\./),
    });
    expect(noteOf(utf8('a'), 'a\u001b[31m'.padEnd(500, 'a'))).toMatch(/^[^\u0000-\u001f]{1,90}$/);
  });

  it('does not count where the octets are UTF-8 and cannot be what it says, and is reported', () => {
    for (const charset of ['iso-8859-1', 'us-ascii', 'Shift_JIS', 'utf-16']) {
      const note = `The text is not in ${charset}, as its server says: read as UTF-8.`;
      expect(decodeText(utf8('Größe 🧘'), charset)).toEqual({ text: 'Größe 🧘', note });
    }
    expect(decodeText(utf8('plain'), 'us-ascii')).toEqual({ text: 'plain', note: null });
  });

  it('may be UTF-8 and wrong: then it is guessed as without one', () => {
    expect(decodeText(bytes('Gr', 0xf6, 0xdf, 'e'), 'utf-8')).toEqual({
      text: 'Größe',
      note: expect.stringMatching(GUESSED),
    });
  });
});

describe('a guess', () => {
  it('is told', () => {
    expect(noteOf(bytes('Gr', 0xf6, 0xdf, 'e'))).toMatch(GUESSED);
    expect(noteOf(utf8('Größe'))).toBeNull();
    const note = 'The text is not all in UTF-8: read as UTF-8. Some letters cannot be read.';
    expect(noteOf(bytes('Größe ', 0xff, ' x'))).toBe(note);
  });

  it('is none where the text itself holds the sign for what cannot be read', () => {
    expect(decodeText(utf8('a \ufffd b'))).toEqual({ text: 'a \ufffd b', note: null });
  });
});

describe('any octets under any charset', () => {
  const label = fc.oneof(
    fc.constantFrom('utf-8', 'utf-16', 'gbk', 'iso-2022-jp', 'windows-1251', 'latin1'),
    fc.string(),
  );

  it('are text, and a note is one sentence or two', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.option(label), (octets, charset) => {
        const { text, note } = decodeText(octets, charset);
        expect(text.isWellFormed()).toBe(true);
        expect(note ?? 'None.').toMatch(/^[^\u0000-\u001f\u007f-\u009f]+\.$/);
      }),
    );
  });

  it('that are UTF-8 stay what they are, where that is said or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('utf-8', 'UTF8', null), (text, charset) => {
        fc.pre(!/^[\ufeff\ufffe]/.test(text));
        expect(decodeText(utf8(text), charset)).toEqual({ text, note: null });
      }),
    );
  });
});
