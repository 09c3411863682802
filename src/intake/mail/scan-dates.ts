import { addDays, isLocalDate, type LocalDate, toDayNumber, type Weekday, weekdayOf } from '../../time/civil.ts';
import { pad } from '../../time/when.ts';
import { dateWordKey, dateWords } from './date-words.ts';

/** The order of day and month in numeric dates. */
export type DateOrder = 'dmy' | 'mdy';

/** What is known about a mail when its dates are read. */
export interface DateReading {
  /** The day on which the mail was written, to complete dates; null where it is unknown. */
  readonly writtenOn: LocalDate | null;
  /** For `03/12/2026`; null where only a weekday or the past can tell. */
  readonly order: DateOrder | null;
}

export interface FoundDate {
  /** Null where the day is not certain. */
  readonly date: LocalDate | null;
  readonly start: number;
  readonly end: number;
}

/**
 * Limits in days for dates without a year: mails are written at most this long after a class, and this long before it.
 */
const LATEST_DAYS_BEHIND = 21;
const FARTHEST_DAYS = 340;

const WORD = '[\\p{L}]{3,}';
const ORDINAL = '(?:st|nd|rd|th|er|º|ª|ª|\\.)?';
const OF = "(?:\\s+(?:de|di|of|d['’]))?";
/** Each form has the groups day, month (a number or a word) and year, as far as they occur. */
const FORMS: readonly { readonly pattern: RegExp; readonly order?: DateOrder }[] = [
  { pattern: /(?<![\d/.-])(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})(?![\d/])/gu, order: 'dmy' },
  {
    pattern: /(?<![\d/.,:-])(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4}|\d\d(?!\d|[:.]\d))?/gu,
    order: 'dmy',
  },
  { pattern: /(?<![\d/.-])(?<day>\d{1,2})-(?<month>\d{1,2})-(?<year>\d{4})(?![\d-])/gu, order: 'dmy' },
  { pattern: /(?<![\d/.-])(?<day>\d{1,2})\/(?<month>\d{1,2})(?:\/(?<year>\d{4}|\d\d))?(?![\d/])/gu },
  {
    pattern: new RegExp(
      `(?<![\\d/:.])(?<day>\\d{1,2})${ORDINAL}${OF}\\s*[- ]\\s*(?<month>${WORD})\\.?(?:,?\\s*(?:del?\\s+)?(?<year>\\d{4})(?![:\\d]))?`,
      'gu',
    ),
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}])(?<month>${WORD})\\.?\\s+(?<day>\\d{1,2})(?!\\d|[:.h]\\d|\\s?(?:am|pm|h\\b|uhr))${ORDINAL}(?:,?\\s+(?<year>\\d{4})(?![:\\d]))?`,
      'giu',
    ),
  },
];

/** The dates in a line. Uncertain ones are included, with a null date, so that they are not overlooked. */
export function scanDates(line: string, reading: DateReading): FoundDate[] {
  const found: FoundDate[] = [];
  let left = line;
  for (const { pattern, order } of FORMS) {
    for (const match of left.matchAll(pattern)) {
      const { day = '', month = '', year } = match.groups ?? {};
      const [start, end] = [match.index, match.index + match[0].trimEnd().length];
      const weekday = weekdayBeside(line, start, end);
      const candidates = candidatesOf(Number(day), month, order ?? null);
      if (candidates === null) continue;
      // Without a year, `3/12` may be anything. A weekday beside it shows that it is a date.
      if (year === undefined && match[0].includes('/') && weekday === null) continue;
      const dates = candidates.flatMap((each) => datesOf(each, year, weekday, reading));
      found.push({ date: choose(dates, candidates.length > 1, reading), start, end });
      left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

interface MonthDay {
  readonly month: number;
  readonly day: number;
  readonly order: DateOrder;
}

/** What day and month may mean; null where they cannot be a date. */
function candidatesOf(first: number, second: string, order: DateOrder | null): MonthDay[] | null {
  if (/^\p{L}/u.test(second)) {
    const month = dateWords().months.get(dateWordKey(second));
    return month === undefined || first < 1 || first > 31 ? null : [{ month, day: first, order: 'dmy' }];
  }
  const other = Number(second);
  const both: MonthDay[] = [
    { month: other, day: first, order: 'dmy' },
    { month: first, day: other, order: 'mdy' },
  ];
  const possible = both.filter(({ month, day }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
  const meant = order === null ? possible : possible.filter((each) => each.order === order);
  if (meant.length === 0) return null;
  return first === other ? meant.slice(0, 1) : meant;
}

type Candidate = { readonly date: LocalDate; readonly order: DateOrder };

function datesOf(
  { month, day, order }: MonthDay,
  year: string | undefined,
  weekday: Weekday | null,
  { writtenOn }: DateReading,
): Candidate[] {
  const writtenYear = Number(writtenOn?.slice(0, 4) ?? 0);
  const said = year === undefined ? null : Number(year.length === 2 ? `20${year}` : year);
  const years = said === null ? [writtenYear - 1, writtenYear, writtenYear + 1] : [said];
  return years
    .map((each) => `${String(each).padStart(4, '0')}-${pad(month)}-${pad(day)}`)
    .filter((date) => isLocalDate(date) && (weekday === null || weekdayOf(date) === weekday))
    .filter((date) => said !== null || isNear(date, writtenOn))
    .map((date) => ({ date, order }));
}

/** The certain day: by the known order, or because only one candidate is near the day of writing. Else null. */
function choose(dates: readonly Candidate[], isOpen: boolean, { writtenOn, order }: DateReading): LocalDate | null {
  const distinct = [...new Map(dates.map((each) => [each.date, each])).values()];
  if (distinct.length <= 1 || !isOpen) return distinct.length === 1 ? (distinct[0]?.date ?? null) : null;
  const ordered = order === null ? [] : distinct.filter((each) => each.order === order);
  if (ordered.length === 1) return ordered[0]?.date ?? null;
  const near = distinct.filter(({ date }) => isNear(date, writtenOn));
  return near.length === 1 ? (near[0]?.date ?? null) : null;
}

function isNear(date: LocalDate, writtenOn: LocalDate | null): boolean {
  if (writtenOn === null) return false;
  return date >= addDays(writtenOn, -LATEST_DAYS_BEHIND) && toDayNumber(date) - toDayNumber(writtenOn) <= FARTHEST_DAYS;
}

/** The weekday directly before or after a date. */
function weekdayBeside(line: string, start: number, end: number): Weekday | null {
  const before = new RegExp(`(${WORD})\\.?,?\\s*(?:den|the|le|el|il|de|,)?\\s*$`, 'iu').exec(line.slice(0, start))?.[1];
  const behind = /^,?\s*\(?(\p{L}{3,}(?:-feira)?)/u.exec(line.slice(end))?.[1];
  const { weekdays } = dateWords();
  const named = (word: string | undefined) => (word === undefined ? undefined : weekdays.get(dateWordKey(word)));
  return named(before) ?? named(behind) ?? null;
}
