import { UsageError } from '../errors.ts';
import { readClockSpan, timeOfMinutes } from './clock-span.ts';
import { CLOCK_PATTERN, clockText, readClock } from './clock-time.ts';
import { quoted, whenError } from './when.ts';

/** Wall times, `HH:MM`: from ≤ time < to. An end that is not after the start is on the next day. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

const ONLY_CLOCK = new RegExp(`^${CLOCK_PATTERN}$`, 'i');
const PARTS_OF_DAY: ReadonlyMap<string, TimeRange> = new Map([
  ['morning', { from: '05:00', to: '12:00' }],
  ['afternoon', { from: '12:00', to: '17:00' }],
  ['evening', { from: '17:00', to: '05:00' }],
]);

/** Whether a value is a time in the form of {@link TimeRange}. */
export function isTimeOfDay(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** Reads `7:30`, `07:30` or `7pm` as `HH:MM`. Throws UsageError for anything else, seconds included. */
export function parseTimeOfDay(text: string): string {
  const plain = text.length > 20 ? '' : text.normalize('NFKC').trim();
  if (plain.toLowerCase() === 'noon') return '12:00';
  const clock = ONLY_CLOCK.test(plain) ? readClock(plain) : null;
  if (clock && clock.second === 0) return clockText(clock).slice(0, 5);
  throw whenError('when_not_understood', `Not a time of day: ${quoted(text)}`, 'Write it like 07:30, 18:00 or 7pm.');
}

/**
 * Reads `morning` (05–12), `afternoon` (12–17), `evening` (17–05) or two times, `18:00-20:30`, `22-7`, `10pm-7am`,
 * which may go past midnight. Throws UsageError, also where the half of the day is not known (`6-8`).
 */
export function parseTimeRange(text: string): TimeRange {
  const plain = text.length > 60 ? '' : text.normalize('NFKC').trim().toLowerCase();
  const part = PARTS_OF_DAY.get(plain);
  if (part) return part;
  const [from = '', to = '', ...more] = plain.replace(/^from /, '').split(/\s*[-–—]\s*|\s+(?:to|until|till)\s+/);
  // 24:00 means something only as an end: the midnight that ends the day.
  if (more.length > 0 || from.startsWith('24')) throw rangeError('Not a range of times', text);
  const [range, other] = readClockSpan(from, to).map(({ start, minutes }) => ({
    from: timeOfMinutes(start),
    to: timeOfMinutes(start + minutes),
  }));
  if (range && other) {
    const fact = `${quoted(text)} could be ${range.from}–${range.to} or ${other.from}–${other.to}`;
    throw new UsageError('bad_time_range', `${fact}.`, `Write ${range.from}-${range.to} or ${other.from}-${other.to}.`);
  }
  if (range) return range;
  throw rangeError(from !== '' && from === to ? 'The range is empty' : 'Not a range of times', text);
}

function rangeError(fact: string, text: string): UsageError {
  return new UsageError(
    'bad_time_range',
    `${fact}: ${quoted(text)}.`,
    'Write morning, afternoon, evening or like 18:00-20:30.',
  );
}
