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

/** An ISO 4217 code in capitals. Throws UsageError. */
export function parseCurrency(text: string): string {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) {
    throw new UsageError('bad_currency', `Not a currency: ${text}`, 'Use its three letters, such as EUR or USD.');
  }
  return code;
}
