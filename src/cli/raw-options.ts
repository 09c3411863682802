import type { Session } from '../app.ts';
import { SAID_FIELDS } from '../bookings/booking-fields.ts';
import { timeGivenTwice } from '../bookings/class-and-when.ts';
import type { SaidBookingFields } from '../bookings/said-fields.ts';
import { checkFilter, type DayReading, FILTER_NAMES, type SaidFilter } from '../bookings/said-filter.ts';
import { saidWholeNumber } from '../bookings/said-values.ts';
import { UsageError } from '../errors.ts';
import type { RawInput } from './command.ts';

/** The text of an option; undefined where it was not given. */
export function textOption({ options }: RawInput, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function hasFlag({ options }: RawInput, name: string): boolean {
  return options[name] === true;
}

function listOption({ options }: RawInput, name: string): readonly string[] | undefined {
  const value = options[name];
  return Array.isArray(value) && value.length > 0 ? (value as readonly string[]) : undefined;
}

/** The options with these names, unchecked: their receiver checks them. */
export function optionsNamed<Said extends object>(
  { options }: RawInput,
  names: readonly (keyof Said & string)[],
): Partial<Said> {
  const given = names.map((name) => [name, options[name]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Partial<Said>;
}

/** The positional argument at `index` as a list of words. */
export function argumentWords({ arguments: given }: RawInput, index: number): readonly string[] {
  const value = given[index];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The value of an option as a whole number from `least` to `most`. Throws UsageError, which names the option. */
export function wholeNumberOption(raw: RawInput, name: string, least: number, most: number): number | undefined {
  const text = textOption(raw, name);
  return text === undefined ? undefined : saidWholeNumber(text, `--${name}`, least, most);
}

/** The fields of a booking from the options of `book` and `edit`. An empty text clears a field. */
export function bookingFields(raw: RawInput): SaidBookingFields {
  const words = SAID_FIELDS.map(({ said }) => [said, textOption(raw, OPTION_OF[said] ?? said)] as const);
  return Object.fromEntries(words.filter(([, text]) => text !== undefined));
}

/** Options whose name differs from the field. */
const OPTION_OF: { readonly [Field in keyof SaidBookingFields]?: string } = { durationMinutes: 'duration' };

/** The filter options, as they were typed. */
export function filterOptions(raw: RawInput): SaidFilter {
  const words = FILTER_NAMES.map((name) => [name, listOption(raw, name) ?? textOption(raw, name)] as const);
  return Object.fromEntries(words.filter(([, given]) => given !== undefined));
}

/** How to read days in this session. */
export function daysOf({ nowLocal, locale }: Pick<Session, 'nowLocal' | 'locale'>): DayReading {
  return { today: nowLocal.slice(0, 10), locale };
}

/** {@link filterOptions}, checked here so that a mistake is reported before any work. Throws UsageError. */
export async function checkedFilterOptions(
  raw: RawInput,
  session: Pick<Session, 'nowLocal' | 'locale'>,
): Promise<SaidFilter> {
  const said = filterOptions(raw);
  await checkFilter(said, daysOf(session));
  return said;
}

/** The word (or quoted words) at a position. Throws UsageError with `question` where it is missing. */
export function requiredWord(raw: RawInput, index: number, question: string, example: string): string {
  return requiredWords(raw, index, question, example)[0] ?? '';
}

function requiredWords(raw: RawInput, index: number, question: string, example: string): readonly string[] {
  const words = argumentWords(raw, index).filter((word) => word.trim() !== '');
  if (words.length === 0) throw new UsageError('argument_missing', question, example);
  return words;
}

/**
 * WHEN, from the words from `index` on or from `--at`; undefined where neither is given. Throws UsageError where both
 * are.
 */
export function whenOption(raw: RawInput, index: number): string | undefined {
  const words = argumentWords(raw, index).join(' ');
  return eitherTime(words === '' ? undefined : words, raw);
}

/** The time in `words` or in `--at`. Throws UsageError where both are given. */
export function eitherTime(words: string | undefined, raw: RawInput): string | undefined {
  const at = textOption(raw, 'at');
  if (at === undefined || words === undefined) return at ?? words;
  throw timeGivenTwice(words, at);
}
