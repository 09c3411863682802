import { distance } from 'fastest-levenshtein';
import { type LocalDate, WEEKDAYS, type Weekday } from '../civil.ts';
import { formatLongWeekday, formatMonthName, MONTH_NAMES } from '../names.ts';

/** The regular expressions of a weekday and of a month, in full or as people shorten them. */
export const WEEKDAY_PATTERN =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
export const MONTH_PATTERN =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

const HOURS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const ONES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const TEENS = 'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
const DAYS_OF_MONTH: readonly string[] = [
  ...ONES,
  ...TEENS.split(' '),
  'twentieth',
  ...ONES.map((one) => `twenty ${one}`),
  'thirtieth',
  'thirty first',
];

/** The regular expressions of an hour in words, and of a day of the month in words. */
export const HOUR_WORD_PATTERN = `(?:${HOURS.join('|')})`;
export const DAY_WORD_PATTERN = `(?:${DAYS_OF_MONTH.toReversed().join('|').replaceAll(' ', '[- ]')})`;

/** The hour (1–12) of a word that {@link HOUR_WORD_PATTERN} matches, or of digits. */
export function hourOfWord(word: string): number {
  return /^\d/.test(word) ? Number(word) : HOURS.indexOf(word.toLowerCase()) + 1;
}

/** The day (1–31) of words that {@link DAY_WORD_PATTERN} matches. */
export function dayOfWord(words: string): number {
  return DAYS_OF_MONTH.indexOf(words.toLowerCase().replace('-', ' ')) + 1;
}

/** The weekday of a word that {@link WEEKDAY_PATTERN} matches. */
export function weekdayOfWord(word: string): Weekday {
  return (WEEKDAYS.findIndex((name) => sharesStart(name, word)) + 1) as Weekday;
}

/** The month (1–12) of a word that {@link MONTH_PATTERN} matches. */
export function monthOfWord(word: string): number {
  return MONTH_NAMES.findIndex((name) => sharesStart(name, word)) + 1;
}

/** The first three letters are enough to tell weekdays apart, and months. */
function sharesStart(name: string, word: string): boolean {
  return name.slice(0, 3).toLowerCase() === word.slice(0, 3).toLowerCase();
}

/** `24 November 2026`. */
export function calendarDate(date: LocalDate): string {
  return `${Number(date.slice(8))} ${formatMonthName(date)} ${date.slice(0, 4)}`;
}

/** `Tuesday 24 November 2026`. */
export function spokenDate(date: LocalDate): string {
  return `${formatLongWeekday(date)} ${calendarDate(date)}`;
}

const VOCABULARY: readonly string[] = [
  ...WEEKDAYS,
  ...MONTH_NAMES.map((name) => name.toLowerCase()),
  'today',
  'tonight',
  'tomorrow',
  'yesterday',
  'noon',
  'midnight',
  'next',
  'last',
  'week',
  'morning',
  'afternoon',
  'evening',
  'hours',
  'minutes',
  'days',
  'weeks',
];

/** The word that a person probably meant by an unknown word; null where none is near. */
export function nearWord(word: string): string | null {
  const typed = word.toLowerCase();
  const allowed = typed.length >= 6 ? 2 : typed.length >= 4 ? 1 : 0;
  let best: { known: string; distance: number } | null = null;
  for (const known of VOCABULARY) {
    const apart = distance(typed, known);
    if (apart > 0 && apart <= allowed && apart < (best?.distance ?? 3)) best = { known, distance: apart };
  }
  return best?.known ?? null;
}
