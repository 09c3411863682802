import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName, slipsBetween } from '../../src/bookings/near-name.ts';

const KNOWN = ['Spin 45', 'Vinyasa Flow', 'Reformer Pilates', 'Yoga', 'Barre', 'Boxing', 'HIIT', 'Yin'];

describe('the known name nearest to', () => {
  it.each([
    ['Spim', 'Spin 45'],
    ['Spinn', 'Spin 45'],
    ['Spni', 'Spin 45'],
    ['Sppin 45', 'Spin 45'],
    ['Spin45', 'Spin 45'],
    ['Vinyassa', 'Vinyasa Flow'],
    ['Vinnyassa', 'Vinyasa Flow'],
    ['vinyasa folw', 'Vinyasa Flow'],
    ['Vinayssa Flow', 'Vinyasa Flow'],
    ['Refromer', 'Reformer Pilates'],
    ['Reformer Pilatse', 'Reformer Pilates'],
    ['Yoag', 'Yoga'],
    ['Yogga', 'Yoga'],
    ['Ygoa', 'Yoga'],
    ['Oga', 'Yoga'],
    ['Bare', 'Barre'],
    ['Baarree', 'Barre'],
    ['Boxin9', 'Boxing'],
    ['HIT', 'HIIT'],
    ['Yinn', 'Yin'],
  ])('%s is %s', (typed, name) => {
    expect(nearestName(KNOWN, typed)).toBe(name);
  });

  it.each(['Zumba', 'TRX', 'Pole', 'Hot Flow', 'Bo', 'Step Aerobics', 'Pilates', 'Evening Yoga', '7'])(
    '%s is none',
    (typed) => {
      expect(
        nearestName(['Morning Yoga', 'Spin 45', 'Vinyasa Flow', 'Reformer Pilates', 'Boot Camp', 'X'], typed),
      ).toBe(typed === 'Bo' ? 'Boot Camp' : null);
    },
  );

  it('is the one with the fewest slips; null where the name itself is known', () => {
    expect(nearestName(['Spinning', 'Spin', 'Span'], 'Spinn')).toBe('Spinning');
    expect(nearestName(['Span', 'Spin'], 'Spinn')).toBe('Spin');
    expect(nearestName(['Spinn', 'Spin'], 'spinn')).toBeNull();
    expect(nearestName([], 'Spin')).toBeNull();
  });

  // No letter is doubled and nothing is cut off at the end, so each letter counts one.
  it.each<[name: string, typed: string, isNear: boolean]>([
    ['ab', 'xb', false],
    ['abc', 'xbc', true],
    ['abc', 'xyc', false],
    ['abcde', 'xbcde', true],
    ['abcde', 'xycde', false],
    ['abcdef', 'xycdef', true],
    ['abcdef', 'xyzdef', false],
    ['abcdefghijklmnopqrst', 'xycdefghijklmnopqrst', true],
    ['abcdefghijklmnopqrst', 'xyzdefghijklmnopqrst', false],
    // The longer of the two counts: one letter too many makes five of them six.
    ['abcde', 'xyabcde', true],
    ['ab', 'xab', true],
    // A doubled letter is half a slip, with a whole one it is too much for five letters.
    ['abcd', 'xbbcd', false],
    ['abcde', 'xbbcde', true],
  ])('allows one slip from three letters on and two from six on: %s, %s: %s', (name, typed, isNear) => {
    expect(nearestName([name], typed)).toBe(isNear ? name : null);
  });

  it('is a whole name rather than the first words of another, but not with one slip more', () => {
    expect(nearestName(['Abcdef North', 'Abcdef'], 'Xbcdef')).toBe('Abcdef');
    expect(nearestName(['Abcdef North', 'Aycdef'], 'Abcdex')).toBe('Abcdef North');
  });

  it('is found after any single slip, in names of three letters and more', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdefghiklmnoprstuvwyz'), minLength: 3, maxLength: 20 });
    const slip = fc.constantFrom('wrong', 'missing', 'too many', 'exchanged', 'doubled');
    fc.assert(
      fc.property(letters, slip, fc.nat(), (name, kind, at) => {
        const index = at % (name.length - 1);
        const [before, one = '', two = '', after] = [
          name.slice(0, index),
          name[index],
          name[index + 1],
          name.slice(index + 2),
        ];
        const typed = {
          wrong: `${before}x${two}${after}`,
          missing: `${before}${two}${after}`,
          'too many': `${before}${one}x${two}${after}`,
          exchanged: `${before}${two}${one}${after}`,
          doubled: `${before}${one}${one}${two}${after}`,
        }[kind];
        fc.pre(typed !== name);
        expect(nearestName([name], typed)).toBe(name);
        expect(nearestName([`${name} 45`], typed)).toBe(`${name} 45`);
      }),
    );
  });
});

describe('slips between two texts', () => {
  it.each([
    ['spin', 'spin', 0],
    ['spin', 'spinn', 0.5],
    ['spin', 'spim', 1],
    ['spin', 'spni', 1],
    ['spin', 'pin', 1],
    ['spin', '', 4],
    ['vinyasa', 'vinnyassa', 1],
    ['kitten', 'sitting', 3],
  ])('%s and %s: %d', (one, other, slips) => {
    expect(slipsBetween(one, other)).toBe(slips);
  });

  it('are the same in both directions, and 0 only for the same text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '🧘'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(slipsBetween(one, other)).toBe(slipsBetween(other, one));
        expect(slipsBetween(one, other) === 0).toBe(one === other);
      }),
    );
  });
});
