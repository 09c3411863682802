import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable, printableLines, singleLine } from '../../src/render/printable.ts';
import { textWidth } from '../../src/render/width.ts';

describe('printable', () => {
  test.each([
    ['plain text stays', 'Spin 45 · Café', 'Spin 45 · Café'],
    ['colours are taken out', '\x1b[31mred\x1b[0m', 'red'],
    ['cursor movement and clearing too', 'a\x1b[2J\x1b[Hb', 'ab'],
    ['a window title too, however it ends', 'a\x1b]0;pwned\x07b\x1b]8;;http://x\x1b\\c', 'abc'],
    ['an unended string swallows what it would swallow', 'a\x1b]0;pwned', 'a'],
    ['8-bit controls too', 'a\x9b31mb\x85c', 'ab c'],
    ['a lone escape', 'a\x1b', 'a'],
    ['bells and backspaces', 'a\x07\x08b', 'ab'],
    ['line breaks become a space', 'a\r\nb\tc\u2028d', 'a b c d'],
    ['overrides of direction', 'abc\u202edef', 'abcdef'],
    ['stacked marks are thinned', `a${'\u0301'.repeat(50)}`, `a${'\u0301'.repeat(3)}`],
    ['a mark without a letter before it', '\u0301a', 'a'],
    ['joined emoji stay joined', '👨‍👩‍👧‍👦 Family', '👨‍👩‍👧‍👦 Family'],
    ['half a character', 'a\ud83db', 'ab'],
  ])('%s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test('isolates right-to-left text, and only for the screen', () => {
    expect(printable('יוגה 45')).toBe('\u2068יוגה 45\u2069');
    expect(singleLine('יוגה 45')).toBe('יוגה 45');
  });

  test('leaves no control character and no line break, whatever comes', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 60 });
    const escaped = fc
      .array(fc.constantFrom('\x1b', '[', ']', '0;', 'm', '\x07', '\x9c', 'x', '\u202e', '\n'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(hostile, escaped), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066\u2067]/u);
      }),
    );
  });
});

describe('printableLines', () => {
  test('keeps the lines of notes and wraps them', () => {
    expect(printableLines('Bring the grey shoes.\r\nBike 14', 10)).toEqual(['Bring the', 'grey', 'shoes.', 'Bike 14']);
  });

  test('isolates each line by itself', () => {
    expect(printableLines('יוגה\nSpin', 20)).toEqual(['\u2068יוגה\u2069', 'Spin']);
  });

  test('never makes a line too wide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 4, max: 30 }), (text, width) => {
        for (const line of printableLines(text, width)) expect(textWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
