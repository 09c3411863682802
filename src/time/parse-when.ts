import { readIsoTime } from './iso-time.ts';
import { naming, tidyTimeText, type When, type WhenReference } from './when.ts';

export type { When, WhenReference } from './when.ts';
export { UncertainTimeError } from './when.ts';

/**
 * Reads a time in ISO 8601 or English. Every word must be understood and only one reading possible: leftover words, a
 * guessed time and a guessed day are a UsageError that says what is wrong with them, UncertainTimeError where a person
 * could choose among readings. A day without a time is `date`: the caller knows the usual time. Weekdays and dates look
 * forward unless they say `last`; a date without a year that has just been is uncertain.
 */
export async function parseWhen(text: string, reference: WhenReference): Promise<When> {
  const tidy = tidyTimeText(text);
  const iso = readIsoTime(tidy);
  if (iso) return iso;
  const { readEnglishWhen } = await import('./english/read-when.ts');
  return naming(text, () => readEnglishWhen(tidy, reference));
}
