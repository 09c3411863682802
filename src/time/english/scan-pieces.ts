import { CLOCK_PATTERN, existingClock, readClock } from '../clock-time.ts';
import {
  date,
  dottedClock,
  fullYear,
  halfOfDay,
  hourNumber,
  hourWithUnit,
  slashedDate,
  spokenClock,
  weekday,
} from './piece-readers.ts';
import type { PartOfDay, Piece } from './pieces.ts';
import {
  DAY_WORD_PATTERN as DAY_WORD,
  dayOfWord,
  HOUR_WORD_PATTERN as HOUR_WORD,
  hourOfWord,
  MONTH_PATTERN as MONTH,
  WEEKDAY_PATTERN as WEEKDAY,
} from './words.ts';

interface Rule {
  readonly pattern: RegExp;
  /** Null where the words only look like this piece: then the next rules are tried. */
  readonly read: (text: string, groups: readonly (string | undefined)[]) => Piece | Piece[] | null;
}

/**
 * A rule that matches at one place and ends at the end of a word or number. It knows ASCII only, which compiles faster
 * than Unicode classes: any other letter is left over and refused.
 */
function rule(pattern: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(`(?:${pattern})(?![a-z\\d_])`, 'iy'), read };
}

const UNIT =
  '(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?|quarters?|yrs?|years?)(?![a-z])';
const QUANTITY = `(?:\\d+(?:\\.\\d+)?\\s*|(?:half |a )?[a-z]+(?: of)? )${UNIT}`;
const QUANTITIES = `${QUANTITY}(?:,? ?(?:and )?${QUANTITY})*`;
const ORDINAL = '(?:st|nd|rd|th)';
const HOUR = `(?:\\d{1,2}|${HOUR_WORD})`;
const O_CLOCK = " ?o['’]? ?clock";
const HALF = '(?:\\s*([ap])\\.?m\\.?|([ap]))';
const PAST =
  '(half|quarter|five|ten|twenty(?:[- ]five)?|\\d{1,2}(?: min(?:ute)?s?)?(?= past| after)) (past|after|to|before|till)';

/** The first rule that fits wins, so special rules come before general ones. */
const RULES: readonly Rule[] = [
  rule(`(?:at )?(?:a )?${PAST} (${HOUR})(?:${O_CLOCK})?${HALF}?`, spokenClock),
  rule(`(?:in |[+-])${QUANTITIES}|${QUANTITIES} (?:ago|from now)`, (text) => ({ kind: 'offset', text })),
  rule(`${QUANTITIES} (?:from|after)`, (text) => ({ kind: 'offset', text, isFrom: true })),
  rule(CLOCK_PATTERN, (text) => ({ kind: 'clock', text, clock: readClock(text) })),
  rule('(\\d{1,2}) ?h', (text, [hour]) => hourWithUnit(text, Number(hour))),
  rule('(\\d{1,2})\\.(\\d\\d)(?!\\.?\\d)', dottedClock),
  rule(`(?:at )?(${HOUR_WORD})(?:${O_CLOCK})?${HALF}`, (text, [hour, a, b]) => halfOfDay(text, hour, a ?? b)),
  rule(`(\\d{1,2})${O_CLOCK}${HALF}`, (text, [hour, a, b]) => halfOfDay(text, hour, a ?? b)),
  rule('(?:12 )?(?:noon|midday)', (text) => ({ kind: 'clock', text, clock: existingClock(12, 0, 0) })),
  rule('midnight', (text) => ({ kind: 'midnight', text })),

  rule('(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})', (text, [year, , month, day]) => date(text, day, month, year)),
  rule(
    '(\\d{1,2})\\. ?(\\d{1,2})(?:\\.(\\d{4}|\\d\\d)(?![\\d:])|\\.? (\\d{4})(?![:.]\\d)|\\.)?',
    (text, [day, month, y1, y2]) => date(text, day, month, fullYear(y1 ?? y2)),
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
  rule(`(last )?(?:the )?(${DAY_WORD})(?: of)? (${MONTH})\\.?(?:[ ,-]*(\\d{4}))?`, (text, [last, day, month, year]) =>
    date(text, String(dayOfWord(day ?? '')), month, year, last),
  ),
  rule(`(last )?(${MONTH})\\.? (?:the )?(${DAY_WORD})(?:[ ,-]*(\\d{4}))?`, (text, [last, month, day, year]) =>
    date(text, String(dayOfWord(day ?? '')), month, year, last),
  ),
  rule(`the (${DAY_WORD})`, (text, [day]) => ({ kind: 'day_of_month', text, day: dayOfWord(day ?? '') })),
  rule(`(\\d{1,2})${ORDINAL}`, (text, [day]) => ({ kind: 'day_of_month', text, day: Number(day) })),

  rule(`(${WEEKDAY})\\.? (?:of )?(this|next|last) week`, (text, [day, week]) => weekday(text, day, `${week} week`)),
  rule(`(this|next|last) week (?:on )?(${WEEKDAY})`, (text, [week, day]) => weekday(text, day, `${week} week`)),
  // The label of a screen: a number between a weekday and a time is the day of the month.
  rule(
    `(${WEEKDAY})\\.?,? (\\d{1,2})\\.?(?=,? (?:at |@ ?)?(?:${CLOCK_PATTERN}|\\d{1,2} ?h|noon|midday|\\d{4})(?![a-z\\d:]))`,
    (text, [day, number]) => [weekday(text, day, 'plain'), { kind: 'day_of_month', text, day: Number(number) }],
  ),
  rule(`(?:this )?coming (${WEEKDAY})\\.?`, (text, [day]) => weekday(text, day, 'plain')),
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
  rule(`(?:at |@ ?)(\\d+)(?:${O_CLOCK})?(?![:./-]| ?[ap]\\.?m| ?${MONTH})`, (_text, [hour]) => hourNumber(hour)),
  rule(`(\\d+)${O_CLOCK}`, (_text, [hour]) => hourNumber(hour)),
  rule(`(?:at )?(${HOUR_WORD})(?:${O_CLOCK})?`, (text, [hour]) => ({
    kind: 'number',
    text,
    isHour: true,
    digits: String(hourOfWord(hour ?? '')),
  })),
  rule('\\d{4}-\\d\\d', (text) => ({ kind: 'span', text })),
  rule('\\d+(?=[\\s,;]|$)', (text) => ({ kind: 'number', text, isHour: false })),
  rule('at|on|the', (text) => ({ kind: 'filler', text })),
  { pattern: /@/y, read: (text) => ({ kind: 'filler', text }) },
  { pattern: /[^\s,;]+/uy, read: (text) => ({ kind: 'unknown', text }) },
];

/** Cuts a text into pieces from left to right. It skips only commas and spaces. */
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
      const found = match && read(match[0], match.slice(1));
      if (!match || !found) continue;
      pieces.push(...[found].flat());
      at += match[0].length;
      break;
    }
  }
  return pieces;
}
