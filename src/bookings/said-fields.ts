import { inField, UsageError } from '../errors.ts';
import { parseDurationMinutes } from '../time/parse-duration.ts';
import { isZone } from '../time/zones.ts';
import { type FieldPart, field, type Words, words } from '../words.ts';
import { type BookingFields, type FieldKind, SAID_FIELDS } from './booking-fields.ts';
import { checkAmount, type Money, parseCurrency, parseMoney } from './money.ts';
import { MAX_DURATION_MINUTES } from './plan-booking.ts';
import { saidFields, saidText, saidWholeNumber } from './said-values.ts';
import { cleanNotes, cleanTitle } from './text-fields.ts';

/**
 * The fields of a booking in a request, not checked yet. A text is as a person writes it (`1h30`, `14€`); an empty text
 * or null means none. A number is in the stored unit: minutes, or thousandths of the currency's unit.
 */
export type SaidBookingFields = { readonly [Name in keyof BookingFields]?: string | number | null | undefined };

const NAMES = SAID_FIELDS.map(({ said }) => said);

/** Checks every field of a booking in a request. Throws UsageError, also for an unknown field. */
export function checkBookingFields(said: SaidBookingFields): BookingFields {
  const given = saidFields(said, 'A booking', NAMES);
  const currency = given.has('currency') ? inField('currency', () => checkCurrency(given.get('currency'))) : undefined;
  const currencies = [currency];
  const values: Record<string, unknown> = {};
  for (const { said: name, kind, label, isRequired } of SAID_FIELDS) {
    const value = given.get(name);
    if (value === undefined || kind === 'currency') continue;
    if (isNone(value) && !isRequired) values[name] = null;
    else if (kind === 'amount') {
      const money = checkMoney(value, field(name), currency ?? null);
      values[name] = money.amount;
      currencies.push(money.currency);
    } else values[name] = inField(name, () => CHECKS[kind]?.(value, label, field(name)));
  }
  const one = inField('currency', () => oneCurrency(currencies));
  return one === undefined ? values : { ...values, currency: one };
}

function isNone(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** How a given value of each kind becomes a stored one; each throws UsageError. */
const CHECKS: Readonly<Partial<Record<FieldKind, (value: unknown, label: string, name: FieldPart) => unknown>>> = {
  title: (value, label) => cleanTitle(saidText(value, `The ${label}`), label),
  lines: (value, label) => cleanNotes(saidText(value, `The ${label}`)),
  minutes: (value, _, name) => checkDuration(value, name),
  url: (value, label) => checkUrl(saidText(value, `The ${label}`)),
  zone: checkZone,
};

/** A duration in minutes: `60`, `1h`, `1h30`, `90m`. A number without a unit is minutes. */
function checkDuration(value: unknown, label: Words): number {
  const hasUnit = typeof value === 'string' && /\d\s*[a-z]/i.test(value) && !/^\s*[-\d.]+e\d+\s*$/i.test(value);
  if (!hasUnit) return saidWholeNumber(value, label, 1, MAX_DURATION_MINUTES);
  const minutes = parseDurationMinutes(value);
  if (minutes <= MAX_DURATION_MINUTES) return minutes;
  throw new UsageError('bad_number', words`${label} cannot be ${value}.`, 'A class takes a week at most.');
}

/** The name of an IANA zone. Throws UsageError. */
export function checkZone(value: unknown): string {
  const name = saidText(value, 'The zone');
  if (isZone(name)) return name;
  throw new UsageError('unknown_zone', `There is no time zone “${name}”.`, 'Use an IANA name such as Europe/Berlin.');
}

function checkUrl(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href;
  throw new UsageError(
    'bad_url',
    `Not a web address: ${text}`,
    'Write it in full, such as https://studio.example/class.',
  );
}

function checkCurrency(value: unknown): string | null {
  return isNone(value) ? null : parseCurrency(saidText(value, 'The currency'));
}

function checkMoney(value: unknown, label: FieldPart, currency: string | null): Money {
  if (typeof value === 'number') return { amount: checkAmount(value, label), currency: null };
  return parseMoney(saidText(value, label), label, currency);
}

/** The one currency that was given, by itself or with an amount; null for none. Throws UsageError for two. */
function oneCurrency(said: readonly (string | null | undefined)[]): string | null | undefined {
  const [first, second] = [...new Set(said.filter((each) => each != null))];
  if (second === undefined) return first ?? said[0];
  throw new UsageError('two_currencies', `Two currencies are named: ${first} and ${second}.`, 'A booking has one.');
}
