import type { WeekStanding } from '../attendance/streak/week-standing.ts';
import type { Booking, BookingStatus } from '../bookings/booking.ts';
import { formatCount, formatSpan } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderSpans, type Span } from './spans.ts';
import { paintMark, symbolOf, wordOf } from './status-symbol.ts';
import type { Style } from './style.ts';
import { textWidth, wrapText } from './width.ts';

const KEYS = [
  ['a', '[a]ttended', 'attended'],
  ['n', '[n]o-show', 'no-show'],
  ['c', '[c]ancelled', 'cancelled'],
  ['s', '[s]kip', 'leave it for later'],
  ['A', '[A]ll', 'attended, this and all that are left but waitlists'],
  ['u', '[u]ndo', 'take back the last key'],
  ['?', '[?]', 'these lines'],
  ['q', '[q]uit', 'leave, as Esc does; what is marked stays marked'],
] as const;

/** The possible keys, on one line. */
export function inboxQuestion({ unicode, width }: Style): string {
  const prompt = unicode ? ' › ' : ' > ';
  const whole = KEYS.map(([, word]) => word).join(' ') + prompt;
  return textWidth(whole) < width ? whole : KEYS.map(([key]) => key).join(' ') + prompt;
}

/** What each key does, one line each. */
export function inboxKeys({ width }: Style): string[] {
  return KEYS.flatMap(([key, , doc]) =>
    wrapText(doc, width - 5).map((line, index) => `  ${index === 0 ? key : ' '}  ${line}`),
  );
}

/** The class in question: `1/3 Mon 23 Nov 19:00–20:00 Boxing · Ring`. */
export function renderInboxClass(booking: Booking, number: number, count: number, style: Style): string {
  const { dot, ellipsis } = glyphsOf(style);
  const spans: Span[] = [
    { text: `${number}/${count} `, paint: style.paint.dim },
    { text: `${formatSpan(booking.startsLocal, booking.durationMinutes, style)} ` },
    { text: printable(booking.className), paint: style.paint.strong },
    { text: booking.location === null ? '' : ` ${dot} ${printable(booking.location)}` },
    { text: booking.status === 'waitlisted' ? ` ${dot} ${wordOf('waitlisted')}` : '', paint: style.paint.warn },
  ];
  return renderSpans(spans, style.width, ellipsis);
}

/** The stored answer and how to undo it: `✓ Boxing · week 1/3 · u takes it back`. Two lines on a narrow terminal. */
export function renderSettled(
  bookings: readonly Booking[],
  status: BookingStatus,
  { attendedDays, needed }: WeekStanding,
  undo: string,
  style: Style,
): string[] {
  const { dot, ellipsis } = glyphsOf(style);
  const standing = status === 'attended' ? `week ${attendedDays}/${needed}` : wordOf(status);
  const spans: Span[] = [
    { text: `${symbolOf(status, style)} `, paint: (text) => paintMark(status, text, style) },
    { text: nameOf(bookings) },
    { text: ` ${dot} ${standing}`, paint: style.paint.dim },
  ];
  const width = spans.reduce((sum, { text }) => sum + textWidth(text), 0);
  const behind = { text: ` ${dot} ${undo}`, paint: style.paint.dim };
  if (width + textWidth(behind.text) <= style.width) return [renderSpans([...spans, behind], style.width, ellipsis)];
  return [renderSpans(spans, style.width, ellipsis), style.paint.dim(`  ${undo}`)];
}

/** Why a key did nothing. */
export function renderNoAnswer(isBurst: boolean, { width }: Style): string[] {
  const why = isBurst
    ? 'Several keys at once: none was taken. One key, then its effect; ? explains.'
    : 'That key does nothing here; ? explains.';
  return wrapText(why, width);
}

/** Tells that a class was left for later. */
export function renderLeft({ className }: Booking, style: Style): string {
  const { dot, ellipsis } = glyphsOf(style);
  return renderSpans([{ text: `${printable(className)} ${dot} left for later` }], style.width, ellipsis);
}

export function renderTakenBack(bookings: readonly Booking[], style: Style): string {
  return renderSpans([{ text: `Taken back: ${nameOf(bookings)}` }], style.width, glyphsOf(style).ellipsis);
}

function nameOf(bookings: readonly Booking[]): string {
  const [first] = bookings;
  if (bookings.length === 1 && first) return printable(first.className);
  return formatCount(bookings.length, 'class', 'classes');
}
