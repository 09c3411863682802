import { EDGE_PATTERN, readClockSpan, timeOfMinutes } from '../clock-span.ts';
import type { ClockFormat } from '../names.ts';
import { quoted, whenError } from '../when.ts';
import type { Piece } from './pieces.ts';
import { MONTH_PATTERN, WEEKDAY_PATTERN } from './words.ts';

/** A span of time in a text, and the text before and after it. */
export interface FoundSpan {
  readonly before: string;
  readonly start: Piece & { kind: 'span_start' };
  readonly after: string;
}

const EDGE = `(?:${EDGE_PATTERN}|\\d{1,2}\\.\\d\\d)`;
const SPAN = new RegExp(
  `(?<![\\w:./+-])(?:from )?(${EDGE})(?:\\s*[-–—]\\s*|\\s+(?:to|until|till)\\s+)(${EDGE})(?![\\w:/]|[.-]\\d)`,
  'i',
);
const NAMES_DAY = new RegExp(`(?<![a-z])(?:${WEEKDAY_PATTERN}|today|tonight|tomorrow|tmrw|tmr|at|from)(?![a-z])`, 'i');
const ENDS_WITH_MONTH = new RegExp(`(?<![a-z])${MONTH_PATTERN}\\.? ?$`, 'i');
const BEGINS_WITH_MONTH = new RegExp(`^ ?(?:of )?${MONTH_PATTERN}(?![a-z])`, 'i');

/**
 * The span in a text, `tue 18:00-19:15`; null where there is none. Two bare hours are a span only beside a day and
 * never beside a month: `dec 6-7` are days. Throws UsageError for a span that ends before it begins or could be an
 * offset.
 */
export function findSpan(text: string, clock: ClockFormat): FoundSpan | null {
  const match = SPAN.exec(text);
  if (!match) return null;
  const [whole, ...edges] = match;
  const [before, after] = [text.slice(0, match.index), text.slice(match.index + whole.length)];
  const areBare = edges.every((edge) => /^\d{1,2}$/.test(edge ?? ''));
  const isBesideMonth = ENDS_WITH_MONTH.test(before) || BEGINS_WITH_MONTH.test(after);
  if (areBare && (isBesideMonth || !NAMES_DAY.test(`${before}${whole}`))) return null;
  if (edges.every((edge) => isDottedDate(edge ?? ''))) return null;
  const [from = '', to = ''] = edges.map((edge) => edge?.replace(/^(\d{1,2})\.(\d\d)$/, '$1:$2'));
  const spans = readClockSpan(from, to, clock);
  const [first] = spans;
  if (!first) return null;
  if (spans.length === 1 && first.start + first.minutes > 1440 && first.minutes > 720) {
    const named = `${timeOfMinutes(first.start)}–${timeOfMinutes(first.start + first.minutes)}`;
    throw whenError('when_impossible', `${quoted(whole)} ends before it begins (${named})`);
  }
  if (/\d:\d\d-\d\d:\d\d$/.test(whole) && first.start + first.minutes > 1440) {
    const hint = 'Write the span with its words, like “18:00 to 02:00”, or the zone by its name.';
    throw whenError('when_uncertain', `${quoted(whole)} could be a span, or a time and its offset`, hint);
  }
  const { minutes } = first;
  return {
    before,
    after,
    start: { kind: 'span_start', text: whole, starts: spans.map(({ start }) => start), minutes },
  };
}

/** `1.12` is always a day. */
function isDottedDate(edge: string): boolean {
  const [, day, month] = /^(\d{1,2})\.(\d\d)$/.exec(edge) ?? [];
  return day !== undefined && Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
}
