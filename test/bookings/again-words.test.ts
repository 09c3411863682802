import { describe, expect, it } from 'vitest';
import { splitAgain } from '../../src/bookings/again-words.ts';
import { command, field, phrase, words } from '../../src/words.ts';

describe('the words after again', () => {
  it.each<[words: string[], reference: string | undefined, when: string | undefined]>([
    [[], undefined, undefined],
    [['spin'], 'spin', undefined],
    [['last'], 'last', undefined],
    [['last', 'friday'], 'last friday', undefined],
    [['Last', 'fri'], 'Last fri', undefined],
    [['last', 'friday', 'sat', '9am'], 'last friday', 'sat 9am'],
    [['last friday', 'sat', '9am'], 'last friday', 'sat 9am'],
    [['last', 'tomorrow', '18:00'], 'last', 'tomorrow 18:00'],
    [['next', '18:00'], 'next', '18:00'],
    [['next friday'], 'next friday', undefined],
    [['thu vinyasa', 'fri'], 'thu vinyasa', 'fri'],
  ])('%j are %j at %j', (words, reference, when) => {
    expect(splitAgain(words)).toEqual({ reference, when });
  });

  it('with two meanings are refused, and both are named', () => {
    expect(() => splitAgain(['next', 'fri', '18:00'])).toThrow(
      expect.objectContaining({
        message: '“next fri” could be the class of next fri, or the next class on fri.',
        hint: words`Write ${command('again', phrase('next fri'))}, or ${command('again', 'next', field('at', phrase('fri 18:00')))}.`,
      }),
    );
  });
});
