import { describe, expect, it } from 'vitest';
import { checkTarget, type SaidTarget } from '../../src/calendar/export-target.ts';

const PLAIN: SaidTarget = { isOfOne: false, format: undefined, output: undefined, vdir: undefined, google: false };
const check = (said: Partial<SaidTarget>) => () => checkTarget({ ...PLAIN, ...said });

describe('where an export goes', () => {
  it.each<[string, Partial<SaidTarget>]>([
    ['standard output', {}],
    ['a file', { output: 'x.csv', format: 'csv' }],
    ['a folder', { vdir: 'calendar' }],
    ['a folder, of .ics by name', { vdir: 'calendar', format: 'ics' }],
    ['the link of one booking', { google: true, isOfOne: true }],
  ])('may be %s', (_, said) => {
    expect(check(said)).not.toThrow();
  });

  it.each<[string, Partial<SaidTarget>, string]>([
    ['a link of all', { google: true }, '--google needs a booking.'],
    ['a file without a name', { output: ' ' }, 'The name of the file is empty.'],
    ['a folder without a name', { vdir: '' }, 'The name of the folder is empty.'],
    ['a folder of one booking', { vdir: 'a', isOfOne: true }, '--vdir and a single booking exclude each other.'],
    ['a folder and a file', { vdir: 'a', output: 'b' }, '--vdir and --output exclude each other.'],
    ['a folder of a table', { vdir: 'a', format: 'csv' }, '--vdir and --format csv exclude each other.'],
    ['a folder and a link', { vdir: 'a', google: true, isOfOne: true }, 'exclude each other'],
  ])('is never %s', (_, said, message) => {
    expect(check(said)).toThrow(message);
  });
});
