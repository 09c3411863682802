import { describe, expect, it } from 'vitest';
import { nearWord } from '../../../src/time/english/words.ts';

describe('a misspelt word', () => {
  it.each<[typed: string, meant: string | null]>([
    ['tomorow', 'tomorrow'],
    ['Tomorrow', null],
    // Three letters are a name as likely as a slip.
    ['day', null],
    ['wek', null],
    ['nex', null],
    // One slip in four and five letters.
    ['nexx', 'next'],
    ['nxyt', null],
    ['todax', 'today'],
    ['toxax', null],
    // Two in six and more.
    ['fridxx', 'friday'],
    ['frxxxy', null],
    ['midnixxt', 'midnight'],
    ['midnxxxt', null],
  ])('%s is %s', (typed, meant) => {
    expect(nearWord(typed)).toBe(meant);
  });

  it('is the nearest of those that it may be', () => {
    expect(nearWord('weeks')).toBe('week');
    expect(nearWord('mondax')).toBe('monday');
    expect(nearWord('sundax')).toBe('sunday');
  });
});
