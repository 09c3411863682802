import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { parseDurationMinutes, parseUnitDuration } from '../../src/time/parse-duration.ts';

describe('a duration', () => {
  it.each([
    ['45', 45],
    ['90m', 90],
    ['90 min', 90],
    ['1 minute', 1],
    ['12h', 720],
    ['1.5 hours', 90],
    ['1d', 1440],
    ['2 days', 2880],
    ['1 week', 10_080],
    ['1h30m', 90],
    ['1h30', 90],
    [' 1 H  30 MIN ', 90],
    ['1 hour and 30 minutes', 90],
    ['1 day, 2 hours', 1560],
    ['366d', 527_040],
  ])('%s is %i minutes', (text, minutes) => {
    expect(parseDurationMinutes(text)).toBe(minutes);
  });

  it.each([
    ['0', 'at least a minute'],
    ['0h', 'at least a minute'],
    ['-5', 'never negative'],
    ['-1h', 'never negative'],
    ['1.5', 'whole minutes'],
    ['0.01h', 'whole minutes'],
    ['1e9', 'Not a duration'],
    ['1000000000', 'at most a year'],
    ['367d', 'at most a year'],
    ['9'.repeat(90), 'at most a year'],
    ['NaN', 'Not a duration'],
    ['Infinity', 'Not a duration'],
    ['', 'Not a duration'],
    [' ', 'Not a duration'],
    ['h', 'Not a duration'],
    ['1 month', 'Not a duration'],
    ['1:30', 'Not a duration'],
    ['1h -30m', 'Not a duration'],
    ['1h and', 'Not a duration'],
    ['1h, ', 'Not a duration'],
    ['30 s', 'Not a duration'],
    ['1hm', 'Not a duration'],
    ['45 minutes please', 'Not a duration'],
    ['4\u00005', 'Not a duration'],
  ])('%j is refused: %s', (text, fact) => {
    expect(() => parseDurationMinutes(text)).toThrow(UsageError);
    expect(() => parseDurationMinutes(text)).toThrow(fact);
  });

  it('that must name its unit is the same with one, and refused with both readings without', () => {
    for (const text of ['12h', '1h30', '90m', '2 days']) {
      expect(parseUnitDuration(text)).toBe(parseDurationMinutes(text));
    }
    for (const text of ['2', ' 2 ', '12', '1.5']) {
      const number = text.trim();
      const message = `“${number}” could be ${number} hours or ${number} minutes.`;
      expect(() => parseUnitDuration(text)).toThrow(expect.objectContaining({ code: 'unit_missing', message }));
    }
    expect(() => parseUnitDuration('0')).toThrow('at least a minute');
  });

  it('is read back from any way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 527_040 }), (minutes) => {
        const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
        expect(parseDurationMinutes(String(minutes))).toBe(minutes);
        expect(parseDurationMinutes(`${minutes} min`)).toBe(minutes);
        expect(parseDurationMinutes(`${days}d${hours}h${rest}m`)).toBe(minutes);
        expect(parseDurationMinutes(`${days} days, ${hours} hours and ${rest} minutes`)).toBe(minutes);
      }),
    );
  });

  it('is a whole number of minutes or refused, whatever is typed', () => {
    const parts = fc.array(fc.constantFrom('1', '0', '.', '-', 'h', 'm', 'd', ' ', 'and', ',', 'min', 'e9'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          parts.map((words) => words.join('')),
        ),
        (text) => {
          try {
            expect(parseDurationMinutes(text)).toBeGreaterThanOrEqual(1);
            expect(Number.isInteger(parseDurationMinutes(text))).toBe(true);
          } catch (error) {
            if (!(error instanceof UsageError)) throw error;
          }
        },
      ),
    );
  });
});
