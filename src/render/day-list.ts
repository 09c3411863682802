import type { Booking } from '../bookings/booking.ts';
import type { CalendarDay } from '../calendar/calendar-view.ts';
import type { LocalDate } from '../time/civil.ts';
import { zoneStar } from './booking-text.ts';
import { formatTime, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderSpans, type Span } from './spans.ts';
import { markOf, paintMark, symbolOf } from './status-symbol.ts';
import { dayMark, type Style } from './style.ts';
import { alignRight } from './width.ts';

export interface DayListOptions {
  /** Whether to show days without classes too. */
  readonly isComplete?: boolean;
}

/** Days as a list with one class per line. It replaces a grid where there is no room for one. */
export function renderDayList(days: readonly CalendarDay[], style: Style, options: DayListOptions = {}): string[] {
  const timeWidth = days
    .flatMap((day) => day.bookings)
    .reduce((widest, booking) => Math.max(widest, timeOf(booking, style).length), 0);

  return days.flatMap((day) => {
    const rows = day.bookings.map((booking) => [
      { text: ` ${alignRight(timeOf(booking, style), timeWidth)} ` },
      ...classSpans(booking, style),
    ]);
    if (rows.length === 0 && options.isComplete) rows.push([{ text: ' free', paint: style.paint.dim }]);
    return rows.map((row, index) => {
      const label = index === 0 ? dayLabel(day.date, style) : { text: ' '.repeat(DAY_LABEL) };
      return renderSpans([label, ...row], style.width, glyphsOf(style).ellipsis);
    });
  });
}

function timeOf(booking: Booking, style: Style): string {
  return formatTime(booking.startsLocal, style.clock) + zoneStar(booking, style);
}

function classSpans(booking: Booking, style: Style): Span[] {
  const mark = markOf(booking, style.now);
  const name: Span = { text: printable(booking.className) };
  const spans: Span[] = [
    { text: symbolOf(mark, style), paint: (text) => paintMark(mark, text, style) },
    { text: ' ' },
    mark === 'cancelled' ? { ...name, paint: (text) => style.paint.dim(style.paint.struck(text)) } : name,
  ];
  if (booking.location !== null) spans.push({ text: `, ${printable(booking.location)}`, paint: style.paint.dim });
  return spans;
}

/** The width of ` Tue 24 ` and of `[Tue 24]` for today. */
const DAY_LABEL = 8;

function dayLabel(date: LocalDate, style: Style): Span {
  const label = ` ${formatWeekday(date)} ${String(Number(date.slice(8))).padStart(2)} `;
  return { text: label, paint: (text) => dayMark(date, text, style) };
}
