import { type LocalDate, weekdayOf } from '../time/civil.ts';

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

/** How many neighbours share a month and a weekday, under the last such date of the month. */
export function countWeekdays(moments: string): DateCount[] {
  const counts: DateCount[] = [];
  let month = '-';
  let first = 0;
  let inMonth: { day: number; count: number }[] = [];
  const finish = () => {
    for (const { day, count } of inMonth) {
      if (count > 0) counts.push({ date: `${month}-${String(day).padStart(2, '0')}`, count });
    }
  };
  for (let start = 0; start < moments.length; start += MOMENT) {
    if (!moments.startsWith(month, start)) {
      finish();
      month = moments.slice(start, start + MONTH);
      first = weekdayOf(`${month}-01`);
      inMonth = Array.from({ length: 7 }, () => ({ day: 0, count: 0 }));
    }
    const day = twoDigits(moments, start + MONTH + 1);
    const tally = inMonth[(first + day) % 7];
    if (!tally) continue;
    tally.count += 1;
    if (day > tally.day) tally.day = day;
  }
  finish();
  return counts;
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
