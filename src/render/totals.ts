import type { Booking } from '../bookings/booking.ts';
import type { CalendarView } from '../calendar/calendar-view.ts';
import { formatCount } from './format.ts';
import { renderSpans, type Span } from './spans.ts';
import { MARKS, type Mark, markOf, paintMark, symbolOf, wordOf } from './status-symbol.ts';
import type { Style } from './style.ts';
import { textWidth } from './width.ts';

/** Explains the mark beside paused dates; empty where the view has none. */
export function pauseLegend({ pausedDates }: Pick<CalendarView, 'pausedDates'>, style: Style): string[] {
  if (!pausedDates) return [];
  return [paintMark('paused', `${symbolOf('paused', style)} ${formatCount(pausedDates.size, 'day')} paused`, style)];
}

const GAP = '  ';

/** The number of bookings of each status, which is also the legend of the symbols: `✓11 attended  ✗1 no-show …`. */
export function renderTotals(bookings: readonly Booking[], style: Style): string[] {
  const counts = new Map<Mark, number>();
  for (const booking of bookings) {
    const mark = markOf(booking, style.now);
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  const lines: Span[][] = [[]];
  let room = style.width;
  for (const mark of MARKS) {
    const count = counts.get(mark);
    if (count === undefined) continue;
    const item = `${symbolOf(mark, style)}${count} ${wordOf(mark)}`;
    if (textWidth(item) > room) {
      lines.push([]);
      room = style.width;
    }
    const paint = (text: string): string => paintMark(mark, text, style);
    lines.at(-1)?.push({ text: item, paint }, { text: GAP });
    room -= textWidth(item) + GAP.length;
  }
  return lines.map((spans) => renderSpans(spans, style.width, '').trimEnd()).filter((line) => line !== '');
}
