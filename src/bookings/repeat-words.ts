import { WEEKDAYS } from '../time/civil.ts';
import { WEEKDAY_PATTERN, weekdayOfWord } from '../time/english/words.ts';
import { WEEKDAY_CODES } from '../time/names.ts';

const WORDS: ReadonlyMap<string, string> = new Map([
  ['day', 'daily'],
  ['week', 'weekly'],
  ['other week', 'biweekly'],
  ['second week', 'biweekly'],
  ['fortnight', 'biweekly'],
  ['fortnightly', 'biweekly'],
  ['bi-weekly', 'biweekly'],
  ['month', 'monthly'],
  ['weekday', 'mon-fri'],
  ['weekdays', 'mon-fri'],
  ['weekend', 'sat-sun'],
  ['weekends', 'sat-sun'],
]);
const UNITS: Readonly<Record<string, string>> = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' };
const NUMBERS = ['two', 'three', 'four', 'five', 'six'];
const DAY = new RegExp(`^(${WEEKDAY_PATTERN})s?\\.?(?:\\s*[-–]\\s*(${WEEKDAY_PATTERN})s?\\.?)?$`);

/**
 * Reads how often a class repeats in the words of a person: `tue,thu`, `tuesdays and thursdays`, `mon-fri`, `weekdays`,
 * `fortnightly`, `every 3 weeks`. Gives `daily`, `weekly`, `biweekly`, `monthly` or an RRULE; else the same text.
 */
export function ruleOfWords(text: string): string {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^(?:every|each|on) /, '');
  const word = WORDS.get(said) ?? said;
  const [, number = '', unit = ''] = /^(\d{1,2}|[a-z]+) (day|week|month)s$/.exec(word) ?? [];
  const interval = /^\d/.test(number) ? Number(number) : NUMBERS.indexOf(number) + 2;
  if (unit !== '' && interval > 1) return `FREQ=${UNITS[unit]};INTERVAL=${interval}`;
  const days = new Set<number>();
  for (const part of word.split(/\s*[,;/&+]\s*|\s+and\s+|\s+(?![-–])(?<![-–]\s)/)) {
    const [, first, last] = DAY.exec(part) ?? [];
    if (first === undefined) return WORDS.has(said) ? word : text;
    const from = weekdayOfWord(first);
    const length = last === undefined ? 0 : (weekdayOfWord(last) - from + 7) % 7;
    for (let step = 0; step <= length; step += 1) days.add(((from - 1 + step) % WEEKDAYS.length) + 1);
  }
  const codes = [...days].sort((one, other) => one - other).map((day) => WEEKDAY_CODES[day - 1]);
  return `FREQ=WEEKLY;BYDAY=${codes.join(',')}`;
}
