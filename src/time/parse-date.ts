import { addDays, addMonths, endOfMonth, type LocalDate, type Weekday } from './civil.ts';
import { dateOfWeek, readIsoTime } from './iso-time.ts';
import { existingDate, inRange, naming, quoted, tidyTimeText, whenError } from './when.ts';

/** What a date is the edge of: the first day of a filter, its last day, or the end of a repetition. */
export type DateRole = 'from' | 'to' | 'until';

/**
 * Reads the DATE of a filter in ISO 8601, in English, or with names in the language of `locale`.
 *
 * Filters look at the past as often as at the future. So a date without a year is the nearest one (in `until` the
 * coming one). A weekday is the coming one, but in `from` the latest: "since Monday". Today counts as coming and as
 * latest. A month means its first day in `from` and its last day in `to` and `until`; without a role it is not a date.
 * Throws UsageError unless the whole text is understood and has one reading.
 */
export async function parseDate(
  text: string,
  today: LocalDate,
  role: DateRole | null = null,
  locale: string | null = null,
): Promise<LocalDate> {
  const tidy = tidyTimeText(text);
  const iso = readIsoDate(tidy);
  if (iso) return iso;
  const month = role && (await readMonth(tidy, today));
  if (month) return role === 'from' ? month : endOfMonth(month);
  const { readEnglishDate } = await import('./english/read-when.ts');
  const yearless = role === 'until' ? 'coming' : 'nearest';
  const recurring = role === 'from' ? 'latest' : 'coming';
  return naming(text, () => readEnglishDate(tidy, { today, weekStart: null, yearless, recurring }, locale));
}

export type Period = 'day' | 'week' | 'month';

/**
 * Reads the DATE of a calendar view: a date as in a filter, a month, an ISO week (`2026-W48`), `+1`/`-1` in periods of
 * the view, or `next week`. Gives a date inside the period; no text is today.
 */
export async function parsePeriod(
  text: string | undefined,
  view: Period,
  today: LocalDate,
  weekStart: Weekday,
  locale: string | null = null,
): Promise<LocalDate> {
  if (text === undefined) return today;
  const tidy = tidyTimeText(text);
  const date = readIsoDate(tidy) ?? readStep(tidy, view, today) ?? readIsoWeek(tidy) ?? (await readMonth(tidy, today));
  if (date) return date;
  const { readEnglishDate } = await import('./english/read-when.ts');
  const rules = { today, weekStart, yearless: 'nearest', recurring: 'coming' } as const;
  return naming(text, () => readEnglishDate(tidy, rules, locale));
}

/**
 * Like {@link parsePeriod}, where the view is not said: a day is shown as a day, a week as a week, the rest as a month.
 */
export async function parseView(
  text: string | undefined,
  today: LocalDate,
  weekStart: Weekday,
  locale: string | null = null,
): Promise<{ readonly view: Period; readonly date: LocalDate }> {
  const view = text === undefined ? 'month' : await viewOf(tidyTimeText(text), today);
  return { view, date: await parsePeriod(text, view, today, weekStart, locale) };
}

async function viewOf(text: string, today: LocalDate): Promise<Period> {
  const [, unit] = /^(?:this|next|last) (day|week|month|year)$/i.exec(text) ?? [];
  if (unit !== undefined) return unit.toLowerCase() === 'year' ? 'month' : (unit.toLowerCase() as Period);
  if (readStep(text, 'month', today) !== null) return 'month';
  if (readIsoWeek(text) !== null) return 'week';
  return (await readMonth(text, today)) === null ? 'day' : 'month';
}

function readIsoDate(text: string): LocalDate | null {
  const iso = readIsoTime(text);
  if (iso === null || iso.kind === 'date') return iso?.date ?? null;
  throw whenError('when_not_understood', `A day is wanted, not a time: ${quoted(text)}`, 'Leave the time out.');
}

const STEPS = { this: 0, next: 1, last: -1 } as const;

function readStep(text: string, view: Period, today: LocalDate): LocalDate | null {
  const [, signed, word, unit] =
    /^(?:([+-]\d+)|(this|next|last) (day|week|month|year))$/i.exec(text.toLowerCase()) ?? [];
  const steps = signed === undefined ? STEPS[word as keyof typeof STEPS] : Number(signed);
  if (steps === undefined) return null;
  // Outside the years that numina keeps. The arithmetic below could not represent such dates.
  if (Math.abs(steps) > 200_000) return inRange('');
  const period = unit ?? view;
  if (period === 'day') return inRange(addDays(today, steps));
  if (period === 'week') return inRange(addDays(today, 7 * steps));
  return inRange(addMonths(today, (period === 'year' ? 12 : 1) * steps));
}

/** An ISO 8601 week, by its Thursday: the day that gives a week its number and its year. */
function readIsoWeek(text: string): LocalDate | null {
  const [, year, week] = /^(\d{4})-?W(\d\d)$/i.exec(text) ?? [];
  if (year === undefined) return null;
  return dateOfWeek(Number(year), Number(week), 4);
}

/** The first day of a month: `2026-11`, `december 2026`, or `december` for the nearest one. */
async function readMonth(text: string, today: LocalDate): Promise<LocalDate | null> {
  const [, year, month] = /^(\d{4})-(\d\d)$/.exec(text) ?? [];
  if (year !== undefined) return existingDate(Number(year), Number(month), 1);
  const { readEnglishMonth } = await import('./english/read-month.ts');
  return readEnglishMonth(text, today);
}
