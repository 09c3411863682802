import { type LocalDate, weekdayOf } from '../../time/civil.ts';

/*
 * A history as one text, which is fast to count: local dates with their hours, `2026-11-24T18`, joined without
 * separators, by start. The functions read the text in place: to cut out a hundred thousand moments takes longer than
 * all other work.
 */

/** The lengths of a moment, of its date and of its month, in characters. */
export const MOMENT = 13;
const DATE = 10;
const MONTH = 7;

/**
 * How many classes in a row share one date. A date may come again, where classes in different zones follow each other.
 */
export interface DateCount {
  readonly date: LocalDate;
  readonly count: number;
}

/** Counts moments by date, in their order. */
export function countDates(moments: string): DateCount[] {
  const counts: { date: LocalDate; count: number }[] = [];
  let last: { date: LocalDate; count: number } | undefined;
  for (let start = 0; start < moments.length; start += MOMENT) {
    if (last && moments.startsWith(last.date, start)) last.count += 1;
    else {
      last = { date: moments.slice(start, start + DATE), count: 1 };
      counts.push(last);
    }
  }
  return counts;
}

/** The counts by month and weekday. */
export interface CalendarCount {
  /** How many classes in a row share a month, `YYYY-MM`. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
  /** How many classes are on each weekday, Monday first. */
  readonly weekdays: readonly number[];
  readonly lastOn: LocalDate | null;
}

/** Counts moments by month and weekday, and finds the last date. */
export function countCalendar(moments: string): CalendarCount {
  const months: { month: string; count: number }[] = [];
  const weekdays = new Array<number>(7).fill(0);
  let lastOn: LocalDate | null = null;
  let last = { month: '-', count: 0 };
  let first = 0;
  let lastDay = 0;
  const finish = () => {
    const date = `${last.month}-${String(lastDay).padStart(2, '0')}`;
    if (last.count > 0 && (lastOn === null || date > lastOn)) lastOn = date;
  };
  for (let start = 0; start < moments.length; start += MOMENT) {
    if (!moments.startsWith(last.month, start)) {
      finish();
      last = { month: moments.slice(start, start + MONTH), count: 0 };
      months.push(last);
      first = weekdayOf(`${last.month}-01`);
      lastDay = 0;
    }
    const day = twoDigits(moments, start + MONTH + 1);
    const weekday = (first + day - 2) % 7;
    weekdays[weekday] = (weekdays[weekday] ?? 0) + 1;
    last.count += 1;
    if (day > lastDay) lastDay = day;
  }
  finish();
  return { months, weekdays, lastOn };
}

/** How many classes begin in each hour, 0–23. */
export function countHours(moments: string): number[] {
  const counts = new Array<number>(24).fill(0);
  for (let start = 0; start < moments.length; start += MOMENT) {
    const hour = twoDigits(moments, start + DATE + 1);
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
}

const ZERO = '0'.charCodeAt(0);

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}
