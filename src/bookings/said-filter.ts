import { inField, UsageError } from '../errors.ts';
import type { LocalDate } from '../time/civil.ts';
import { type DateRole, parseDate } from '../time/parse-date.ts';
import { parseTimeRange } from '../time/parse-time-range.ts';
import { field, words } from '../words.ts';
import { STATUSES } from './booking.ts';
import { type BookingFilter, FILTER_FIELDS, type FilterField } from './booking-filter.ts';
import { saidChoice, saidFields, saidText, saidTexts } from './said-values.ts';

/** A filter in a request, not checked yet: one text or several per field, days and times in words. */
export interface SaidFilter {
  readonly type?: string | readonly string[] | undefined;
  readonly location?: string | readonly string[] | undefined;
  readonly source?: string | readonly string[] | undefined;
  readonly status?: string | readonly string[] | undefined;
  readonly instructor?: string | readonly string[] | undefined;
  /** `FIELD=VALUE`. */
  readonly exclude?: string | readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `morning`, `18:00-20:30`. */
  readonly time?: string | undefined;
  readonly search?: string | undefined;
}

/** What is needed to read days in words. */
export interface DayReading {
  readonly today: LocalDate;
  /** The language tag of the person, who may name days in that language; English only where it is null. */
  readonly locale: string | null;
}

/** The fields of a filter in a request. */
export const FILTER_NAMES = [
  ...['type', 'location', 'source', 'status', 'instructor', 'exclude'],
  ...['from', 'to', 'time', 'search'],
] as const satisfies readonly (keyof SaidFilter)[];

/** In characters; more than anybody needs, and within what the database takes as a pattern. */
const LONGEST_TEXT = 5000;

/** Whether the filter has any field. */
export function isNarrowed(said: SaidFilter): boolean {
  return Object.values(said).some((value) => value !== undefined);
}

/** Checks a filter. Throws UsageError, also for an unknown field. */
export async function checkFilter(said: SaidFilter, days: DayReading): Promise<BookingFilter> {
  const given = saidFields(said, 'A filter', FILTER_NAMES);
  const texts = (name: keyof SaidFilter) =>
    inField(name, () => saidTexts(given.get(name), field(name))?.map(requireShort));
  const text = (name: keyof SaidFilter) =>
    given.has(name) ? inField(name, () => requireShort(saidText(given.get(name), field(name)))) : undefined;
  const statuses = texts('status')?.map((each) => saidChoice(each, field('status'), STATUSES));
  const [from, to, time] = [text('from'), text('to'), text('time')];
  const filter = {
    types: texts('type'),
    locations: texts('location'),
    sources: texts('source'),
    instructors: texts('instructor'),
    statuses,
    exclude: texts('exclude')?.map(checkExclusion),
    search: text('search'),
    from: from === undefined ? undefined : await inField('from', () => checkDay(from, 'from', days)),
    to: to === undefined ? undefined : await inField('to', () => checkDay(to, 'to', days)),
    startsBetween: time === undefined ? undefined : inField('time', () => parseTimeRange(time)),
  };
  if (filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
    throw new UsageError(
      'empty_range',
      words`${field('from')} ${filter.from} is after ${field('to')} ${filter.to}.`,
      'Swap them.',
    );
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** Reads a day in words; `role` tells which end of a range it is. Throws UsageError. */
export function checkDay(said: string, role: DateRole, { today, locale }: DayReading): Promise<LocalDate> {
  return parseDate(saidText(said, field(role)), today, role, locale);
}

function requireShort(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const fact = `A filter has ${text.length.toLocaleString('en')} characters.`;
  throw new UsageError('text_too_long', fact, 'At most 5,000 are looked for.');
}

function checkExclusion(text: string): { field: FilterField; value: string } {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(
      'bad_exclude',
      words`${field('exclude')} needs FIELD=VALUE, not “${text}”.`,
      words`For example ${field('exclude', 'type=yoga')}.`,
    );
  }
  return { field: saidChoice(name, field('exclude'), FILTER_FIELDS), value };
}
