import { UsageError } from '../errors.ts';
import { quoted } from './when.ts';

/** Minutes in each unit. A month has no fixed length, so it is not a unit. */
const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 10_080 };
const PART =
  /(\d+(?:\.\d+)?) ?(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)(?![a-z])(?:,? ?(?:and )?(?=\d)|$)/iy;
/** A year. */
export const LONGEST_MINUTES = 366 * 1440;

/**
 * Reads a duration as whole minutes: `45` and `45 min` (minutes), `12h`, `1h30m`, `1h30`, `2 days`. Throws UsageError
 * for zero, negative durations, parts of a minute and more than a year.
 */
export function parseDurationMinutes(text: string): number {
  const plain = text.length > 100 ? '' : text.replace(/\s+/g, ' ').trim();
  const minutes = /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : sumOfParts(plain);
  if (minutes === null)
    throw durationError(/^-\s?\d/.test(plain) ? 'A duration is never negative' : 'Not a duration', text);
  if (minutes === 0) throw durationError('A duration is at least a minute', text);
  if (minutes > LONGEST_MINUTES) throw durationError('A duration is at most a year', text);
  if (!Number.isInteger(minutes)) throw durationError('A duration is whole minutes', text);
  return minutes;
}

/**
 * Reads a duration with its unit, where hours are as likely as minutes. Throws UsageError as
 * {@link parseDurationMinutes} does, and for a number without a unit.
 */
export function parseUnitDuration(text: string): number {
  const [, number] = /^\s*(\d{1,6}(?:\.\d{1,3})?)\s*$/.exec(text) ?? [];
  // Zero needs no unit; parseDurationMinutes refuses it.
  if (number === undefined || Number(number) === 0) return parseDurationMinutes(text);
  throw unitMissing(number);
}

/** The error of a duration without a unit; `written` is its number, with its sign. */
export function unitMissing(written: string): UsageError {
  const number = written.replace(/^\D+/, '');
  const plural = number === '1' ? '' : 's';
  return new UsageError(
    'unit_missing',
    `“${written}” could be ${number} hour${plural} or ${number} minute${plural}.`,
    `Write ${written}h or ${written}m.`,
  );
}

/** `1h 30m` as 90; `null` where something else is in the text. In `1h30` the last unit is left out. */
function sumOfParts(text: string): number | null {
  let minutes = 0;
  const whole = text.replace(/(\d)\s?h\s?(\d{1,2})$/i, '$1h $2m');
  PART.lastIndex = 0;
  while (PART.lastIndex < whole.length) {
    const [, amount, unit = ''] = PART.exec(whole) ?? [];
    if (amount === undefined) return null;
    minutes += Number(amount) * (UNIT_MINUTES[unit.charAt(0).toLowerCase()] ?? Number.NaN);
  }
  return whole === '' ? null : minutes;
}

function durationError(fact: string, text: string): UsageError {
  return new UsageError(
    'bad_duration',
    `${fact}: ${quoted(text)}.`,
    'Write it like 45 (minutes), 90m, 1h30m, 12h or 2 days.',
  );
}
