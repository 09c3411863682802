import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from '../src/fold-case.ts';

/** Every character of the planes that have capitals, but the halves of surrogate pairs. */
const CHARACTERS = Array.from({ length: 0x20000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);

describe('a folded text', () => {
  it.each([
    ['YOGA', 'yoga'],
    ['İnce Yoga', 'ince yoga'],
    ['I\u0307nce', 'ince'],
    ['IŞIK', 'ışık'],
    ['STRASSE', 'Straße'],
    ['STRAẞE', 'strasse'],
    ['ΓΙΌΓΚΑΣ', 'γιόγκας'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
    ['ЙОГА', 'йога'],
    ['Йога', 'и\u0306ога'],
    ['CAFÉ', 'cafe\u0301'],
    ['ﬁt', 'FIT'],
    ['ŉ', 'ʼN'],
    ['ᾳ', 'ΑΙ'],
    ['\u212a', 'k'],
    ['ſ', 'S'],
    ['ՅՈԳԱ և', 'յոգա եւ'],
    ['ᲘᲝᲒᲐ', 'იოგა'],
    ['ＹＯＧＡ', 'ｙｏｇａ'],
  ])('is the same of %s and of %s', (one, other) => {
    expect(foldCase(one)).toBe(foldCase(other));
  });

  it.each([
    ['für', 'fur'],
    ['Ñandú', 'nandu'],
    ['ヨガ', 'よが'],
    ['и', 'й'],
  ])('keeps the accents that tell %s from %s', (one, other) => {
    expect(foldCase(one)).not.toBe(foldCase(other));
  });

  it('is the same for a character, its capitals and its small letters', () => {
    const wrong = CHARACTERS.filter((code) => {
      const character = String.fromCodePoint(code);
      const folded = foldCase(character);
      return [character.toUpperCase(), character.toLowerCase(), folded].some((each) => foldCase(each) !== folded);
    });
    expect(wrong.map((code) => code.toString(16))).toEqual([]);
  });

  it('joins what regular expressions without case join (simple case folding)', () => {
    const groups = new Map<string, string>();
    for (const code of CHARACTERS) {
      const character = String.fromCodePoint(code);
      const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
      for (const each of [lower, upper]) if (each !== character) groups.set(character, each);
    }
    const wrong = [...groups].filter(
      ([one, other]) =>
        [...other].length === 1 && new RegExp(`^${one}$`, 'iu').test(other) && foldCase(one) !== foldCase(other),
    );
    expect(wrong).toEqual([]);
  });

  it('is folded already, in any form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldCase(text);
        expect(foldCase(folded)).toBe(folded);
        expect(foldCase(text.normalize('NFC'))).toBe(folded);
        expect(foldCase(text.normalize('NFD'))).toBe(folded);
      }),
    );
  });
});
