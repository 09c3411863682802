import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanNotes, cleanTitle, foldTitle } from '../../src/bookings/text-fields.ts';
import { NuminaError } from '../../src/errors.ts';

describe('a title', () => {
  it.each([
    ['Vinyasa Flow', 'Vinyasa Flow', 'is kept as it is'],
    ['  Vinyasa \t\n Flow\r\n', 'Vinyasa Flow', 'any run of white space is one space, and none at the ends'],
    ['Vinyasa\u0085\u2028Flow\u00a0\u3000II', 'Vinyasa Flow II', 'in every script'],
    ['\u001b[31mRed\u001b[0m', '[31mRed[0m', 'no terminal escapes'],
    ['\u009b31mRed', '31mRed', 'nor their one-character form'],
    ['A\u0000B\u0007C\u007f', 'ABC', 'no control characters'],
    ['A\u202eB\u2066C\u2069\u200eD\u061c', 'ABCD', 'nothing that turns the text about'],
    ['🧘🏽‍♀️ Yoga', '🧘🏽‍♀️ Yoga', 'emoji and their joiners stay'],
    ['יוגה', 'יוגה', 'right-to-left text stays'],
    ['Cafe\u0301', 'Cafe\u0301', 'composed or not, as it was typed'],
    ['A\ud800B', 'A\ufffdB', 'half a character is none'],
  ])('%j → %j: %s', (text, title) => {
    expect(cleanTitle(text, 'class name')).toBe(title);
  });

  it('may have 1,000 characters; an emoji is one', () => {
    expect(cleanTitle('x'.repeat(1000), 'class name')).toHaveLength(1000);
    expect([...cleanTitle('🏋'.repeat(1000), 'class name')]).toHaveLength(1000);
  });

  it('with more is refused with its length, without folded white space', () => {
    expect(() => cleanTitle('x'.repeat(1001), 'class name')).toThrow(
      expect.objectContaining({
        kind: 'usage',
        code: 'text_too_long',
        message: 'The class name has 1,001 characters.',
      }),
    );
    expect(() => cleanTitle('🏋'.repeat(1001), 'location')).toThrow(expect.objectContaining({ code: 'text_too_long' }));
    expect(cleanTitle(`${' '.repeat(500)}${'x'.repeat(1000)}`, 'class name')).toHaveLength(1000);
  });

  it.each(['', '   ', '\n', '\u001b\u0000', '\u00a0'])('%j is empty', (text) => {
    expect(() => cleanTitle(text, 'class name')).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'empty_text', message: 'The class name is empty.' }),
    );
  });

  it('is one clean line for any text, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const title = foldTitle(text);
        expect(title).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|^\s|\s$|\s\s/);
        expect(title.isWellFormed()).toBe(true);
        expect(foldTitle(title)).toBe(title);
      }),
    );
  });
});

describe('notes', () => {
  it('keep their lines and lose other control characters', () => {
    expect(cleanNotes('bring\r\na mat\rand\twater\u001b[2J\u0000')).toBe('bring\na mat\nand  water[2J');
  });

  it('without text are null', () => {
    expect(cleanNotes(' \n\u0007 ')).toBeNull();
  });

  it('may have 20,000 characters', () => {
    expect(cleanNotes('🏋'.repeat(20_000))).toHaveLength(40_000);
    expect(() => cleanNotes('x'.repeat(20_001))).toThrow(NuminaError);
  });
});
