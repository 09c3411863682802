import { lazy } from '../../lazy.ts';
import { fromDayNumber, type Weekday, weekdayOf } from '../../time/civil.ts';
import { DAY_MS } from '../../time/units.ts';

/** The languages of mails that are read. */
const MAIL_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;

export interface DateWords {
  /** 1–12 by folded name. No name means different months in different languages of {@link MAIL_LANGUAGES}. */
  readonly months: ReadonlyMap<string, number>;
  /** 1–7 by name of at least three letters. The first language that has a name decides. */
  readonly weekdays: ReadonlyMap<string, Weekday>;
}

/** The names of months and weekdays in all languages of mails, long and short, from Intl. */
export const dateWords: () => DateWords = lazy(() => {
  const months = new Map<string, number>([['sept', 9]]);
  const weekdays = new Map<string, Weekday>([
    ['tues', 2],
    ['thur', 4],
    ['thurs', 4],
  ]);
  for (const language of MAIL_LANGUAGES) {
    for (const form of ['long', 'short'] as const) {
      const ofMonth = new Intl.DateTimeFormat(language, { month: form, day: 'numeric', timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const parts = ofMonth.formatToParts(Date.UTC(2026, month - 1, 15));
        add(months, parts.find(({ type }) => type === 'month')?.value ?? '', month);
      }
      const ofWeekday = new Intl.DateTimeFormat(language, { weekday: form, timeZone: 'UTC' });
      for (let day = 0; day < 7; day += 1) add(weekdays, ofWeekday.format(day * DAY_MS), weekdayOf(fromDayNumber(day)));
    }
  }
  return { months, weekdays };
});

/** A date word in the form in which it is looked up. */
export function dateWordKey(word: string): string {
  return word.normalize('NFC').toLowerCase().replace(/\.$/, '');
}

function add<T>(names: Map<string, T>, name: string, value: T): void {
  const key = dateWordKey(name);
  if (/^[\p{L}-]{3,}$/u.test(key) && !names.has(key)) names.set(key, value);
}
