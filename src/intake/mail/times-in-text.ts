import { dateWordKey, dateWords } from './date-words.ts';
import { type LineTimes, type MailMoment, momentOf, readLineTimes } from './mail-moments.ts';
import type { DateReading } from './scan-dates.ts';

/** The day and the time of day in a text. */
export function timesOf(text: string, reading: DateReading): LineTimes {
  const { weekdays } = dateWords();
  return readLineTimes(text, reading, (word) => weekdays.has(dateWordKey(word)));
}

/** The time of a class in a text; null where it is not certain. */
export function momentIn(text: string, reading: DateReading): MailMoment | null {
  const { date, time, isUnclear, zone } = timesOf(text, reading);
  return isUnclear ? null : momentOf(date, time, zone);
}

/** Whether a text is only a day or a time. */
export function isOnlyTime(text: string, reading: DateReading): boolean {
  return timesOf(text, reading).isPure;
}
