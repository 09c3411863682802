import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEnglishToo, withoutIdleWords } from '../../src/bookings/reference-tongue.ts';
import { doubtfulIds, readReferences } from '../../src/bookings/reference-words.ts';

/** Prefixes of existing ids. */
const IDS = ['9f1c', '4821', 'cafe', 'beef', '9f1c27ab', '20261124'];
const read = (...words: readonly string[]) => readReferences(words, (word) => IDS.includes(word));

describe('the words after a command', () => {
  it.each<[what: string, words: string[], references: string[]]>([
    ['nothing', [], []],
    ['nothing but blanks', ['', ' '], []],
    ['one word', ['spin'], ['spin']],
    ['a day and a class', ['tue', 'spin'], ['tue spin']],
    ['a class and a day', ['yin', 'fri'], ['yin fri']],
    ['the same in quotes', ['tue spin'], ['tue spin']],
    ['two classes, which could be one', ['barre', 'yin'], ['barre yin']],
    ['two days, which could be one', ['tue', 'fri'], ['tue fri']],
    ['many words', ['fri', '27', 'nov', 'spin', '45', 'at', '18:00'], ['fri 27 nov spin 45 at 18:00']],
    ['an empty word among others', ['tue', '', 'spin'], ['tue spin']],

    ['words in quotes, twice', ['thu vinyasa', 'fri spin'], ['thu vinyasa', 'fri spin']],
    ['quotes around one word cannot be seen', ['thu', 'fri'], ['thu fri']],
    ['but a blank in them can', ['thu ', ' fri'], ['thu', 'fri']],
    ['a word narrows what is quoted before it', ['spin 45', 'fri'], ['spin 45 fri']],
    ['and behind it', ['fri', 'spin 45'], ['fri spin 45']],
    ['also where they contradict', ['thu vinyasa', 'fri'], ['thu vinyasa fri']],

    ['next and last', ['next', 'last'], ['next', 'last']],
    ['in capitals', ['NEXT', 'Last'], ['NEXT', 'Last']],
    ['next of a class', ['next', 'spin'], ['next spin']],
    ['last of a day', ['last', 'fri'], ['last fri']],
    ['next of a class in quotes', ['next', 'spin 45'], ['next spin 45']],
    ['next, and a class on a day', ['next', 'thu vinyasa'], ['next', 'thu vinyasa']],
    ['next, and a time', ['next', 'vinyasa 18:00'], ['next', 'vinyasa 18:00']],
    ['a class in quotes, and next', ['spin 45', 'next'], ['spin 45', 'next']],
    ['last of one class, and another', ['last', 'yin yoga', 'spin 45'], ['last yin yoga', 'spin 45']],

    ['ids', ['9f1c', '4821'], ['9f1c', '4821']],
    ['ids that are words', ['cafe', 'beef'], ['cafe', 'beef']],
    ['words that are no ids here', ['cafe', 'fade'], ['cafe fade']],
    ['an id and a time that is none here', ['9f1c', '1830'], ['9f1c 1830']],
    ['an id and a word', ['9f1c', 'spin'], ['9f1c spin']],
    ['an id, next and quotes', ['9f1c', 'next', 'thu vinyasa'], ['9f1c', 'next', 'thu vinyasa']],
    [
      'a whole id, known or not',
      ['0f1c27ab-1234-4abc-8def-000000000001', '9f1c'],
      ['0f1c27ab-1234-4abc-8def-000000000001', '9f1c'],
    ],
    ['what a screen shows of an id, known or not', ['0f1c27ab', '1f1c27ab'], ['0f1c27ab', '1f1c27ab']],
    ['days that look like ids', ['1dec', 'feb24'], ['1dec feb24']],
    ['a date', ['2026-11-24', 'next'], ['2026-11-24 next']],
  ])('%s', (_, words, references) => {
    expect(read(...words)).toEqual(references);
  });

  it('are one reference as soon as one of them is a plain word', () => {
    const other = fc.constantFrom<string>('next', 'last', '9f1c', 'thu vinyasa', 'spin 45', '9f1c27ab', 'fri', '18:00');
    fc.assert(
      fc.property(fc.array(other), fc.constantFrom('spin', 'tue', 'north', 'x', '7'), fc.nat(), (others, word, at) => {
        const words = others.toSpliced(at % (others.length + 1), 0, word);
        expect(read(...words)).toEqual([words.join(' ')]);
      }),
    );
  });
});

describe('a doubtful id', () => {
  it('is a word that may begin an id or be something else, among several words', () => {
    expect(doubtfulIds(['cafe'])).toEqual([]);
    expect(doubtfulIds(['cafe', '1830', 'ab1', '9f1c27ab', '2026-11-24', 'spin', 'next'])).toEqual(['cafe', '1830']);
  });
});

describe('a reference without idle words', () => {
  it.each([
    ["tomorrow's pilates", 'tomorrow pilates'],
    ['tuesdays yoga', 'tuesday yoga'],
    ['my next yoga class', 'next yoga'],
    ['next class', 'next'],
    ['yoga masterclass', null],
    ['class', null],
    ['sunrise', null],
    ['yoga', null],
  ])('%s is %s', (words, plain) => {
    expect(withoutIdleWords(words)).toBe(plain);
  });
});

describe('a reference in the language of a person', () => {
  it.each<[string, string | null, readonly string[]]>([
    ['Freitag yoga', 'de-DE', ['Freitag yoga', 'friday yoga']],
    ['Di', 'de', ['Di', 'tuesday']],
    ['mardi 24 novembre', 'fr-FR', ['mardi 24 novembre', 'tuesday 24 november']],
    ['yoga', 'de-DE', ['yoga']],
    ['Freitag', 'en-GB', ['Freitag']],
    ['Freitag', null, ['Freitag']],
  ])('%s in %s is %j', async (words, locale, texts) => {
    const lower = (all: readonly string[]) => all.map((each) => each.toLowerCase());
    expect(lower(await inEnglishToo(words, locale))).toEqual(lower(texts));
  });
});
