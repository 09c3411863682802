import type { Booking } from '../bookings/booking.ts';
import type { CalendarDay, CalendarView, CalendarWeek } from '../calendar/calendar-view.ts';
import { addDays, startOfWeek, toDayNumber, weekNumberOf } from '../time/civil.ts';
import { zoneFootnote, zoneStar } from './booking-text.ts';
import { renderDayList } from './day-list.ts';
import { formatMonthName, formatShortTime, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { shareColumns } from './grid-columns.ts';
import { type EmptyReason, renderNothing } from './hints.ts';
import { printable } from './printable.ts';
import { fitSpans, type Span, spansWidth } from './spans.ts';
import { markOf, paintMark, symbolOf } from './status-symbol.ts';
import { dayMark, type Style } from './style.ts';
import { pauseLegend, renderTotals } from './totals.ts';

/** The width of `W45` or `3/3` at the left of each week. */
const GUTTER = 3;
/** The width of a blank and `✓10 Reform`. With narrower cells, no names are shown. */
const NAMED_STRIDE = 10;
/** The smallest width of a weekday without classes: ` 24 ──`. Its room goes to other days. */
const EMPTY_STRIDE = 6;
/** The width of a blank, two digits and a bracket. With narrower cells, only the list is shown. */
const LEAST_STRIDE = 4;
/** A longer line is hard to read. */
const WIDEST = 200;
/** The most lines of one day. Where it has more classes, the last line has their number. */
const MOST_LINES = 4;

/** A month as a grid: one row per week, classes below the day numbers, and below the grid a legend with totals. */
export function renderMonth(view: CalendarView, style: Style, reason: EmptyReason = {}): string {
  const width = Math.min(style.width, WIDEST);
  const room = width - GUTTER;
  const bookings = view.days.flatMap((day) => day.bookings);
  const hasNames = room / 7 >= NAMED_STRIDE;
  const weeks = weeksOf(view);
  const strides = hasNames ? namedStrides(weeks, room, style) : equalStrides(room);

  const title = `${formatMonthName(view.from)} ${view.from.slice(0, 4)}`;
  const lines = [style.paint.strong(title)];
  if (strides.every((stride) => stride >= LEAST_STRIDE)) {
    lines.push(renderWeekdays(view, strides, style));
    for (const week of weeks) lines.push(...renderWeek(week, strides, hasNames, view, style));
  }
  const legend = pauseLegend(view, style);
  if (bookings.length === 0)
    return [...lines, ...legend, '', renderNothing(`No classes in ${title}`, style, reason)].join('\n');
  if (!hasNames) lines.push('', ...renderDayList(view.days, { ...style, width }));
  return [...lines, '', ...renderTotals(bookings, style), ...legend, ...zoneFootnote(bookings, style)].join('\n');
}

/** One week of the grid. Days outside of the month are null. */
interface WeekRow {
  /** ISO 8601 number of the week's Thursday. */
  readonly week: number;
  readonly standing: CalendarWeek | undefined;
  readonly days: readonly (CalendarDay | null)[];
}

function weeksOf(view: CalendarView): WeekRow[] {
  const standings = new Map(view.weeks.map((week) => [week.startsOn, week]));
  const rows: WeekRow[] = [];
  for (let startsOn = startOfWeek(view.from, view.weekStart); startsOn <= view.to; startsOn = addDays(startsOn, 7)) {
    const offset = toDayNumber(startsOn) - toDayNumber(view.from);
    const days = [0, 1, 2, 3, 4, 5, 6].map((index) => view.days[offset + index] ?? null);
    const week = weekNumberOf(toDayNumber(startsOn));
    rows.push({ week, standing: standings.get(startsOn), days });
  }
  return rows;
}

function equalStrides(room: number): number[] {
  return Array.from({ length: 7 }, () => Math.floor(room / 7));
}

function namedStrides(weeks: readonly WeekRow[], room: number, style: Style): number[] {
  const needs = [0, 1, 2, 3, 4, 5, 6].map((index) => {
    const entries = weeks.flatMap(({ days }) => days[index]?.bookings ?? []);
    const widest = (spansOf: (booking: Booking) => Span[]): number =>
      entries.reduce((most, booking) => Math.max(most, spansWidth(spansOf(booking)) + 1), 0);
    return [
      widest((booking) => nameSpans(booking, style)),
      widest((booking) => [...nameSpans(booking, style), ...placeSpans(booking, style)]),
    ];
  });
  return shareColumns(needs, room, EMPTY_STRIDE);
}

function renderWeekdays(view: CalendarView, strides: readonly number[], style: Style): string {
  const first = startOfWeek(view.from, view.weekStart);
  const names = strides.map((stride, index) => ` ${formatWeekday(addDays(first, index))}`.padEnd(stride));
  return style.paint.dim((' '.repeat(GUTTER) + names.join('')).trimEnd());
}

function renderWeek(
  week: WeekRow,
  strides: readonly number[],
  hasNames: boolean,
  view: CalendarView,
  style: Style,
): string[] {
  const cells = week.days.map((day, index) => {
    if (!day) return [];
    const room = (strides[index] ?? 0) - 1;
    return hasNames ? namedCell(day, room, style) : symbolCell(day, room, style);
  });
  const count = weekCount(
    week.standing,
    cells.some((cell) => cell.length > 0),
    style,
  );
  const height = Math.max(count ? 1 : 0, ...cells.map((cell) => cell.length));

  const lines = [renderRule(week, strides, view, style)];
  for (let row = 0; row < height; row += 1) {
    const gutter = fitSpans(row === 0 && count ? [count] : [], GUTTER, '');
    const parts = cells.map((cell, index) => {
      const room = (strides[index] ?? 0) - 1;
      return ` ${fitSpans(cell[row] ?? [], room, glyphsOf(style).ellipsis)}`;
    });
    lines.push((gutter + parts.join('')).trimEnd());
  }
  return lines;
}

/** The line with the dates: `W48 23 ────────[24]─────── 25 ──…`. */
function renderRule(week: WeekRow, strides: readonly number[], view: CalendarView, style: Style): string {
  const dash = glyphsOf(style).line;
  const parts = week.days.map((day, index) => {
    const stride = strides[index] ?? 0;
    if (!day) return style.paint.dim(index === 0 ? ` ${dash.repeat(stride - 1)}` : dash.repeat(stride));
    const label = ` ${Number(day.date.slice(8))} `;
    const pause = view.pausedDates?.has(day.date) ? symbolOf('paused', style) : '';
    // Without room after the number, the mark replaces the blank: `24‖`.
    const shown = pause !== '' && label.length >= stride ? `${label.trimEnd()}${pause}` : label + pause;
    const isMarked = shown.length > label.length || pause === '';
    const head = isMarked ? dayMark(day.date, label, style) + pause : dayMark(day.date, shown, style);
    return head + style.paint.dim(dash.repeat(Math.max(0, stride - shown.length)));
  });
  return style.paint.dim(`W${week.week}`.padEnd(GUTTER)) + parts.join('');
}

/** `3/3`: attended days and target. Null for a week without classes, which needs no second line. */
function weekCount(standing: CalendarWeek | undefined, hasClasses: boolean, style: Style): Span | null {
  if (!standing) return null;
  const { attendedDays, target, isPaused } = standing;
  if (!hasClasses && attendedDays === 0 && !isPaused) return null;
  if (isPaused) {
    const text = symbolOf('paused', style) + (attendedDays > 0 ? ` ${attendedDays}` : '');
    return { text, paint: (bare) => paintMark('paused', bare, style) };
  }
  return { text: `${attendedDays}/${target}`, paint: attendedDays >= target ? style.paint.good : style.paint.dim };
}

/** One class per line. Where there are too many, the rest is counted: cancelled and later classes first. */
function namedCell(day: CalendarDay, room: number, style: Style): Span[][] {
  const isCrowded = day.bookings.length > MOST_LINES;
  const shown = isCrowded ? mostTelling(day.bookings, MOST_LINES - 1) : day.bookings;
  const lines = shown.map((booking) => entrySpans(booking, room, style));
  if (isCrowded) lines.push([{ text: `+${day.bookings.length - shown.length} more`, paint: style.paint.dim }]);
  return lines;
}

function mostTelling(bookings: readonly Booking[], count: number): readonly Booking[] {
  const isCancelled = (booking: Booking): boolean => booking.status === 'cancelled';
  const byWeight = [...bookings.filter((booking) => !isCancelled(booking)), ...bookings.filter(isCancelled)];
  const chosen = new Set(byWeight.slice(0, count));
  return bookings.filter((booking) => chosen.has(booking));
}

/** `✓18 Spin 45, Velo`. The place is left out where it does not fit. */
function entrySpans(booking: Booking, room: number, style: Style): Span[] {
  const name = nameSpans(booking, style);
  const full = [...name, ...placeSpans(booking, style)];
  return spansWidth(full) <= room ? full : name;
}

function nameSpans(booking: Booking, style: Style): Span[] {
  const mark = markOf(booking, style.now);
  const paint = (text: string): string => paintMark(mark, text, style);
  const time = formatShortTime(booking.startsLocal, style.clock) + zoneStar(booking, style);
  const name: Span = { text: printable(booking.className) };
  return [
    { text: `${symbolOf(mark, style)}${time}`, paint },
    { text: ' ' },
    mark === 'cancelled' ? { ...name, paint: (text) => style.paint.dim(style.paint.struck(text)) } : name,
  ];
}

function placeSpans({ location }: Booking, style: Style): Span[] {
  return location === null ? [] : [{ text: `, ${printable(location)}`, paint: style.paint.dim }];
}

/**
 * The symbols of a day (`✓✓`). Where there are too many, the first symbol and the number. The list below has the names.
 */
function symbolCell({ bookings }: CalendarDay, room: number, style: Style): Span[][] {
  if (bookings.length === 0) return [];
  const isCrowded = bookings.length > room;
  const shown = isCrowded ? bookings.slice(0, 1) : bookings;
  const spans = shown.map((booking): Span => {
    const mark = markOf(booking, style.now);
    return { text: symbolOf(mark, style), paint: (text) => paintMark(mark, text, style) };
  });
  if (isCrowded) spans.push({ text: String(bookings.length) });
  return [spans];
}
