import { UsageError } from '../errors.ts';

/** Thousandths of a currency's unit: exact for every currency (the dinars have three decimals). */
export type Thousandths = number;

/**
 * Reads `12`, `12.50`, `12,50` or `1.250` (thousandths). `1,250` is a thousand to some and a little more than one to
 * others, so it is not guessed. `what` names the option in errors. Throws UsageError.
 */
export function parseAmount(text: string, what: string): Thousandths {
  const match = /^(\d{1,9})(?:\.(\d{1,3})|,(\d{1,2}))?$/.exec(text.trim());
  if (!match) {
    throw new UsageError(
      'bad_amount',
      `${what} is not an amount: ${text}`,
      'Write it like 12 or 12.50, without a currency.',
    );
  }
  return Number(match[1]) * 1000 + Number((match[2] ?? match[3] ?? '').padEnd(3, '0'));
}

/** An amount, and the currency that was written beside it. */
export interface Money {
  readonly amount: Thousandths;
  readonly currency: string | null;
}

/** The signs that one currency alone uses where people book classes; `$`, `¥` and `kr` are those of several. */
const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };
const SHARED_SIGNS: Readonly<Record<string, string>> = {
  $: 'USD, CAD or AUD',
  '¥': 'JPY or CNY',
  kr: 'SEK, NOK or DKK',
};

/**
 * Reads an amount as {@link parseAmount} does, with or without its currency: `14€`, `€14`, `14 EUR`, `EUR 14`. Throws
 * UsageError, also for a sign that several currencies share.
 */
export function parseMoney(text: string, what: string): Money {
  const plain = text.trim();
  const [, before = '', digits, after = ''] =
    /^([a-z]{2,3}|[€£$¥])?\s*([\d.,]+)\s*([a-z]{2,3}|[€£$¥])?$/i.exec(plain) ?? [];
  const sign = before || after;
  if (digits === undefined || sign === '' || (before !== '' && after !== '')) {
    return { amount: parseAmount(text, what), currency: null };
  }
  const amount = parseAmount(digits, what);
  const shared = SHARED_SIGNS[sign.toLowerCase()];
  if (shared !== undefined) {
    const hint = `Write the three letters, such as ${digits} ${shared.slice(0, 3)}.`;
    throw new UsageError('bad_amount', `“${sign}” in ${what} ${text} could be ${shared}.`, hint);
  }
  return { amount, currency: SIGNS[sign] ?? parseCurrency(sign) };
}

/** An ISO 4217 code in capitals. Throws UsageError. */
export function parseCurrency(text: string): string {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) {
    throw new UsageError('bad_currency', `Not a currency: ${text}`, 'Use its three letters, such as EUR or USD.');
  }
  return code;
}
