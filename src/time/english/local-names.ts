import { fromDayNumber, weekdayOf } from '../civil.ts';
import { monthName, weekdayName } from '../names.ts';
import { DAY_MS } from '../units.ts';

/**
 * Translates another language's names of weekdays and months, and its words for today, tomorrow and yesterday, into
 * English; the rest of the text stays. The names come from Intl, long and short, with or without their full stop.
 */
export function translateNames(text: string, locale: string): string {
  const names = namesOf(locale);
  return text.replace(/[^\s,;]+/gu, (word) => names.get(keyOf(word)) ?? word);
}

const known = new Map<string, ReadonlyMap<string, string>>();

function namesOf(locale: string): ReadonlyMap<string, string> {
  const names = known.get(locale) ?? collectNames(locale);
  known.set(locale, names);
  return names;
}

function collectNames(locale: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const add = (name: string, english: string): void => {
    const key = keyOf(name);
    // A single letter does not name a day; a single Chinese character may.
    if (key.length < 2 && /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}|\d/u.test(key)) return;
    if (!names.has(key)) names.set(key, english);
  };
  const forms = ['long', 'short'] as const;
  for (const form of forms) {
    const weekdays = new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' });
    for (let day = 0; day < 7; day += 1) add(weekdays.format(day * DAY_MS), weekdayName(weekdayOf(fromDayNumber(day))));
  }
  for (const form of forms) {
    // Some languages have another form of the month beside a day.
    for (const options of [{ month: form }, { month: form, day: 'numeric' }] as const) {
      const months = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const part = months.formatToParts(Date.UTC(2026, month - 1, 15)).find(({ type }) => type === 'month');
        if (part && !/^\d/.test(part.value)) add(part.value, monthName(month));
      }
    }
  }
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [days, english] of [
    [0, 'today'],
    [1, 'tomorrow'],
    [-1, 'yesterday'],
  ] as const) {
    const word = relative.format(days, 'day');
    if (!/\s|\d/.test(word)) add(word, english);
  }
  return names;
}

function keyOf(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(/\.$/, '');
}
