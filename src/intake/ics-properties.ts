import ICAL from 'ical.js';
import { wallOf } from './zone-rules.ts';

/** A content line, taken apart. */
export interface IcsProperty {
  /** By name in small letters. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Text without its escapes; all else as it stands. */
  readonly values: readonly string[];
}

const TEXT = { defaultType: 'text' };

// ical.js takes the line apart. It would also turn dates into its own form, by position and without looking at
// them (`2026-11-24` becomes `2026--1-24`): this design has no type but text, and dates arrive as they stand.
const DESIGN = {
  name: 'raw',
  value: { text: ICAL.design.icalendar.value.text },
  param: {},
  property: {
    summary: TEXT,
    description: TEXT,
    location: TEXT,
    uid: TEXT,
    tzid: TEXT,
    categories: { ...TEXT, multiValue: ',' },
  },
  propertyGroups: false,
};

/** Nothing to take apart: no parameter but that it is text, no escapes, no list. */
const PLAIN = /^[A-Z0-9-]{1,100}(?:;VALUE=TEXT)?:([^\\,]*)$/;

/** Longer names and parameters are no property, and looking through them would take its time. */
const MAX_HEAD = 5000;

const NO_PARAMS: IcsProperty['params'] = {};

/** Reads one unfolded content line (RFC 5545 §3.1); null where it cannot be. */
export function readProperty(line: string): IcsProperty | null {
  const [, value] = PLAIN.exec(line) ?? [];
  if (value !== undefined) return { params: NO_PARAMS, values: [value] };
  if (!hasShortHead(line)) return null;
  try {
    const [, params, , ...values] = ICAL.parse.property(line, DESIGN) as [
      string,
      IcsProperty['params'],
      string,
      ...string[],
    ];
    return { params, values };
  } catch {
    return null;
  }
}

/** Whether the value begins early: at the first colon that is not inside quotes. */
function hasShortHead(line: string): boolean {
  let isQuoted = false;
  for (let at = 0; at < MAX_HEAD && at < line.length; at += 1) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === ':' && !isQuoted) return true;
  }
  return false;
}

/** A point in time as iCalendar writes it. `wall` is a wall time in ms, `instant` UTC ms. */
export type IcsTime =
  | { readonly kind: 'date'; readonly wall: number }
  | { readonly kind: 'utc'; readonly instant: number }
  | { readonly kind: 'wall'; readonly wall: number; readonly tzid: string | null };

const TIME = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Reads a DATE or DATE-TIME (§3.3.4, §3.3.5); null where there is no such day or time. What it is decides its
 * shape, whatever VALUE says. Takes the extended form of ISO 8601 and offsets too: they are certain.
 */
export function readTime(text: string, tzid: string | null): IcsTime | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', zone] = match;
  if (hour === undefined || minute === undefined) {
    const wall = wallOf(Number(year), Number(month), Number(day));
    return Number.isNaN(wall) ? null : { kind: 'date', wall };
  }
  // A leap second (60) is the last second of its minute here.
  const seconds = Math.min(Number(second), second === '60' ? 59 : 60);
  const wall = wallOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), seconds);
  if (Number.isNaN(wall)) return null;
  if (zone === undefined) return { kind: 'wall', wall, tzid };
  return { kind: 'utc', instant: wall - (/z/i.test(zone) ? 0 : readOffset(zone)) };
}

/** Ms of `+0100`, `+01:00` or `-003036`; NaN where it is none. */
export function readOffset(text: string): number {
  const match = /^([+-])(\d\d):?(\d\d):?(\d\d)?$/.exec(text.trim());
  if (!match) return Number.NaN;
  const [, sign, hours, minutes, seconds = '0'] = match;
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
