import { UsageError } from '../errors.ts';
import { type Words, words } from '../words.ts';
import { saidText } from './said-values.ts';

/** Thousandths of a currency's unit: exact for every currency (dinars have three decimals). */
export type Thousandths = number;

/** An amount as numina writes it, exact to the thousandth: `12`, `12.5`, `1.234`; null for anything else. */
export function readThousandths(text: string): Thousandths | null {
  const [, whole, decimals = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  return whole === undefined ? null : Number(whole) * 1000 + Number(decimals.padEnd(3, '0'));
}

/**
 * Reads `12`, `12.50`, `12,50`, `0.125` or `1.2340`. `1.250` and `1,250` may mean more than a thousand or a little more
 * than one, so they are refused. Only the currency can settle them: one without decimals settles both (a thousand), one
 * with three decimals settles `1.250`. `what` names the field in errors. Throws UsageError.
 */
export function parseAmount(text: string, what: Words, currency: string | null = null): Thousandths {
  const match = /^(\d{1,9})(?:([.,])(\d{1,3}|\d{3}0))?$/.exec(text.trim());
  if (!match) {
    throw new UsageError(
      'bad_amount',
      words`${what} is not an amount: ${text}`,
      'Write it like 12 or 12.50, without a currency.',
    );
  }
  const [, whole = '', mark = '', decimals = ''] = match;
  if (/^[1-9]\d{0,2}$/.test(whole) && decimals.length === 3) {
    const digits = currency === null ? null : decimalsOf(currency);
    if (digits === 0) return Number(whole + decimals) * 1000;
    if (digits !== 3 || mark === ',') throw unclear(text, what, whole + decimals, Number(`${whole}.${decimals}`));
  }
  return Number(whole) * 1000 + Number(decimals.slice(0, 3).padEnd(3, '0'));
}

/** An amount that {@link parseAmount} reads back: it has a fourth decimal where three could mean thousands. */
export function formatAmount(thousandths: Thousandths, currency: string | null): string {
  const text = String(thousandths / 1000);
  return /^[1-9]\d{0,2}\.\d{3}$/.test(text) && decimalsOf(currency ?? '') !== 3 ? `${text}0` : text;
}

function unclear(text: string, what: Words, thousand: string, few: number): UsageError {
  return new UsageError(
    'bad_amount',
    words`${what} ${text} could be ${thousand} or ${few}.`,
    `Write ${thousand} or ${few}.`,
  );
}

const MOST_THOUSANDTHS = 999_999_999_999;

/** Checks a number of thousandths. Throws UsageError where it is not whole, is negative or is too large. */
export function checkAmount(thousandths: number, what: Words): Thousandths {
  if (Number.isInteger(thousandths) && thousandths >= 0 && thousandths <= MOST_THOUSANDTHS) return thousandths;
  const hint = 'Give whole thousandths of its currency as a number, or write it like 12.50.';
  throw new UsageError('bad_amount', words`${what} is not an amount: ${thousandths}`, hint);
}

/** An amount given as text or as whole thousandths; null where it was not given. Throws UsageError. */
export function saidAmount(value: unknown, what: Words): Thousandths | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? checkAmount(value, what) : parseAmount(saidText(value, what), what);
}

const decimalsByCurrency = new Map<string, number>();

/** How many decimals a currency has (ISO 4217); two where the currency is not known. */
function decimalsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  const known = decimalsByCurrency.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  decimalsByCurrency.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}

/** An amount, and the currency that was written with it; null where there was none. */
export interface Money {
  readonly amount: Thousandths;
  readonly currency: string | null;
}

/** The signs that mean one currency where people book classes; several currencies use `$`, `¥` and `kr`. */
const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };
const SHARED_SIGNS: Readonly<Record<string, string>> = {
  $: 'USD, CAD or AUD',
  '¥': 'JPY or CNY',
  kr: 'SEK, NOK or DKK',
};

/**
 * Reads an amount as {@link parseAmount} does, with or without a currency: `14€`, `€14`, `14 EUR`, `EUR 14`. `currency`
 * was given elsewhere and helps to read an amount without one. Throws UsageError, also for a sign that several
 * currencies share.
 */
export function parseMoney(text: string, what: Words, currency: string | null = null): Money {
  const plain = text.trim();
  const [, before = '', digits, after = ''] =
    /^([a-z]{2,3}|[€£$¥])?\s*([\d.,]+)\s*([a-z]{2,3}|[€£$¥])?$/i.exec(plain) ?? [];
  const sign = before || after;
  if (digits === undefined || sign === '' || (before !== '' && after !== '')) {
    return { amount: parseAmount(text, what, currency), currency: null };
  }
  const shared = SHARED_SIGNS[sign.toLowerCase()];
  if (shared !== undefined) {
    const hint = `Write the three letters, such as ${digits} ${shared.slice(0, 3)}.`;
    throw new UsageError('bad_amount', words`“${sign}” in ${what} ${text} could be ${shared}.`, hint);
  }
  const named = SIGNS[sign] ?? parseCurrency(sign);
  return { amount: parseAmount(digits, what, named), currency: named };
}

/** An ISO 4217 code in capitals. Throws UsageError. */
export function parseCurrency(text: string): string {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) {
    throw new UsageError('bad_currency', `Not a currency: ${text}`, 'Use its three letters, such as EUR or USD.');
  }
  return code;
}
