import { addMonths, type LocalDate, startOfMonth } from '../civil.ts';
import { existingDate } from '../when.ts';
import { MONTH_PATTERN, monthOfWord } from './words.ts';

const MONTH = new RegExp(`^(last )?(${MONTH_PATTERN})\\.?(?: (\\d{4}))?$`, 'i');

/**
 * The first day of a month in words, `null` for anything else. Without a year it is the nearest such month, the coming
 * one of two as near; `last` is the latest that is over.
 */
export function readEnglishMonth(text: string, today: LocalDate): LocalDate | null {
  const [, last, word, year] = MONTH.exec(text) ?? [];
  if (word === undefined) return null;
  const month = monthOfWord(word);
  if (year !== undefined) return existingDate(Number(year), month, 1);
  const ahead = (month - Number(today.slice(5, 7)) + 12) % 12;
  const isBehind = last === undefined ? ahead > 6 : true;
  return addMonths(startOfMonth(today), isBehind ? ahead - 12 : ahead);
}
