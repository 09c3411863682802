import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount, parseCurrency, parseMoney, readThousandths } from '../../src/bookings/money.ts';

describe('an amount', () => {
  it.each([
    ['0', 0],
    ['12', 12_000],
    ['12.5', 12_500],
    ['12.50', 12_500],
    ['12,50', 12_500],
    ['0,05', 50],
    ['1.2500', 1250],
    ['0.125', 125],
    ['1234.567', 1_234_567],
    [' 14 ', 14_000],
    ['999999999.999', 999_999_999_999],
  ])('%j is %i thousandths', (text, thousandths) => {
    expect(parseAmount(text, '--price')).toBe(thousandths);
  });

  it.each([
    '',
    ' ',
    '-5',
    '+5',
    '1e3',
    '12.',
    '.5',
    '12.3456',
    '1.234,50',
    '€12',
    '12 EUR',
    '0x10',
    'NaN',
    '1234567890',
    '١٢',
  ])('%j is not an amount', (text) => {
    expect(() => parseAmount(text, '--price')).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'bad_amount', message: `--price is not an amount: ${text}` }),
    );
  });

  it.each(['1,250', '1.250', '12,345', '999.999'])('%j may mean more than a thousand, and is refused', (text) => {
    const [thousand, few] = [text.replace(/\D/, ''), Number(text.replace(',', '.'))];
    expect(() => parseAmount(text, '--price', 'EUR')).toThrow(
      expect.objectContaining({
        code: 'bad_amount',
        message: `--price ${text} could be ${thousand} or ${few}.`,
        hint: `Write ${thousand} or ${few}.`,
      }),
    );
  });

  it('is written in a form that reads back to the same amount', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.constantFrom('EUR', 'KWD', null), (thousandths, currency) => {
        expect(parseAmount(formatAmount(thousandths, currency), 'it', currency)).toBe(thousandths);
      }),
    );
    expect([formatAmount(1234, 'EUR'), formatAmount(1234, 'KWD'), formatAmount(18_500, 'EUR')]).toEqual([
      '1.2340',
      '1.234',
      '18.5',
    ]);
  });

  it('is settled by a currency without decimals, and with a point by one with three decimals', () => {
    expect(parseAmount('1,250', '--price', 'JPY')).toBe(1_250_000);
    expect(parseAmount('1.250', '--price', 'KRW')).toBe(1_250_000);
    expect(parseAmount('1.250', '--price', 'KWD')).toBe(1250);
    expect(() => parseAmount('1,250', '--price', 'KWD')).toThrow(expect.objectContaining({ code: 'bad_amount' }));
    expect(parseMoney('1.250 KWD', '--price')).toEqual({ amount: 1250, currency: 'KWD' });
    expect(() => parseMoney('1.250 €', '--price')).toThrow(expect.objectContaining({ code: 'bad_amount' }));
  });

  it('is exact to the thousandth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (thousandths) => {
        const digits = String(thousandths).padStart(4, '0');
        const text = `${digits.slice(0, -3)}.${digits.slice(-3)}`;
        expect(readThousandths(text)).toBe(thousandths);
        expect(parseAmount(`${text}0`, 'it')).toBe(thousandths);
      }),
    );
  });
});

describe('an amount with its currency', () => {
  it.each([
    ['14', 14_000, null],
    ['14€', 14_000, 'EUR'],
    ['€14', 14_000, 'EUR'],
    ['€ 12,50', 12_500, 'EUR'],
    ['14 EUR', 14_000, 'EUR'],
    ['eur 14.5', 14_500, 'EUR'],
    ['£9.50', 9500, 'GBP'],
    ['14 usd', 14_000, 'USD'],
  ])('%j is %i thousandths of %s', (text, amount, currency) => {
    expect(parseMoney(text, '--price')).toEqual({ amount, currency });
  });

  it.each([
    ['$14', 'USD, CAD or AUD', 'Write the three letters, such as 14 USD.'],
    ['14¥', 'JPY or CNY', 'Write the three letters, such as 14 JPY.'],
    ['140 kr', 'SEK, NOK or DKK', 'Write the three letters, such as 140 SEK.'],
  ])('%j is refused with what its sign could be', (text, readings, hint) => {
    expect(() => parseMoney(text, '--price')).toThrow(
      expect.objectContaining({ code: 'bad_amount', message: expect.stringContaining(readings), hint }),
    );
  });

  it.each(['€', '€14€', '€14 EUR', '14 EU', '14 euros', '-14€', '1,250€', ''])('%j is refused', (text) => {
    expect(() => parseMoney(text, '--price')).toThrow(expect.objectContaining({ kind: 'usage' }));
  });
});

describe('a currency', () => {
  it('is three letters, in capitals', () => {
    expect(parseCurrency(' eur ')).toBe('EUR');
  });

  it.each(['', '€', 'EURO', 'E1R', 'ЕUR'])('is not %j', (text) => {
    expect(() => parseCurrency(text)).toThrow(expect.objectContaining({ kind: 'usage', code: 'bad_currency' }));
  });
});
