import type { Weekday } from '../civil.ts';
import { CLOCK_PATTERN, type ClockTime, existingClock, readClock } from '../clock-time.ts';
import { whenError } from '../when.ts';
import { MONTH_PATTERN as MONTH, monthOfWord, WEEKDAY_PATTERN as WEEKDAY, weekdayOfWord } from './words.ts';

export type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';
/** How a weekday is pointed at: `tue`, `this tue`, `next tue`, `last tue`, or with the week it lies in. */
export type WeekdayChoice = 'plain' | 'this' | 'next' | 'last' | 'this week' | 'next week' | 'last week';

export type DayPiece =
  | { kind: 'date'; text: string; year: number | null; month: number; day: number; isLast: boolean }
  | { kind: 'day_of_month'; text: string; day: number }
  | { kind: 'weekday'; text: string; weekday: Weekday; choice: WeekdayChoice }
  | { kind: 'days_away'; text: string; days: number };

export type ExactPiece = { kind: 'now'; text: string } | { kind: 'elapsed'; text: string; ms: number };

/**
 * What a stretch of text says. An `offset` becomes `days_away` or `elapsed` when chrono has read it; a `number` or a
 * `span` is understood and still no time.
 */
export type Piece =
  | DayPiece
  | ExactPiece
  | { kind: 'clock'; text: string; clock: ClockTime }
  | { kind: 'part'; text: string; part: PartOfDay }
  | { kind: 'offset'; text: string }
  | { kind: 'number'; text: string; isHour: boolean }
  | { kind: 'span'; text: string }
  | { kind: 'filler'; text: string }
  | { kind: 'unknown'; text: string };

interface Rule {
  readonly pattern: RegExp;
  readonly read: (text: string, groups: readonly (string | undefined)[]) => Piece | Piece[];
}

/**
 * A rule that takes hold at one place and ends where its last word or number ends. ASCII is enough for that, and
 * quicker to compile than Unicode classes: any other letter is left over, and refused as that.
 */
function rule(pattern: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(`(?:${pattern})(?![a-z\\d_])`, 'iy'), read };
}

const UNIT =
  '(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?|quarters?|yrs?|years?)(?![a-z])';
const QUANTITY = `(?:\\d+(?:\\.\\d+)?\\s*|(?:half |a )?[a-z]+(?: of)? )${UNIT}`;
const QUANTITIES = `${QUANTITY}(?:,? ?(?:and )?${QUANTITY})*`;
const ORDINAL = '(?:st|nd|rd|th)';

/** The first rule that fits wins, so the more special stand before the more general. */
const RULES: readonly Rule[] = [
  rule(`(?:in |[+-])${QUANTITIES}|${QUANTITIES} (?:ago|from now)`, (text) => ({ kind: 'offset', text })),
  rule(CLOCK_PATTERN, (text) => ({ kind: 'clock', text, clock: readClock(text) })),
  rule('(?:12 )?(?:noon|midday)', (text) => ({ kind: 'clock', text, clock: existingClock(12, 0, 0) })),
  rule('midnight', () => {
    const hint = 'Write 00:00 with the day that begins then, like “sat 00:00”.';
    throw whenError('when_uncertain', '“midnight” could be the start of the day or its end', hint);
  }),

  rule('(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})', (text, [year, , month, day]) => date(text, day, month, year)),
  rule('(\\d{1,2})\\. ?(\\d{1,2})(?:\\.(\\d{4}|\\d\\d)(?![\\d:])|\\.? (\\d{4})|\\.)?', (text, [day, month, y1, y2]) =>
    date(text, day, month, fullYear(y1 ?? y2)),
  ),
  rule('(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d\\d))?', slashedDate),
  rule(
    `(last )?(\\d{1,2})(?:${ORDINAL}|\\.)?(?: of)?[ -]*(${MONTH})\\.?(?:[ ,-]*(\\d{4}))?`,
    (text, [last, day, month, year]) => date(text, day, month, year, last),
  ),
  rule(
    `(last )?(${MONTH})\\.?[ -]*(\\d{1,2})${ORDINAL}?(?![\\d:]|[.]\\d| ?[ap]\\.?m|h\\d)(?:[ ,-]*(\\d{4}))?`,
    (text, [last, month, day, year]) => date(text, day, month, year, last),
  ),
  rule(`(\\d{1,2})${ORDINAL}`, (text, [day]) => ({ kind: 'day_of_month', text, day: Number(day) })),

  rule(`(${WEEKDAY})\\.? (?:of )?(this|next|last) week`, (text, [day, week]) => weekday(text, day, `${week} week`)),
  rule(`(this|next|last) week (?:on )?(${WEEKDAY})`, (text, [week, day]) => weekday(text, day, `${week} week`)),
  rule(`(?:(this|next|last) )?(${WEEKDAY})\\.?`, (text, [which, day]) => weekday(text, day, which ?? 'plain')),

  rule('day after tomorrow', (text) => ({ kind: 'days_away', text, days: 2 })),
  rule('day before yesterday', (text) => ({ kind: 'days_away', text, days: -2 })),
  rule('tomorrow|tmrw|tmr', (text) => ({ kind: 'days_away', text, days: 1 })),
  rule('yesterday', (text) => ({ kind: 'days_away', text, days: -1 })),
  rule('today', (text) => ({ kind: 'days_away', text, days: 0 })),
  rule('tonight', (text) => [
    { kind: 'days_away', text, days: 0 },
    { kind: 'part', text, part: 'night' },
  ]),
  rule('this (morning|afternoon|evening)', (text, [part]) => [
    { kind: 'days_away', text, days: 0 },
    { kind: 'part', text, part: part?.toLowerCase() as PartOfDay },
  ]),
  rule('(?:in the |at )?(morning|afternoon|evening|night)', (text, [part]) => ({
    kind: 'part',
    text,
    part: part?.toLowerCase() as PartOfDay,
  })),
  rule('now', (text) => ({ kind: 'now', text })),

  rule(`(?:(?:this|next|last) )?(?:week|weekend|month|year|(?:${MONTH})\\.?(?: \\d{4})?)`, (text) => ({
    kind: 'span',
    text,
  })),
  rule(`(?:at |@ ?)(\\d+)(?: ?o['’]? ?clock)?(?![:./-]| ?[ap]\\.?m| ?${MONTH})`, (_text, [hour]) => hourNumber(hour)),
  rule("(\\d+) ?o['’]? ?clock", (_text, [hour]) => hourNumber(hour)),
  rule('\\d{4}-\\d\\d', (text) => ({ kind: 'span', text })),
  rule('\\d+(?=[\\s,;]|$)', (text) => ({ kind: 'number', text, isHour: false })),
  rule('at|on|the', (text) => ({ kind: 'filler', text })),
  { pattern: /@/y, read: (text) => ({ kind: 'filler', text }) },
  { pattern: /[^\s,;]+/uy, read: (text) => ({ kind: 'unknown', text }) },
];

/** Cuts a text into what it says, from left to right, leaving nothing out but commas and spaces. */
export function scanPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  const gap = /[\s,;]*/y;
  let at = 0;
  while (at < text.length) {
    gap.lastIndex = at;
    gap.exec(text);
    at = gap.lastIndex;
    for (const { pattern, read } of RULES) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) continue;
      pieces.push(...[read(match[0], match.slice(1))].flat());
      at = pattern.lastIndex;
      break;
    }
  }
  return pieces;
}

function date(text: string, day?: string, month?: string, year?: string, last?: string): Piece {
  const monthNumber = /^\d/.test(month ?? '') ? Number(month) : monthOfWord(month ?? '');
  const yearNumber = year === undefined ? null : Number(year);
  return { kind: 'date', text, year: yearNumber, month: monthNumber, day: Number(day), isLast: last !== undefined };
}

/** A dotted date may leave out the century: 24.11.26 has no other reading. */
function fullYear(year: string | undefined): string | undefined {
  return year?.length === 2 ? `20${year}` : year;
}

/** Countries disagree about 11/12, not about 24/11. */
function slashedDate(text: string, [first, second, year]: readonly (string | undefined)[]): Piece {
  const [a, b] = [Number(first), Number(second)];
  if (year?.length === 2) {
    throw whenError(
      'when_uncertain',
      `“${text}” could begin or end with its year`,
      'Write the year in full: 2026-11-24.',
    );
  }
  if (a > 12 || a === b) return date(text, first, second, year);
  if (b > 12) return date(text, second, first, year);
  const hint = `Write ${a}.${b}. for day ${a} of month ${b}, ${b}.${a}. for day ${b} of month ${a}, or name the month.`;
  throw whenError('when_uncertain', `“${text}” could be day ${a} of month ${b} or day ${b} of month ${a}`, hint);
}

function weekday(text: string, day: string | undefined, choice: string): Piece {
  return { kind: 'weekday', text, weekday: weekdayOfWord(day ?? ''), choice: choice.toLowerCase() as WeekdayChoice };
}

/** `at 18` and `18 o'clock` have one reading, `at 6` has two. */
function hourNumber(hour: string | undefined): Piece {
  const value = Number(hour);
  if (value < 13 || value > 23) return { kind: 'number', text: hour ?? '', isHour: true };
  return { kind: 'clock', text: hour ?? '', clock: existingClock(value, 0, 0) };
}
