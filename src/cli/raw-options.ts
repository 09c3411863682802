import { type BookingStatus, STATUSES } from '../bookings/booking.ts';
import { type BookingFilter, FILTER_FIELDS, type FilterField } from '../bookings/booking-filter.ts';
import { parseCurrency, parseMoney } from '../bookings/money.ts';
import { type BookingFields, MAX_DURATION_MINUTES } from '../bookings/plan-booking.ts';
import { cleanNotes, cleanTitle } from '../bookings/text-fields.ts';
import { UsageError } from '../errors.ts';
import type { LocalDate } from '../time/civil.ts';
import { parseDate } from '../time/parse-date.ts';
import { parseDurationMinutes } from '../time/parse-duration.ts';
import { parseTimeRange } from '../time/parse-time-range.ts';
import { isZone } from '../time/zones.ts';
import type { RawInput } from './command.ts';

/** The text of an option, or undefined where it was not given. */
export function textOption({ options }: RawInput, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function hasFlag({ options }: RawInput, name: string): boolean {
  return options[name] === true;
}

export function listOption({ options }: RawInput, name: string): readonly string[] | undefined {
  const value = options[name];
  return Array.isArray(value) && value.length > 0 ? (value as readonly string[]) : undefined;
}

/** The words of the positional argument at `index`, as a list whatever their number. */
export function argumentWords({ arguments: given }: RawInput, index: number): readonly string[] {
  const value = given[index];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** A whole number from `least` to `most`. Throws UsageError naming the option. */
export function parseWholeNumber(text: string, what: string, least: number, most: number): number {
  const number = /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(
    'bad_number',
    `${what} cannot be ${text === '' ? 'empty' : text}.`,
    `Give a whole number from ${least} to ${most.toLocaleString('en')}.`,
  );
}

export function wholeNumberOption(raw: RawInput, name: string, least: number, most: number): number | undefined {
  const text = textOption(raw, name);
  return text === undefined ? undefined : parseWholeNumber(text, `--${name}`, least, most);
}

/** One of a few words. Throws UsageError that names them. */
export function parseChoice<T extends string>(text: string, what: string, choices: readonly T[]): T {
  const wanted = text.trim().toLowerCase().replace('-', '_');
  const found = choices.find((choice) => choice === wanted || choice === text);
  if (found !== undefined) return found;
  throw new UsageError('bad_choice', `${what} does not know “${text}”.`, `It takes ${choices.join(', ')}.`);
}

/** What `book` and `edit` say of a class; an empty text is "none". Throws UsageError. */
export function bookingFields(raw: RawInput): BookingFields {
  const fields: { -readonly [K in keyof BookingFields]: BookingFields[K] } = {};
  const orNone = <T>(name: string, parse: (text: string) => T): T | null | undefined => {
    const text = textOption(raw, name);
    return text === undefined ? undefined : text.trim() === '' ? null : parse(text);
  };
  const duration = durationOption(raw);
  if (duration !== undefined) fields.durationMinutes = duration;
  assign(
    fields,
    'type',
    orNone('type', (text) => cleanTitle(text, 'type')),
  );
  assign(
    fields,
    'location',
    orNone('location', (text) => cleanTitle(text, 'location')),
  );
  assign(
    fields,
    'instructor',
    orNone('instructor', (text) => cleanTitle(text, 'instructor')),
  );
  assign(
    fields,
    'externalId',
    orNone('externalId', (text) => cleanTitle(text, 'external id')),
  );
  const currency = orNone('currency', parseCurrency);
  const [price, lateFee] = [
    orNone('price', (text) => parseMoney(text, '--price', currency)),
    orNone('lateFee', (text) => parseMoney(text, '--late-fee', currency)),
  ];
  assign(fields, 'price', price === null ? null : price?.amount);
  assign(fields, 'lateFee', lateFee === null ? null : lateFee?.amount);
  assign(fields, 'currency', oneCurrency([currency, price?.currency, lateFee?.currency]));
  assign(fields, 'url', orNone('url', parseUrl));
  assign(fields, 'notes', orNone('notes', cleanNotes));
  const source = textOption(raw, 'source');
  if (source !== undefined) fields.source = cleanTitle(source, 'source');
  const zone = textOption(raw, 'zone');
  if (zone !== undefined) fields.zone = parseZone(zone);
  return fields;
}

/** `60`, `1h`, `1h30`, `90m`: minutes where no unit is named. Throws UsageError. */
function durationOption(raw: RawInput): number | undefined {
  const text = textOption(raw, 'duration');
  if (text === undefined || !/\d\s*[a-z]/i.test(text) || /^\s*[-\d.]+e\d+\s*$/i.test(text)) {
    return wholeNumberOption(raw, 'duration', 1, MAX_DURATION_MINUTES);
  }
  const minutes = parseDurationMinutes(text);
  if (minutes <= MAX_DURATION_MINUTES) return minutes;
  throw new UsageError('bad_number', `--duration cannot be ${text}.`, 'A class takes a week at most.');
}

/** The currency that was said, beside an amount or by itself; null is "none". Throws UsageError for two. */
function oneCurrency(said: readonly (string | null | undefined)[]): string | null | undefined {
  const [first, second] = [...new Set(said.filter((each) => each != null))];
  if (second === undefined) return first ?? said[0];
  throw new UsageError('two_currencies', `Two currencies are named: ${first} and ${second}.`, 'A booking has one.');
}

function assign<K extends keyof BookingFields>(
  fields: { -readonly [P in keyof BookingFields]: BookingFields[P] },
  key: K,
  value: BookingFields[K] | undefined,
): void {
  if (value !== undefined) fields[key] = value;
}

export function parseZone(name: string): string {
  if (isZone(name)) return name;
  throw new UsageError('unknown_zone', `There is no time zone “${name}”.`, 'Use an IANA name such as Europe/Berlin.');
}

function parseUrl(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href;
  throw new UsageError(
    'bad_url',
    `Not a web address: ${text}`,
    'Write it in full, such as https://studio.example/class.',
  );
}

/** The filter options that every view shares; days may be named in the language of `locale`. Throws UsageError. */
export async function bookingFilter(
  raw: RawInput,
  today: LocalDate,
  locale: string | null = null,
): Promise<BookingFilter> {
  const statuses = listOption(raw, 'status')?.map((text): BookingStatus => parseChoice(text, '--status', STATUSES));
  const [from, to, time] = [textOption(raw, 'from'), textOption(raw, 'to'), textOption(raw, 'time')];
  const lists = {
    types: listOption(raw, 'type'),
    locations: listOption(raw, 'location'),
    sources: listOption(raw, 'source'),
    instructors: listOption(raw, 'instructor'),
    statuses,
    exclude: listOption(raw, 'exclude')?.map(parseExclusion),
    search: textOption(raw, 'search'),
    from: from === undefined ? undefined : await parseDate(from, today, 'from', locale),
    to: to === undefined ? undefined : await parseDate(to, today, 'to', locale),
    startsBetween: time === undefined ? undefined : parseTimeRange(time),
  };
  if (lists.from !== undefined && lists.to !== undefined && lists.from > lists.to) {
    throw new UsageError('empty_range', `--from ${lists.from} is after --to ${lists.to}.`, 'Swap them.');
  }
  return Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== undefined));
}

function parseExclusion(text: string): { field: FilterField; value: string } {
  const [, field, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (field === undefined || value === undefined) {
    throw new UsageError(
      'bad_exclude',
      `--exclude needs FIELD=VALUE, not “${text}”.`,
      'For example --exclude type=yoga.',
    );
  }
  return { field: parseChoice(field, '--exclude', FILTER_FIELDS), value };
}

/** The one word (or the words, quoted as one) at a position. Throws UsageError with `question` where it is missing. */
export function requiredWord(raw: RawInput, index: number, question: string, example: string): string {
  return requiredWords(raw, index, question, example)[0] ?? '';
}

export function requiredWords(raw: RawInput, index: number, question: string, example: string): readonly string[] {
  const words = argumentWords(raw, index).filter((word) => word.trim() !== '');
  if (words.length === 0) throw new UsageError('argument_missing', question, example);
  return words;
}

/** WHEN as words from position `index` on, or as `--at`; undefined where neither is given. Throws UsageError for both. */
export function whenOption(raw: RawInput, index: number): string | undefined {
  const words = argumentWords(raw, index).join(' ');
  return eitherTime(words === '' ? undefined : words, raw);
}

/** The time in words or as `--at`. Throws UsageError for both. */
export function eitherTime(words: string | undefined, raw: RawInput): string | undefined {
  const at = textOption(raw, 'at');
  if (at === undefined || words === undefined) return at ?? words;
  throw timeGivenTwice(words, at);
}

export function timeGivenTwice(words: string, at: string): UsageError {
  return new UsageError('two_times', `The time is given twice: “${words}” and --at ${at}.`, 'Give it once.');
}
