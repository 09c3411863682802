import { readClockSpan, timeOfMinutes } from '../../time/clock-span.ts';
import { readSaidZone, type SaidZone } from './mail-zones.ts';

/** A time of day or a span in a line. */
export interface FoundTime {
  /** `HH:MM`; null where it may be morning or evening. */
  readonly time: string | null;
  /** The length, where an end is given. */
  readonly minutes: number | null;
  readonly zone: SaidZone | null;
  readonly start: number;
  readonly end: number;
}

const CLOCK =
  '\\d{1,2}(?::|\\s?h\\s?|\\.(?=\\d\\d(?:\\s?(?:uhr|uur|u\\b|h\\b|[ap]\\.?m\\b)|\\s?[-–—])|\\d\\d\\s*$))\\d\\d(?::\\d\\d)?';
const HALF = '\\s?(?:a\\.?m\\b\\.?|p\\.?m\\b\\.?)';
const HOUR_WORD = '\\s?(?:uhr|uur|heures|h)\\b';
const ONE = `(?:${CLOCK}(?:${HALF})?|\\d{1,2}${HALF}|\\d{1,2}(?=${HOUR_WORD})|noon|midday)`;
const BARE = `(?:${ONE}|\\d{1,2})`;
const UNIT = `(?:\\s?(?:uhr|uur|heures|h|u)\\b)?`;
const BETWEEN = '\\s*(?:-|–|—|to|bis|until|till|à|a|tot|às|al|alle)\\s*';
/** What a time does not follow: other digits, a price, or the sign of an offset such as GMT+01:00. */
const NOT_AFTER = '(?<![\\d:.,/$€£#]|(?:GMT|UTC)\\s?[+−-]\\s?)';
const SPAN = new RegExp(`${NOT_AFTER}(${BARE})${UNIT}${BETWEEN}(${ONE})${UNIT}`, 'giu');
const SINGLE = new RegExp(`${NOT_AFTER}(${ONE})${UNIT}`, 'giu');

/** The times in a line, each with its end and zone if they follow. */
export function scanTimes(line: string): FoundTime[] {
  const found: FoundTime[] = [];
  let left = line;
  const take = (match: RegExpExecArray | RegExpMatchArray, time: string | null, minutes: number | null): void => {
    const start = match.index ?? 0;
    const end = start + match[0].trimEnd().length;
    const zone = readSaidZone(line.slice(end));
    found.push({ time, minutes, zone, start, end });
    left = left.slice(0, start) + '\u0000'.repeat(end - start) + left.slice(end);
  };
  for (const match of left.matchAll(SPAN)) {
    const [, from = '', to = ''] = match;
    const spans = readSafely(clockText(from), clockText(to));
    const [span, other] = spans;
    if (span) take(match, other ? null : timeOfMinutes(span.start), other ? null : span.minutes);
  }
  for (const match of left.matchAll(SINGLE)) {
    const time = readOne(clockText(match[1] ?? ''));
    if (time !== undefined) take(match, time, null);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Normalises a time: `18h30` and `18.30` become `18:30`. */
function clockText(text: string): string {
  return text
    .toLowerCase()
    .replace(/(\d)\s?[h.]\s?(\d\d)/, '$1:$2')
    .replace(/^(\d+:\d\d):\d\d/, '$1')
    .replace(/\s?([ap])\.?m\.?$/, '$1m')
    .trim();
}

function readSafely(from: string, to: string) {
  try {
    const isBareHour = /^\d{1,2}$/.test(from) && !/[ap]m$/.test(to);
    return readClockSpan(isBareHour ? `${from}:00` : from, to);
  } catch {
    return [];
  }
}

/** The time as `HH:MM`; undefined where no clock shows it. */
function readOne(text: string): string | undefined {
  if (text === 'noon' || text === 'midday') return '12:00';
  const [, hours = '', minutes = '00', half] = /^(\d{1,2})(?::(\d\d))?([ap]m)?$/.exec(text) ?? [];
  if (hours === '' || Number(minutes) > 59) return undefined;
  const hour = Number(hours);
  if (half === undefined) return hour > 23 ? undefined : `${hours.padStart(2, '0')}:${minutes}`;
  if (hour < 1 || hour > 12) return undefined;
  return timeOfMinutes(((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + Number(minutes));
}
