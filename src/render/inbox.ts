import type { Booking, BookingStatus } from '../bookings/booking.ts';
import { formatCount, formatSpan } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderSpans, type Span } from './spans.ts';
import { paintMark, symbolOf, wordOf } from './status-symbol.ts';
import type { Style } from './style.ts';

/** Attended days of a week, and how many it asks for. */
export interface WeekStanding {
  readonly attendedDays: number;
  readonly needed: number;
}

/** The class that is asked about: `1/3 Mon 23 Nov 19:00–20:00 Boxing · Ring`. */
export function renderInboxClass(booking: Booking, number: number, count: number, style: Style): string {
  const { dot, ellipsis } = glyphsOf(style);
  const spans: Span[] = [
    { text: `${number}/${count} `, paint: style.paint.dim },
    { text: `${formatSpan(booking.startsLocal, booking.durationMinutes, style)} ` },
    { text: printable(booking.className), paint: style.paint.strong },
    { text: booking.location === null ? '' : ` ${dot} ${printable(booking.location)}` },
  ];
  return renderSpans(spans, style.width, ellipsis);
}

/** What became of it: `✓ Boxing · week 1/3`, `✗ Boxing · no-show`. */
export function renderSettled(
  bookings: readonly Booking[],
  status: BookingStatus,
  { attendedDays, needed }: WeekStanding,
  style: Style,
): string {
  const { dot, ellipsis } = glyphsOf(style);
  const [first] = bookings;
  const name =
    bookings.length === 1 && first ? printable(first.className) : formatCount(bookings.length, 'class', 'classes');
  const standing = status === 'attended' ? `week ${attendedDays}/${needed}` : wordOf(status);
  const spans: Span[] = [
    { text: `${symbolOf(status, style)} `, paint: (text) => paintMark(status, text, style) },
    { text: name },
    { text: ` ${dot} ${standing}`, paint: style.paint.dim },
  ];
  return renderSpans(spans, style.width, ellipsis);
}
