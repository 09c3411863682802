import { DAY_MS } from '../../time/units.ts';
import { wallOf } from '../../time/wall-time.ts';
import { readHead } from './line-head.ts';
import { decodeValue } from './value-encoding.ts';

/** A parsed content line. */
export interface IcsProperty {
  /** Parameters by name, in small letters. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Text is unescaped. Other values are unchanged. */
  readonly values: readonly string[];
}

/** Properties with text values, which are unescaped. Other values stay as written, unless they have VALUE=TEXT. */
const TEXTS = new Set(['summary', 'description', 'location', 'uid', 'tzid', 'categories']);

/** A line that needs no parsing: no parameters (except VALUE=TEXT), no escapes, no list. */
const PLAIN = /^[A-Z0-9-]{1,100}(?:;VALUE=TEXT)?:([^\\,]*)$/;

const NO_PARAMS: IcsProperty['params'] = {};

/** Parses one unfolded content line (RFC 5545 §3.1); null where it is malformed. */
export function readProperty(line: string): IcsProperty | null {
  const [, plain] = PLAIN.exec(line) ?? [];
  if (plain !== undefined) return { params: NO_PARAMS, values: [plain] };
  const head = readHead(line);
  if (head === null) return null;
  const { name, params } = head;
  const value = decodeValue(line.slice(head.valueAt), params['encoding'], params['charset']);
  if (!TEXTS.has(name) && params['value']?.toUpperCase() !== 'TEXT') return { params, values: [value] };
  // A comma after an odd number of backslashes is escaped and does not separate values.
  const parts = name === 'categories' && value.includes(',') ? splitList(value) : [value];
  return { params, values: parts.map(unescapeText) };
}

function splitList(value: string): readonly string[] {
  return value.match(/(?:[^,\\]|\\[\s\S]?)+/g) ?? [''];
}

/** Unescapes text (§3.3.11). */
function unescapeText(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\([\\;,Nn])/g, (_, escaped) => (/n/i.test(escaped) ? '\n' : escaped))
    : text;
}

/**
 * A time as iCalendar writes it. `wall` is a wall time in ms; `instant` is UTC ms. `calendar` is the number of the
 * calendar in the file whose zones apply.
 */
export type IcsTime =
  | { readonly kind: 'date'; readonly wall: number; readonly calendar: number }
  | { readonly kind: 'utc'; readonly instant: number; readonly calendar: number }
  | {
      readonly kind: 'wall';
      readonly wall: number;
      readonly tzid: string | null;
      readonly calendar: number;
      /** Written without a zone; `tzid` is copied from the start of the event. */
      readonly isBorrowed?: true;
    };

const TIME = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Reads a DATE or DATE-TIME (§3.3.4, §3.3.5); null where no such day or time exists. The text decides the kind, not the
 * VALUE parameter. Also accepts the extended form of ISO 8601, and offsets.
 */
export function readTime(text: string, tzid: string | null, calendar = 0): IcsTime | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', zone] = match;
  if (hour === undefined || minute === undefined) {
    const wall = wallOf(Number(year), Number(month), Number(day));
    return Number.isNaN(wall) ? null : { kind: 'date', wall, calendar };
  }
  // A leap second (60) counts as the last second of its minute. 24:00 is the end of the day.
  const seconds = Math.min(Number(second), second === '60' ? 59 : 60);
  const isDayEnd = hour === '24' && minute === '00' && seconds === 0;
  const within = wallOf(Number(year), Number(month), Number(day), isDayEnd ? 0 : Number(hour), Number(minute), seconds);
  if (Number.isNaN(within)) return null;
  const wall = isDayEnd ? within + DAY_MS : within;
  if (zone === undefined) return { kind: 'wall', wall, tzid, calendar };
  return { kind: 'utc', instant: wall - (/z/i.test(zone) ? 0 : readOffset(zone)), calendar };
}

/** The digits of a time as ms, without regard to its zone. */
export function wallOfTime(time: IcsTime): number {
  return time.kind === 'utc' ? time.instant : time.wall;
}

/** Midnight (ms) of the day in the text of a time. */
export function dayOfTime(time: IcsTime): number {
  return Math.floor(wallOfTime(time) / DAY_MS) * DAY_MS;
}

/** The ms of an offset such as `+0100`, `+01:00`, `+01` or `-003036`; NaN for other texts. */
export function readOffset(text: string): number {
  const match = /^([+-])(\d\d)(?::?(\d\d):?(\d\d)?)?$/.exec(text.trim());
  if (!match) return Number.NaN;
  const [, sign, hours, minutes = '0', seconds = '0'] = match;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -size : size) * 1000;
}

const DURATION = /^([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/i;

/** The ms of a DURATION (§3.3.6). It may be negative. Null for other texts. */
export function readDuration(text: string): number | null {
  const match = DURATION.exec(text.trim());
  if (!match || /[PT]$/i.test(text.trim())) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const size = ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return (match[1] === '-' ? -size : size) * 1000;
}
