import { type LocalDate, weekdayOf } from '../../time/civil.ts';
import { CLOCK_PATTERN, clockText, readClock } from '../../time/clock-time.ts';
import { MONTH_PATTERN, monthOfWord, WEEKDAY_PATTERN, weekdayOfWord } from '../../time/english/words.ts';
import { pad } from '../../time/when.ts';
import { field, words } from '../../words.ts';
import { UnreadableError } from '../incoming.ts';
import { quote } from '../incoming-text.ts';
import type { Column } from './csv-columns.ts';

/** The order of day, month and year in a date. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A date in any format, with all of its possible meanings. */
interface WrittenDate {
  readonly meanings: ReadonlyMap<DateOrder, LocalDate>;
  /** Whether only the order tells day and month apart, so that other rows may decide. */
  readonly isOpen: boolean;
  /** Whether it is written with dots. Then the day comes first, in all countries that do so. */
  readonly isDotted: boolean;
  /** The text after the date, mostly a time. */
  readonly rest: string;
}

const BEFORE = `(?:(${WEEKDAY_PATTERN})(?:\\.,?|,)?\\s*)?`;
const AFTER = '(?=$|[T\\s,])[\\s,]*(.*)$';
const NUMBERS = new RegExp(`^${BEFORE}(\\d{1,4})\\s*([./-])\\s*(\\d{1,2})\\s*\\3\\s*(\\d{1,4})\\.?${AFTER}`, 'i');
const NAMED = new RegExp(
  `^${BEFORE}(?:(\\d{1,2})(?:st|nd|rd|th|\\.)?[\\s-]*(${MONTH_PATTERN})\\.?[\\s,-]*(\\d{4}|\\d\\d)|` +
    `(${MONTH_PATTERN})\\.?[\\s-]*(\\d{1,2})(?:st|nd|rd|th)?[\\s,-]+(\\d{4}))${AFTER}`,
  'i',
);
/** ISO 8601, which most tables have, needs no further parsing. */
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?$/i;
const YEAR_FIRST = /^\d{4}/;

/**
 * The dates of a table, column by column. An order that one row proves and no row contradicts holds for the whole
 * column.
 */
export class TableDates {
  readonly #given: DateOrder | null;
  /** The orders that fit all rows of a column; empty where two rows contradict each other. */
  readonly #fitting = new Map<Column, ReadonlySet<DateOrder>>();

  constructor(given: DateOrder | null) {
    this.#given = given;
  }

  /** Learns from a cell. Returns whether the cell can be read only after all rows are known. */
  learn(column: Column, text: string): boolean {
    const written = YEAR_FIRST.test(text) ? null : scanDate(text);
    if (!written?.isOpen) return false;
    const fitting = this.#fitting.get(column) ?? new Set(DATE_ORDERS);
    if (written.meanings.size > 0) {
      this.#fitting.set(column, new Set([...fitting].filter((order) => written.meanings.has(order))));
    }
    return true;
  }

  /**
   * A date in ISO 8601, with the time after it. A text that is not a date is returned unchanged. Throws UnreadableError
   * for a day that does not exist, and for a date with two possible meanings.
   */
  toIso(column: Column, text: string): string {
    if (text === '' || ISO.test(text)) return text;
    const written = scanDate(text);
    if (written === null) return text;
    const date = this.#dateOf(column, written, text);
    const time = isoTime(written.rest);
    return time === '' ? date : `${date}T${time}`;
  }

  #dateOf(column: Column, { meanings, isOpen, isDotted }: WrittenDate, text: string): LocalDate {
    const [only, ...others] = new Set(meanings.values());
    if (only === undefined) throw new UnreadableError(`There is no such day: ${quote(text)}.`);
    if (this.#given !== null && isOpen) {
      const given = meanings.get(this.#given);
      if (given !== undefined) return given;
      throw new UnreadableError(words`The date does not fit ${field('dateFormat')} ${this.#given}: ${quote(text)}.`);
    }
    if (others.length === 0) return only;
    const proven = this.#provenOrder(column);
    const date = meanings.get(proven ?? (isDotted ? 'dmy' : ('none' as DateOrder)));
    if (date !== undefined) return date;
    const orders = [...meanings.keys()].join(' or ');
    throw new UnreadableError(
      words`The field ${column} may be more than one day, and no row of the table tells which: give ${field('dateFormat')} ${orders}.`,
    );
  }

  /** The order that the column proves, else the order that all columns together prove: one program wrote them all. */
  #provenOrder(column: Column): DateOrder | null {
    const own = this.#fitting.get(column) ?? new Set(DATE_ORDERS);
    if (own.size < 2) return [...own][0] ?? null;
    const all = [...own].filter((order) => [...this.#fitting.values()].every((fitting) => fitting.has(order)));
    return all.length === 1 ? (all[0] ?? null) : null;
  }
}

function scanDate(text: string): WrittenDate | null {
  if (text.length > 100) return null;
  const [whole, weekday, first = '', mark, second = '', third = '', rest = ''] = NUMBERS.exec(text) ?? [];
  if (whole !== undefined) {
    const meanings = meaningsOf(first, second, third, weekday);
    return meanings && { meanings, isOpen: first.length < 3, isDotted: mark === '.', rest };
  }
  const [named, ofWeek, day, month, year, monthFirst, dayBehind, yearBehind, behind = ''] = NAMED.exec(text) ?? [];
  if (named === undefined) return null;
  const date = dateOf(year ?? yearBehind ?? '', monthOfWord(month ?? monthFirst ?? ''), day ?? dayBehind ?? '', ofWeek);
  const order = day === undefined ? 'mdy' : 'dmy';
  return { meanings: new Map(date === null ? [] : [[order, date]]), isOpen: false, isDotted: false, rest: behind };
}

/** The possible dates of three numbers; null where their lengths do not fit a date. A weekday rules some out. */
function meaningsOf(first: string, second: string, third: string, weekday: string | undefined) {
  const isYearFirst = first.length === 4 && third.length <= 2;
  const isYearLast = first.length <= 2 && (third.length === 4 || third.length === 2);
  if (!isYearFirst && !isYearLast) return null;
  const dates: [DateOrder, LocalDate | null][] = [];
  if (isYearLast)
    dates.push(['dmy', dateOf(third, second, first, weekday)], ['mdy', dateOf(third, first, second, weekday)]);
  if (isYearFirst || (first.length === 2 && third.length === 2))
    dates.push(['ymd', dateOf(first, second, third, weekday)]);
  return new Map(dates.filter((each): each is [DateOrder, LocalDate] => each[1] !== null));
}

/** Null where there is no such day, or where its weekday differs. */
function dateOf(year: string, month: string | number, day: string, weekday: string | undefined): LocalDate | null {
  const [y, m, d] = [Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day)];
  const at = new Date(Date.UTC(y, m - 1, d));
  if (y < 1000 || at.getUTCMonth() !== m - 1 || at.getUTCDate() !== d) return null;
  const date = `${y}-${pad(m)}-${pad(d)}`;
  return weekday === undefined || weekdayOf(date) === weekdayOfWord(weekday) ? date : null;
}

const CLOCK = new RegExp(`^${CLOCK_PATTERN}$`, 'i');
const DOTTED_CLOCK = /^(\d{1,2})\.(\d\d)(?:\.(\d\d))?$/;
/** Already ISO 8601, except that the hour may have one digit. */
const WITH_OFFSET = /^(\d{1,2}):(\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)$/i;

/** A time of day in ISO 8601; unchanged where it is not a time. Throws UsageError for a time that no clock shows. */
export function isoTime(text: string): string {
  const plain = text.replace(/^(?:T|at\b|@)\s*/i, '').trim();
  const dotted = plain.replace(DOTTED_CLOCK, (_, hour, minute, second) =>
    [hour, minute, second].filter(Boolean).join(':'),
  );
  if (CLOCK.test(dotted)) return clockText(readClock(dotted));
  const [, hour, others, offset] = WITH_OFFSET.exec(plain) ?? [];
  return hour === undefined ? plain : `${pad(Number(hour))}:${others}${offset}`;
}
