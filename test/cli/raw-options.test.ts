import { describe, expect, it } from 'vitest';
import { checkBookingFields } from '../../src/bookings/said-fields.ts';
import type { RawInput } from '../../src/cli/command.ts';
import { bookingFields } from '../../src/cli/raw-options.ts';

function fieldsOf(options: RawInput['options']) {
  return checkBookingFields(bookingFields({ arguments: [], options }));
}

describe('a length of a class', () => {
  it.each([
    ['60', 60],
    ['1h', 60],
    ['1h30', 90],
    ['90m', 90],
    ['1.5 hours', 90],
    ['7d', 10_080],
  ])('--duration %s is %i minutes', (duration, durationMinutes) => {
    expect(fieldsOf({ duration })).toEqual({ durationMinutes });
  });

  it.each(['', '0', '-5', '45.5', '1e9', '1h and', '8d', 'long'])('--duration %j is refused', (duration) => {
    expect(() => fieldsOf({ duration })).toThrow(expect.objectContaining({ kind: 'usage' }));
  });
});

describe('what a class costs', () => {
  it.each([
    [{ price: '14€' }, { price: 14_000, currency: 'EUR' }],
    [{ price: '14' }, { price: 14_000 }],
    [
      { price: '14 EUR', lateFee: '€12' },
      { price: 14_000, lateFee: 12_000, currency: 'EUR' },
    ],
    [
      { price: '14', lateFee: '12 EUR', currency: 'eur' },
      { price: 14_000, lateFee: 12_000, currency: 'EUR' },
    ],
    [
      { price: '', lateFee: '', currency: '' },
      { price: null, lateFee: null, currency: null },
    ],
  ])('%o is %o', (options, fields) => {
    expect(fieldsOf(options)).toEqual(fields);
  });

  it.each([
    { price: '14€', currency: 'USD' },
    { price: '14 EUR', lateFee: '12 USD' },
  ])('%o names two currencies', (options) => {
    expect(() => fieldsOf(options)).toThrow(expect.objectContaining({ code: 'two_currencies' }));
  });
});
