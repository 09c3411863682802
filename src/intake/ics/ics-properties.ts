import { DAY_MS } from '../../time/units.ts';
import { wallOf } from '../../time/wall-time.ts';
import { readHead } from './line-head.ts';
import { decodeValue } from './value-encoding.ts';

/** A content line, taken apart. */
export interface IcsProperty {
  /** By name in small letters. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Text without its escapes; all else as it stands. */
  readonly values: readonly string[];
}

/** The properties of text, whose escapes are undone; every other stays as it stands unless it says VALUE=TEXT. */
const TEXTS = new Set(['summary', 'description', 'location', 'uid', 'tzid', 'categories']);

/** Nothing to take apart: no parameter but that it is text, no escapes, no list. */
const PLAIN = /^[A-Z0-9-]{1,100}(?:;VALUE=TEXT)?:([^\\,]*)$/;

const NO_PARAMS: IcsProperty['params'] = {};

/** Reads one unfolded content line (RFC 5545 §3.1); null where it cannot be. */
export function readProperty(line: string): IcsProperty | null {
  const [, plain] = PLAIN.exec(line) ?? [];
  if (plain !== undefined) return { params: NO_PARAMS, values: [plain] };
  const head = readHead(line);
  if (head === null) return null;
  const { name, params } = head;
  const value = decodeValue(line.slice(head.valueAt), params['encoding'], params['charset']);
  if (!TEXTS.has(name) && params['value']?.toUpperCase() !== 'TEXT') return { params, values: [value] };
  // A comma after an odd number of backslashes is none that parts two values.
  const parts = name === 'categories' && value.includes(',') ? splitList(value) : [value];
  return { params, values: parts.map(unescapeText) };
}

function splitList(value: string): readonly string[] {
  return value.match(/(?:[^,\\]|\\[\s\S]?)+/g) ?? [''];
}

/** Text as it is meant (§3.3.11). */
function unescapeText(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\([\\;,Nn])/g, (_, escaped) => (/n/i.test(escaped) ? '\n' : escaped))
    : text;
}

/**
 * A point in time as iCalendar writes it. `wall` is a wall time in ms, `instant` UTC ms. `calendar` is the number of
 * the calendar in the file, whose zones count.
 */
export type IcsTime =
  | { readonly kind: 'date'; readonly wall: number; readonly calendar: number }
  | { readonly kind: 'utc'; readonly instant: number; readonly calendar: number }
  | {
      readonly kind: 'wall';
      readonly wall: number;
      readonly tzid: string | null;
      readonly calendar: number;
      /** It is written without a zone, and `tzid` is the one of the start beside it. */
      readonly isBorrowed?: true;
    };

const TIME = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Reads a DATE or DATE-TIME (§3.3.4, §3.3.5); null where there is no such day or time. What it is decides its
 * shape, whatever VALUE says. Takes the extended form of ISO 8601 and offsets too: they are certain.
 */
export function readTime(text: string, tzid: string | null, calendar = 0): IcsTime | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', zone] = match;
  if (hour === undefined || minute === undefined) {
    const wall = wallOf(Number(year), Number(month), Number(day));
    return Number.isNaN(wall) ? null : { kind: 'date', wall, calendar };
  }
  // A leap second (60) is the last second of its minute here, and 24:00 the end of the day.
  const seconds = Math.min(Number(second), second === '60' ? 59 : 60);
  const isDayEnd = hour === '24' && minute === '00' && seconds === 0;
  const within = wallOf(Number(year), Number(month), Number(day), isDayEnd ? 0 : Number(hour), Number(minute), seconds);
  if (Number.isNaN(within)) return null;
  const wall = isDayEnd ? within + DAY_MS : within;
  if (zone === undefined) return { kind: 'wall', wall, tzid, calendar };
  return { kind: 'utc', instant: wall - (/z/i.test(zone) ? 0 : readOffset(zone)), calendar };
}

/** The digits of a time, whatever its zone: ms. */
export function wallOfTime(time: IcsTime): number {
  return time.kind === 'utc' ? time.instant : time.wall;
}

/** The midnight of the day that a time is written with: ms. */
export function dayOfTime(time: IcsTime): number {
  return Math.floor(wallOfTime(time) / DAY_MS) * DAY_MS;
}

/** Ms of `+0100`, `+01:00`, `+01` or `-003036`; NaN where it is none. */
export function readOffset(text: string): number {
  const match = /^([+-])(\d\d)(?::?(\d\d):?(\d\d)?)?$/.exec(text.trim());
  if (!match) return Number.NaN;
  const [, sign, hours, minutes = '0', seconds = '0'] = match;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -size : size) * 1000;
}

const DURATION = /^([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/i;

/** Ms of a DURATION (§3.3.6), which may be negative; null where it is none. */
export function readDuration(text: string): number | null {
  const match = DURATION.exec(text.trim());
  if (!match || /[PT]$/i.test(text.trim())) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const size = ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return (match[1] === '-' ? -size : size) * 1000;
}
