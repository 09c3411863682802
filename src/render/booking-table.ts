import { type Booking, localDateOf } from '../bookings/booking.ts';
import { type IdLabels, idLabel, zoneFootnote, zoneStar } from './booking-text.ts';
import { formatDay, formatDayColumn, formatTime } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { type EmptyReason, renderNothing } from './hints.ts';
import { printable } from './printable.ts';
import { markOf, paintMark, symbolOf, wordOf } from './status-symbol.ts';
import { type Style, todayOf } from './style.ts';
import { type Column, type Row, renderTable } from './table.ts';
import { renderTotals } from './totals.ts';

export interface BookingTableExtras extends EmptyReason {
  readonly idLabels: IdLabels;
}

const COLUMNS: readonly Column[] = [
  { head: 'DATE' },
  { head: 'TIME', align: 'right' },
  { head: 'CLASS', min: 14, most: 40 },
  { head: 'PLACE', min: 10, most: 30, keep: 5 },
  { head: 'TYPE', most: 14, keep: 0, isExtra: true },
  { head: 'WITH', most: 24, keep: 1, isExtra: true },
  { head: 'MIN', align: 'right', keep: 2, isExtra: true },
  { head: 'VIA', min: 9, most: 16, keep: 3 },
  { head: 'STATUS', keep: 4 },
  { head: 'ID' },
];

/** A row for each booking, in the given order, with a line at the present time if the rows pass it. */
export function renderBookingTable(bookings: readonly Booking[], extras: BookingTableExtras, style: Style): string {
  if (bookings.length === 0) return renderNothing('No bookings', style, extras);
  const rows: Row[] = bookings.map((booking) => bookingCells(booking, extras, style));
  const present = placeOfNow(bookings, style.now.getTime());
  if (present !== null) rows.splice(present, 0, { line: (width) => nowLine(width, style), paint: style.paint.accent });
  return [
    renderTable(COLUMNS, rows, style),
    '',
    ...renderTotals(bookings, style),
    ...zoneFootnote(bookings, style),
  ].join('\n');
}

function bookingCells(booking: Booking, extras: BookingTableExtras, style: Style): Row {
  const mark = markOf(booking, style.now);
  const symbol = symbolOf(mark, style);
  const paintName = mark === 'cancelled' ? style.paint.dim : (text: string): string => text;
  return [
    formatDayColumn(localDateOf(booking), todayOf(style)),
    formatTime(booking.startsLocal, style.clock) + zoneStar(booking, style),
    {
      text: `${symbol} ${printable(booking.className)}`,
      paint: (text) => paintMark(mark, symbol, style) + paintName(text.slice(symbol.length)),
    },
    printable(booking.location ?? ''),
    printable(booking.classType ?? ''),
    printable(booking.instructor ?? ''),
    String(booking.durationMinutes),
    printable(booking.source),
    { text: wordOf(mark), paint: (text) => paintMark(mark, text, style) },
    { text: idLabel(booking, extras.idLabels), paint: style.paint.dim },
  ];
}

/**
 * The index of the first row after the present time. Null unless the rows pass it exactly once, forwards or backwards.
 */
function placeOfNow(bookings: readonly Booking[], nowMs: number): number | null {
  const isAhead = bookings.map(({ startsAt }) => Date.parse(startsAt) > nowMs);
  const turns = isAhead.flatMap((ahead, index) => (index > 0 && ahead !== isAhead[index - 1] ? [index] : []));
  const [only, second] = turns;
  return only === undefined || second !== undefined ? null : only;
}

function nowLine(width: number, style: Style): string {
  const { line, dot } = glyphsOf(style);
  const moment = `${formatDay(todayOf(style), todayOf(style))} ${formatTime(style.nowLocal, style.clock)}`;
  const label = `${line.repeat(2)} now ${dot} ${moment} `;
  return label + line.repeat(Math.max(0, width - label.length));
}
