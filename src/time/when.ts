import { UsageError } from '../errors.ts';
import type { Words } from '../words.ts';
import { daysInMonth, isLocalDate, type LocalDate, type LocalDateTime, type Weekday } from './civil.ts';
import type { ClockFormat } from './names.ts';

/** A point in time as a person wrote it: a wall time, a day without a time, or an exact instant. */
export type When =
  | {
      kind: 'local';
      local: LocalDateTime;
      /** The zone that was written with the time. */
      zone?: string;
      /** The duration in minutes, where a span was written. */
      minutes?: number;
    }
  | { kind: 'date'; date: LocalDate }
  | { kind: 'instant'; at: Date };

/** How a person writes times. */
export interface TimeHabits {
  readonly clock: ClockFormat;
  readonly weekStart: Weekday;
  /** The tag of a second language, whose names of days and months are understood too; null for none. */
  readonly locale: string | null;
  /** The zone in which the person lives; it settles what `EST` means. */
  readonly homeZone: string;
}

/** What is needed to read a time: the present moment and facts about the person and the class. */
export interface WhenReference {
  readonly now: Date;
  /** The wall time of `now` in the zone of the class. */
  readonly nowLocal: LocalDateTime;
  /** The first day of the week, where it is known: it settles what `next sun` means. */
  readonly weekStart?: Weekday;
  readonly habits?: TimeHabits;
  /** Whether the class is over: then a date without a year is probably in the past. */
  readonly isPast?: boolean;
  /** The present start of a class to move: a time alone keeps its day, and a weekday means that day in its week. */
  readonly around?: { readonly local: LocalDateTime; readonly weekStart: Weekday };
}

/** One reading of an uncertain time. */
export interface Meaning {
  readonly when: When;
  /** The time in ISO 8601, which cannot be misread. */
  readonly text: string;
  /** The time in words for a person: `Thursday 26 November 2026, 18:00`. */
  readonly label: string;
}

/**
 * A time with several readings. A front end that can ask the person offers `meanings`, and replaces `said` by the text
 * of the chosen one. `meanings` has fewer than two items where the readings cannot be listed.
 */
export class UncertainTimeError extends UsageError {
  readonly said: string;
  readonly meanings: readonly Meaning[];
  /** Whether only the half of the day is open, which the usual time of a class may settle. */
  readonly isHalfOfDay: boolean;

  constructor(
    said: string,
    message: Words,
    hint: Words | null,
    meanings: readonly Meaning[],
    { isHalfOfDay = false }: { isHalfOfDay?: boolean } = {},
  ) {
    super('when_uncertain', message, hint);
    this.said = said;
    this.meanings = meanings;
    this.isHalfOfDay = isHalfOfDay;
  }
}

/**
 * Why a text is not a time: unknown words, several readings, no such time, a span of time, or a time that has passed.
 */
export type WhenErrorCode =
  | 'when_not_understood'
  | 'when_uncertain'
  | 'when_impossible'
  | 'when_is_range'
  | 'when_passed';

const GOOD_WAYS = 'Write it like “tomorrow 18:00”, “fri 7:30”, “1 dec 6pm” or 2026-11-24T18:00.';

/** The error for a text that is not a time. `message` is a sentence without its full stop. */
export function whenError(code: WhenErrorCode, message: string, hint: Words = GOOD_WAYS): UsageError {
  return new UsageError(code, `${message}.`, hint);
}

/** Gives what `read` gives. Where it throws an uncertain time, the error quotes what the person wrote. */
export async function naming<T>(said: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UncertainTimeError)) throw error;
    const { fact, hint, meanings } = error;
    throw new UncertainTimeError(said, fact, hint, meanings, error);
  }
}

/** In characters. Longer texts are refused before they are read, because no time is that long. */
const LONGEST_TEXT = 200;

/**
 * The text in one Unicode form, with single spaces and without invisible characters. Throws UsageError where it is
 * empty or too long.
 */
export function tidyTimeText(text: string): string {
  if (text.length > LONGEST_TEXT) {
    throw whenError('when_not_understood', `Not a time: ${quoted(text)} is ${text.length} characters long`);
  }
  const tidy = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim();
  if (tidy === '') throw whenError('when_not_understood', 'The time is empty');
  return tidy;
}

/** The words of a person inside a message: in quotes, without control characters, and cut at 40 characters. */
export function quoted(text: string): string {
  const plain = [...text.slice(0, LONGEST_TEXT).replace(/[\p{C}\s]+/gu, ' ')];
  return `“${plain.length > 40 ? `${plain.slice(0, 39).join('')}…` : plain.join('')}”`;
}

/** The date of three numbers. Throws UsageError where there is no such day, or its year is not in 1900–2199. */
export function existingDate(year: number, month: number, day: number): LocalDate {
  const date = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
  if (month < 1 || month > 12) throw whenError('when_impossible', `There is no ${date}: months go from 01 to 12`);
  if (isLocalDate(date)) return inRange(date);
  throw whenError('when_impossible', `There is no ${date}: that month has ${daysInMonth(year, month)} days`);
}

/** Gives the same date. Throws UsageError where its year is not in 1900–2199. */
export function inRange(date: LocalDate): LocalDate {
  const year = /^\d{4}-/.test(date) ? Number(date.slice(0, 4)) : Number.NaN;
  if (year >= 1900 && year <= 2199) return date;
  throw whenError('when_impossible', 'That year is out of reach: numina keeps 1900 to 2199');
}

/** A number from 0 to 99 as two digits. */
export function pad(number: number): string {
  return String(number).padStart(2, '0');
}
