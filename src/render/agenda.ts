import { type Booking, endsAt, localDateOf } from '../bookings/booking.ts';
import { addDays, type LocalDate } from '../time/civil.ts';
import { type IdLabels, idLabel, type WallTimeAt, zoneFootnote, zoneStar } from './booking-text.ts';
import { cancelLimitOf } from './cancel-limit.ts';
import { formatDay, formatNearDay, formatRelative, formatTime, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { type EmptyReason, renderNothing } from './hints.ts';
import { printable } from './printable.ts';
import { renderEnds, renderSpans, type Span } from './spans.ts';
import { markOf, paintMark, symbolOf, wordOf } from './status-symbol.ts';
import { type Style, todayOf } from './style.ts';
import { type Cell, type Column, type Row, renderTable } from './table.ts';
import { alignRight, wrapParts } from './width.ts';

/** What the agenda needs beside the bookings. */
export interface AgendaExtras extends EmptyReason {
  readonly idLabels: IdLabels;
  readonly wallTimeAt: WallTimeAt;
  /** The number of past classes that are not marked. */
  readonly unmarkedCount: number;
  /** The number of days that the agenda covers, for the text of an empty agenda. */
  readonly days?: number;
}

/** On a narrower terminal, each class has a few lines instead of a row. */
const NARROWEST_TABLE = 62;

const COLUMNS: readonly Column[] = [
  { head: '' },
  { head: '', align: 'right' },
  { head: 'CLASS', min: 14, most: 40 },
  { head: 'PLACE', min: 9, most: 30, keep: 3 },
  { head: 'WITH', min: 4, most: 24, keep: 0, isExtra: true },
  { head: 'MIN', align: 'right', keep: 1, isExtra: true },
  { head: 'VIA', min: 9, most: 16, keep: 2 },
  { head: 'FREE CANCEL', keep: 4 },
  { head: 'ID' },
];

/** Booked classes by day, soonest first, and the time until the next one. */
export function renderAgenda(bookings: readonly Booking[], extras: AgendaExtras, style: Style): string {
  const outlook = renderOutlook(bookings, extras, style);
  if (bookings.length === 0) {
    const horizon = extras.days === undefined ? '' : ` in the next ${extras.days} days`;
    return [renderNothing(`No classes booked${horizon}`, style, extras), ...outlook].join('\n');
  }
  const body =
    style.width < NARROWEST_TABLE ? renderGroups(bookings, extras, style) : renderRows(bookings, extras, style);
  return [body, ...zoneFootnote(bookings, style), ...outlook].join('\n');
}

function renderRows(bookings: readonly Booking[], extras: AgendaExtras, style: Style): string {
  const rows = bookings.map((booking, index): Row => {
    const date = localDateOf(booking);
    const before = bookings[index - 1];
    const isFirst = before === undefined || localDateOf(before) !== date;
    const isToday = date === todayOf(style);
    return [
      { text: isFirst ? agendaDay(date, style) : '', ...(isToday ? { paint: style.paint.strong } : {}) },
      formatTime(booking.startsLocal, style.clock) + zoneStar(booking, style),
      classCell(booking, style),
      printable(booking.location ?? ''),
      printable(booking.instructor ?? ''),
      String(booking.durationMinutes),
      printable(booking.source),
      noteOf(booking, extras, style),
      { text: idLabel(booking, extras.idLabels), paint: style.paint.dim },
    ];
  });
  return renderTable(COLUMNS, rows, style, { frame: 'none' });
}

/** Each class on lines of its own below its day, for terminals as narrow as a telephone. */
function renderGroups(bookings: readonly Booking[], extras: AgendaExtras, style: Style): string {
  const { dot, ellipsis } = glyphsOf(style);
  const timeOf = (booking: Booking): string => formatTime(booking.startsLocal, style.clock) + zoneStar(booking, style);
  const timeWidth = Math.max(...bookings.map((booking) => timeOf(booking).length));
  const indent = ' '.repeat(timeWidth + 1);
  const lines: string[] = [];
  let day: LocalDate | null = null;
  for (const booking of bookings) {
    if (localDateOf(booking) !== day) {
      day = localDateOf(booking);
      lines.push(style.paint.strong(formatNearDay(day, todayOf(style))));
    }
    const { text, paint } = classCell(booking, style);
    const title: Span[] = [{ text: `${alignRight(timeOf(booking), timeWidth)} ` }, { text, paint }];
    const id: Span = { text: idLabel(booking, extras.idLabels), paint: style.paint.dim };
    lines.push(renderEnds(title, [id], style.width, ellipsis));
    const where = [printable(booking.location ?? ''), printable(booking.source)].filter((part) => part !== '');
    lines.push(
      renderSpans([{ text: `${indent}  ${where.join(` ${dot} `)}`, paint: style.paint.dim }], style.width, ellipsis),
    );
    const note = noteOf(booking, extras, style);
    if (note.text !== '') lines.push(renderSpans([{ text: `${indent}  ` }, note], style.width, ellipsis));
  }
  return lines.join('\n');
}

/** `Today`, `Tomorrow`, `Thu 26`, and in another month `Thu 3 Dec`. */
function agendaDay(date: LocalDate, style: Style): string {
  const today = todayOf(style);
  if (date <= addDays(today, 1) && date >= today) return formatNearDay(date, today);
  return date.slice(0, 7) === today.slice(0, 7)
    ? `${formatWeekday(date)} ${Number(date.slice(8))}`
    : formatDay(date, today);
}

function classCell(booking: Booking, style: Style): Required<Cell> {
  const mark = markOf(booking, style.now);
  const symbol = symbolOf(mark, style);
  return {
    text: `${symbol} ${printable(booking.className)}`,
    paint: (text) => paintMark(mark, symbol, style) + text.slice(symbol.length),
  };
}

/** For a booked class: until when cancelling is free, or that this time is over. Else the word of its status. */
function noteOf(booking: Booking, { wallTimeAt }: AgendaExtras, style: Style): Cell {
  const mark = markOf(booking, style.now);
  if (mark !== 'booked') return { text: wordOf(mark), paint: style.paint.dim };
  const limit = cancelLimitOf(booking, wallTimeAt, style);
  if (!limit) return { text: '' };
  if (!limit.isOver) return { text: `until ${limit.moment}` };
  return { text: `! ended ${limit.moment}${limit.fee === null ? '' : ` (${limit.fee})`}`, paint: style.paint.warn };
}

/** `Next in 8 h 48 min · 1 unmarked: numina inbox`. */
function renderOutlook(bookings: readonly Booking[], { unmarkedCount }: AgendaExtras, style: Style): string[] {
  const nowMs = style.now.getTime();
  const booked = bookings.filter(({ status }) => status === 'booked');
  const running = booked.find((each) => Date.parse(each.startsAt) <= nowMs && nowMs < endsAt(each).getTime());
  const next = booked.find(({ startsAt }) => Date.parse(startsAt) > nowMs);
  const parts: string[] = [];
  if (running)
    parts.push(
      `${formatRelative((endsAt(running).getTime() - nowMs) / 60_000)} left of ${printable(running.className)}`,
    );
  if (next)
    parts.push(`${running ? 'next' : 'Next'} in ${formatRelative((Date.parse(next.startsAt) - nowMs) / 60_000)}`);
  if (unmarkedCount > 0) parts.push(`${unmarkedCount} unmarked: numina inbox`);
  return wrapParts(parts, ` ${glyphsOf(style).dot} `, style.width);
}
