import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { parseTimeOfDay, parseTimeRange } from '../../src/time/parse-time-range.ts';

describe('a time of day', () => {
  it.each([
    ['7:30', '07:30'],
    ['07:30', '07:30'],
    ['7pm', '19:00'],
    ['7.30 p.m.', '19:30'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['noon', '12:00'],
    ['0:00', '00:00'],
    [' 23:59 ', '23:59'],
  ])('%s is %s', (text, time) => {
    expect(parseTimeOfDay(text)).toBe(time);
  });

  it.each(['', '7', '24:00', '25:00', '7:60', '13pm', '7:30:15', '7.30', 'midnight', 'evening', '7:30 8:30', '-7:30'])(
    '%j is refused',
    (text) => {
      expect(() => parseTimeOfDay(text)).toThrow(UsageError);
    },
  );
});

describe('a range of times', () => {
  it.each([
    ['morning', '05:00', '12:00'],
    ['Afternoon', '12:00', '17:00'],
    ['evening', '17:00', '05:00'],
    ['18:00-20:30', '18:00', '20:30'],
    ['7am - 9am', '07:00', '09:00'],
    ['18:00–20:00', '18:00', '20:00'],
    ['22:00-06:00', '22:00', '06:00'],
    ['17:00-24:00', '17:00', '00:00'],
    ['18:00–19:15', '18:00', '19:15'],
    ['18:00 — 19:15', '18:00', '19:15'],
    ['from 18:00 to 19:15', '18:00', '19:15'],
    ['22-7', '22:00', '07:00'],
    ['07-09', '07:00', '09:00'],
    ['9-17', '09:00', '17:00'],
    ['18h-20h', '18:00', '20:00'],
    ['22-midnight', '22:00', '00:00'],
    ['10pm-7am', '22:00', '07:00'],
    ['10p-7a', '22:00', '07:00'],
    ['10-7am', '22:00', '07:00'],
    ['6-7pm', '18:00', '19:00'],
    ['11-1pm', '11:00', '13:00'],
    ['11am-1', '11:00', '13:00'],
    ['6:00 – 7:30 PM', '18:00', '19:30'],
  ])('%s is from %s to %s', (text, from, to) => {
    expect(parseTimeRange(text)).toEqual({ from, to });
  });

  it.each([
    '',
    'night',
    '18:00',
    '18:00-',
    '-18:00',
    '18:00-18:00',
    '24:00-06:00',
    '25-7',
    '22-7-9',
    '1:00-2:00-3:00',
    'constructor',
  ])('%j is refused', (text) => {
    expect(() => parseTimeRange(text)).toThrow(UsageError);
  });

  it('that tells no half of the day is refused with both', () => {
    expect(() => parseTimeRange('10-7')).toThrow(
      expect.objectContaining({
        message: '“10-7” could be 10:00–19:00 or 22:00–07:00.',
        hint: 'Write 10:00-19:00 or 22:00-07:00.',
      }),
    );
  });

  it('is refused by nothing but a usage error', () => {
    const parts = fc.array(fc.constantFrom('18:00', '-', '–', '24:00', 'am', 'pm', '7', ' ', 'morning', '\0'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          parts.map((words) => words.join('')),
        ),
        (text) => {
          try {
            const { from, to } = parseTimeRange(text);
            expect(`${from} ${to}`).toMatch(/^[0-2]\d:[0-5]\d [0-2]\d:[0-5]\d$/);
          } catch (error) {
            if (!(error instanceof UsageError)) throw error;
          }
        },
      ),
    );
  });
});
