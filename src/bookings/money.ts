import { UsageError } from '../errors.ts';

/** Thousandths of a currency's unit: exact for every currency (the dinars have three decimals). */
export type Thousandths = number;

/** Reads `12`, `12.50` or `12,50`. `what` names the option in errors. Throws UsageError. */
export function parseAmount(text: string, what: string): Thousandths {
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) {
    throw new UsageError(
      'bad_amount',
      `${what} is not an amount: ${text}`,
      'Write it like 12 or 12.50, without a currency.',
    );
  }
  return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
}

/** An ISO 4217 code in capitals. Throws UsageError. */
export function parseCurrency(text: string): string {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) {
    throw new UsageError('bad_currency', `Not a currency: ${text}`, 'Use its three letters, such as EUR or USD.');
  }
  return code;
}
