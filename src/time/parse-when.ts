import { readIsoTime } from './iso-time.ts';
import { naming, tidyTimeText, type When, type WhenReference } from './when.ts';

export type { When, WhenReference } from './when.ts';
export { UncertainTimeError } from './when.ts';

/**
 * Reads a time in ISO 8601 or English. It guesses nothing: every word must be understood, and exactly one reading must
 * be possible. Otherwise it throws a UsageError that tells what is wrong, or an UncertainTimeError where a person could
 * choose a reading. A day without a time gives `date`: the caller knows the usual time. Weekdays and dates mean the
 * coming ones unless they say `last`. A date without a year that was a short time ago is uncertain.
 */
export async function parseWhen(text: string, reference: WhenReference): Promise<When> {
  const tidy = tidyTimeText(text);
  const iso = readIsoTime(tidy);
  if (iso) return iso;
  const { readEnglishWhen } = await import('./english/read-when.ts');
  return naming(text, () => readEnglishWhen(tidy, reference));
}
