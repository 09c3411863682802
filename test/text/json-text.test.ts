import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toJsonText } from '../../src/text/json-text.ts';

test('JSON holds no control character as it is, and means the same', () => {
  const value = { 'a\u202eb': ['\u007f', '\u009b31m', '\u2066x\u2069', '\u061c\u200f', 'Café 🧘🏽‍♀️ יוגה'] };
  const text = toJsonText(value, 2);
  expect(text).not.toMatch(/[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  expect(text).toContain('\\u009b31m');
  expect(text).toContain('Café 🧘🏽‍♀️ יוגה');
  expect(JSON.parse(text)).toEqual(value);
});

test('whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(toJsonText(text))).toBe(JSON.parse(JSON.stringify(text)));
      expect(toJsonText(text)).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});
