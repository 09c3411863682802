import { type LocalDate, weekdayOf } from '../../time/civil.ts';

/*
 * A long history as one text: local dates with their hours, `2026-11-24T18`, one after another without a break, by
 * start. A hundred thousand of them are counted where they stand, for cutting each out takes longer than all the rest.
 */

/** Characters of a moment, and of its date. */
export const MOMENT = 13;
const DATE = 10;
const MONTH = 7;

/** So many on one date; a date may come again where neighbours are of several zones. */
export interface DateCount {
  readonly date: LocalDate;
  readonly count: number;
}

/** How many neighbours share a date. */
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

/** What statistics ask of dates. */
export interface CalendarCount {
  /** How many neighbours share a month, `YYYY-MM`. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
  /** How many there are on each weekday, Monday first. */
  readonly weekdays: readonly number[];
  readonly lastOn: LocalDate | null;
}

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

/** How many begin in each hour, 0–23. */
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
