import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { graphemesOf } from '../../src/render/grapheme.ts';
import { alignLeft, alignRight, isNarrow, textWidth, truncate, wrapParts, wrapText } from '../../src/render/width.ts';

/** Characters of many scripts, and clusters of several code points. */
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    fc.constantFrom('👨‍👩‍👧‍👦', '🏋️‍♀️', '🇦🇹', '1️⃣', 'é', 'ก็', '한', 'ﾊﾞ', 'कि', ' '),
  ),
});

describe('textWidth', () => {
  test.each([
    ['Spin 45', 7],
    ['Café Ćwiczenia', 14],
    ['Йога', 4],
    ['✓18:00–18:45 · €12', 18],
    ['瑜伽', 4],
    ['ピラティス', 10],
    ['🏋️‍♀️ Kraft', 8],
    ['👨‍👩‍👧‍👦', 2],
    ['🇦🇹', 2],
    ['e\u0301', 1],
    ['יוגה', 4],
    ['\u2068יוגה\u2069', 4],
    ['\x1b[32m✓\x1b[39m', 1],
    ['', 0],
  ])('%j takes %d columns', (sample, columns) => {
    expect(textWidth(sample)).toBe(columns);
  });

  test.each([
    ['กำ', 2],
    ['น้ำ', 2],
    ['ตอนค่ำ', 5],
    ['ກຳ', 2],
    ['ำ', 1],
    ['क्षि', 3],
    ['ൎക', 2],
    ['မြ', 2],
    ['\u1112\u1161\u11ab', 2],
    ['\u1100\u1161\ud7cb', 2],
    ['a🏽', 3],
    ['👍🏽', 2],
    ['☀', 1],
    ['☀\ufe0f', 2],
    ['☀\ufe0e', 1],
    ['a\u200bb', 2],
    ['a\u2060b', 2],
    ['soft\u00adhyphen', 10],
    ['ﾊﾞ', 2],
    ['🧑🏽‍🤝‍🧑🏽', 2],
  ])('%j takes the columns that its characters take together: %d', (sample, columns) => {
    expect(textWidth(sample)).toBe(columns);
    expect(textWidth(`${sample} ${sample}`)).toBe(2 * columns + 1);
  });

  test('agrees with string-width on the characters of every block', () => {
    const different: string[] = [];
    for (let code = 0x20; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      // The unassigned between wide characters are taken for wide: whatever comes there will be.
      const isInteresting = code < 0x3400 || (code >= 0x1f000 && code < 0x20000);
      if (!isInteresting && code % 23 > 0) continue;
      if (/[\p{Cn}\p{Cc}]/u.test(character)) continue;
      if (textWidth(character) !== stringWidth(character)) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  test('agrees with string-width on text', () => {
    fc.assert(
      fc.property(text, (sample) => {
        expect(textWidth(sample)).toBe(stringWidth(sample));
      }),
    );
  });

  test('is the length of what it calls narrow', () => {
    fc.assert(
      fc.property(text.filter(isNarrow), (sample) => {
        expect(stringWidth(sample)).toBe(sample.length);
      }),
    );
  });
});

describe('truncate', () => {
  test('leaves what fits and marks what it cuts', () => {
    expect(truncate('Reformer', 8)).toBe('Reformer');
    expect(truncate('Reformer', 7)).toBe('Reform…');
    expect(truncate('Reformer', 7, '..')).toBe('Refor..');
    expect(truncate('Reformer', 7, '')).toBe('Reforme');
    expect(truncate('Vinyasa Flow', 9)).toBe('Vinyasa…');
  });

  test('never cuts inside a character', () => {
    expect(truncate('瑜伽瑜伽', 4)).toBe('瑜…');
    expect(truncate('a👨‍👩‍👧‍👦bc', 3)).toBe('a…');
    expect(truncate('cafe\u0301s', 5, '')).toBe('cafe\u0301s');
  });

  test('closes the isolate that it cuts', () => {
    expect(truncate('\u2068יוגה בוקר\u2069', 5)).toBe('\u2068יוגה…\u2069');
  });

  test('stays within its width, and what is kept is a beginning', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 20 }), (sample, width) => {
        const cut = truncate(sample, width, '');
        expect(textWidth(cut)).toBeLessThanOrEqual(width);
        expect(sample.startsWith(cut)).toBe(true);
        expect(graphemesOf(sample).join('')).toBe(sample);
      }),
    );
  });
});

test('aligned text is exactly as wide as asked', () => {
  expect(alignLeft('Yin', 5)).toBe('Yin  ');
  expect(alignRight('Yin', 5)).toBe('  Yin');
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (sample, width) => {
      expect(textWidth(alignLeft(sample, width))).toBe(width);
      expect(textWidth(alignRight(sample, width))).toBe(width);
    }),
  );
});

describe('wrapping', () => {
  test('breaks at spaces, and inside words that are too long', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('a pneumonia', 5)).toEqual(['a', 'pneum', 'onia']);
    expect(wrapText('', 5)).toEqual(['']);
  });

  test('breaks between parts and leaves the separator out there', () => {
    expect(wrapParts(['Studio North', 'Ana', 'mindbody'], ' · ', 18)).toEqual(['Studio North · Ana', 'mindbody']);
    expect(wrapParts([], ' · ', 18)).toEqual([]);
  });

  test('never makes a line too wide', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (sample, width) => {
        for (const line of wrapText(sample, width)) expect(textWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
