import { existingClock, readClock } from '../clock-time.ts';
import { whenError } from '../when.ts';
import type { DatePiece, Piece, WeekdayChoice } from './pieces.ts';
import { hourOfWord, monthOfWord, weekdayOfWord } from './words.ts';

// The scanner's rules find words; these functions turn the words into pieces.

/** A date; `month` is a number or a word, and `last` is set where the text says `last`. */
export function date(text: string, day?: string, month?: string, year?: string, last?: string): DatePiece {
  const monthNumber = /^\d/.test(month ?? '') ? Number(month) : monthOfWord(month ?? '');
  const yearNumber = year === undefined ? null : Number(year);
  const isLast = last !== undefined;
  const piece: DatePiece = { kind: 'date', text, year: yearNumber, month: monthNumber, day: Number(day), isLast };
  const [, digits] = /[^,\s-] ((?:[01]\d|2[0-3])[0-5]\d)$/.exec(text) ?? [];
  if (digits === undefined || digits !== year) return piece;
  // 2026 in `1 dec 2026` is a year, not 20:26. But classes begin at times such as 20:30 or 22:05, so 2030 is uncertain.
  const number = Number(digits);
  const isTime = number < 1900 || (number % 100) % (number > 2199 ? 5 : 15) === 0;
  return isTime ? { ...piece, yearOrTime: digits } : piece;
}

/** `half past six`, `quarter to 7pm`, `20 past 18`. */
export function spokenClock(text: string, [past, word, hourText, a, b]: readonly (string | undefined)[]): Piece {
  const spoken = { half: 30, quarter: 15, five: 5, ten: 10, twenty: 20 }[(past ?? '').toLowerCase()];
  const minutes = spoken ?? (/^twenty/i.test(past ?? '') ? 25 : Number.parseInt(past ?? '', 10));
  const hour = hourOfWord(hourText ?? '');
  const half = (a ?? b)?.toLowerCase();
  // Throws for an hour and a minute that no clock has.
  const named =
    half === undefined
      ? existingClock(hour, minutes, 0)
      : readClock(`${hour}:${String(minutes).padStart(2, '0')}${half}m`);
  const total = /^(?:past|after)$/i.test(word ?? '') ? named.hour * 60 + minutes : named.hour * 60 - minutes + 1440;
  const clock = existingClock(Math.floor(total / 60) % 24, total % 60, 0, half === undefined && hour <= 12);
  return { kind: 'clock', text, clock, isSpoken: half === undefined };
}

/** `ten am`, `6 o'clock pm`. */
export function halfOfDay(text: string, hour: string | undefined, half: string | undefined): Piece {
  return { kind: 'clock', text, clock: readClock(`${hourOfWord(hour ?? '')}${half}m`) };
}

/** `18h` is a time; `9h` is a time beside a day, and may be a duration without one. */
export function hourWithUnit(text: string, hour: number): Piece {
  return { kind: 'clock', text, clock: existingClock(hour, 0, 0), isLength: hour < 13 };
}

/** Digits with a dot are day.month where there is such a day. `19.00` and `18.30` are not days, so they are times. */
export function dottedClock(text: string, [hours, minutes]: readonly (string | undefined)[]): Piece | null {
  const [hour, minute] = [Number(hours), Number(minutes)];
  const isDate = hour >= 1 && hour <= 31 && minute >= 1 && minute <= 12;
  if (isDate || hour > 23 || minute > 59) return null;
  return { kind: 'clock', text, clock: readClock(`${hours}:${minutes}`) };
}

/** A date with dots may leave out the century: 24.11.26 has no other reading. */
export function fullYear(year: string | undefined): string | undefined {
  return year?.length === 2 ? `20${year}` : year;
}

/** Countries disagree about 11/12, not about 24/11. */
export function slashedDate(text: string, [first, second, year]: readonly (string | undefined)[]): Piece {
  const [a, b] = [Number(first), Number(second)];
  if (year?.length === 2) {
    throw whenError(
      'when_uncertain',
      `“${text}” could begin or end with its year`,
      'Write the year in full: 2026-11-24.',
    );
  }
  if (a > 12 || a === b) return date(text, first, second, year);
  if (b > 12) return date(text, second, first, year);
  return { kind: 'either_date', text, dates: [date(text, first, second, year), date(text, second, first, year)] };
}

export function weekday(text: string, day: string | undefined, choice: string): Piece {
  return { kind: 'weekday', text, weekday: weekdayOfWord(day ?? ''), choice: choice.toLowerCase() as WeekdayChoice };
}

/** `at 18` and `18 o'clock` have one reading, `at 6` has two. */
export function hourNumber(hour: string | undefined): Piece {
  const value = Number(hour);
  if (value < 13 || value > 23) return { kind: 'number', text: hour ?? '', isHour: true };
  return { kind: 'clock', text: hour ?? '', clock: existingClock(value, 0, 0) };
}
