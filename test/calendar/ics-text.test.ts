import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, escapeText, foldLines } from '../../src/calendar/ics-text.ts';

const octets = (text: string) => Buffer.byteLength(text);

describe('a line is folded at 75 octets', () => {
  it('leaves 75 octets whole and folds the 76th', () => {
    const full = `${'x'.repeat(75)}\r\n`;
    expect(foldLines(full)).toBe(full);
    expect(foldLines(`${'x'.repeat(76)}\r\n`)).toBe(`${'x'.repeat(75)}\r\n x\r\n`);
  });

  it('counts the space of a continuation line', () => {
    const lines = foldLines(`${'x'.repeat(75 + 74 + 1)}\r\n`).split('\r\n');
    expect(lines.map(octets)).toEqual([75, 75, 2, 0]);
  });

  it('counts octets, not characters, and never cuts one', () => {
    // 25 characters of three octets fill the line to the last octet; one octet more and the last must move.
    expect(foldLines(`${'語'.repeat(25)}\r\n`)).toBe(`${'語'.repeat(25)}\r\n`);
    expect(foldLines(`x${'語'.repeat(25)}\r\n`)).toBe(`x${'語'.repeat(24)}\r\n 語\r\n`);
    expect(foldLines(`xxx${'🚴'.repeat(19)}\r\n`)).toBe(`xxx${'🚴'.repeat(18)}\r\n 🚴\r\n`);
  });

  it('gives back any text when unfolded, in lines that are short enough and valid UTF-8', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }).map(cleanText)), (lines) => {
        const text = lines.map((line) => `${line.replaceAll('\n', '')}\r\n`).join('');
        const folded = foldLines(text);
        expect(folded.replaceAll('\r\n ', '')).toBe(text.replaceAll('\r\n ', ''));
        for (const line of Buffer.from(folded).toString('latin1').split('\r\n')) {
          expect(line.length).toBeLessThanOrEqual(75);
          expect(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'))).not.toThrow();
        }
      }),
    );
  });
});

describe('text', () => {
  it('loses control characters and keeps tabs', () => {
    expect(cleanText('a\u0000b\u0007c\u001b[31md\u007fe\u009bf\tg')).toBe('abc[31mdef\tg');
  });

  it('has one kind of line break', () => {
    expect(cleanText('a\r\nb\rc\nd\u0085e\u2028f\u2029g')).toBe('a\nb\nc\nd\ne\nf\ng');
  });

  it('is escaped as the RFC says', () => {
    expect(escapeText('a\\b;c,d\ne:"f"')).toBe('a\\\\b\\;c\\,d\\ne:"f"');
  });
});
