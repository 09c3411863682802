import { describe, expect, it } from 'vitest';
import { splitAgain } from '../src/bookings/again-words.ts';
import { timeGivenTwice } from '../src/bookings/class-and-when.ts';
import { nothingFound } from '../src/bookings/reference-errors.ts';
import { parseRepeatRule } from '../src/bookings/repeat-rule.ts';
import { requireFileName } from '../src/config/paths.ts';
import { NuminaError } from '../src/errors.ts';
import { loginOf } from '../src/intake/feeds/said-access.ts';
import { parseStatusMap } from '../src/intake/status-words.ts';
import { refuseReversal } from '../src/journal/plan-reversal.ts';
import { nothingToSet } from '../src/reminders/check-preferences.ts';
import { wordForTerminal } from '../src/terminal-words.ts';
import { refuseRange } from '../src/time/english/refusals.ts';
import {
  type CommandPart,
  command,
  field,
  formatWords,
  phrase,
  type Wording,
  type Words,
  words,
} from '../src/words.ts';

/** The wording of a front end that has fields and operations, and no command line. */
const BY_NAMES: Wording = {
  field: ({ field: name, value }) => (value === null ? name : `${name} ${plain(value)}`),
  command: ({ command: path, args }) => [path, ...args.map(plain)].join(', '),
};

function plain(argument: CommandPart['args'][number]): string {
  if (typeof argument === 'string') return argument;
  return 'phrase' in argument ? argument.phrase : BY_NAMES.field(argument);
}

function errorOf(make: () => unknown): NuminaError {
  try {
    const made = make();
    if (made instanceof NuminaError) return made;
  } catch (error) {
    if (error instanceof NuminaError) return error;
  }
  throw new Error('There was no error.');
}

const SAMPLES: readonly (readonly [what: string, make: () => unknown, hint: string])[] = [
  ['a reference', () => splitAgain(['next', 'fri', '18:00']), 'Write again, next fri, or again, next, at fri 18:00.'],
  ['a booking', () => nothingFound('yoga', []), 'list shows them with their ids.'],
  [
    'a step',
    () => refuseReversal('Yoga'),
    'Nothing was changed. If a sync did it, undo, sync NAME takes that back first; else edit sets it right.',
  ],
  ['reminders', nothingToSet, 'Name isEnabled, offsetsMinutes, cancelByOffsetsMinutes, channels or quietHours.'],
  [
    'a span',
    () => refuseRange('18:00-19:00'),
    'Write the start only, and the length with durationMinutes, like durationMinutes 60.',
  ],
  ['a file', () => requireFileName(''), 'Give it one, or leave db out.'],
];

describe('words', () => {
  it.each(SAMPLES)('of %s are those of a front end without a command line', (_, make, hint) => {
    const error = errorOf(make);
    const said = [error.fact, error.hint ?? ''].map((each) => formatWords(each, BY_NAMES)).join(' ');
    expect(formatWords(error.hint ?? '', BY_NAMES)).toBe(hint);
    expect(said).not.toMatch(/--[a-z]|\bnumina\b/);
  });

  it.each([
    ['at', () => timeGivenTwice('mon', 'tue')],
    ['repeat.rule', () => parseRepeatRule('FREQ=WEEKLY;COLOUR=RED', 'Europe/Berlin')],
    ['mapStatus', () => parseStatusMap(['verified'])],
    ['user', () => loginOf({ passwordFile: '/key' })],
    [null, () => loginOf({ user: 'ana' })],
  ])('name the field of an error where they name one alone: %s', (name, make) => {
    expect(errorOf(make).field).toBe(name);
  });

  it('without a field or a command are text', () => {
    expect(words`${2} of ${'yoga'}.`).toBe('2 of yoga.');
  });

  it('hold other words', () => {
    const inner: Words = words`with ${field('at')}`;
    expect(words`Say it ${inner}.`).toEqual(['Say it with ', field('at'), '.']);
  });

  it('are typed as a shell takes them', () => {
    expect(wordForTerminal(command('book', phrase('Yoga'), 'mon', field('status', 'attended')))).toBe(
      'numina book "Yoga" mon --attended',
    );
  });
});
