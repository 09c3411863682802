import type { Booking } from '../bookings/booking.ts';
import type { CalendarDay, CalendarView } from '../calendar/calendar-view.ts';
import { isoWeekOf } from '../time/civil.ts';
import { zoneFootnote, zoneStar } from './booking-text.ts';
import { renderDayList } from './day-list.ts';
import { formatDateRange, formatShortTime, formatSpan, formatTime, formatWeekday } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { shareColumns } from './grid-columns.ts';
import { type EmptyReason, renderNothing } from './hints.ts';
import { printable } from './printable.ts';
import { fitSpans, renderEnds, renderSpans, type Span, spansWidth } from './spans.ts';
import { markOf, paintMark, symbolOf } from './status-symbol.ts';
import { dayMark, type Style, todayOf } from './style.ts';
import { pauseLegend, renderTotals } from './totals.ts';
import { alignRight, textWidth, truncate, wrapText } from './width.ts';

/** The width of ` Mon 23 `, for a day without classes. */
const LEAST_STRIDE = 8;
/** On a narrower terminal, a list is easier to read than seven columns. */
const NARROWEST_GRID = 70;
const WIDEST = 200;
/** From this width on, a block shows instructor and length. */
const ROOMY = 14;

export interface WeekAside extends EmptyReason {
  /** The first class of the next week, where today is the last day of this one. */
  readonly following?: Booking | null;
}

/** A week as a timetable: a column per day, a row per starting time. On a narrow terminal, a list by time. */
export function renderWeek(view: CalendarView, style: Style, { following = null, ...reason }: WeekAside = {}): string {
  const width = Math.min(style.width, WIDEST);
  const bookings = view.days.flatMap((day) => day.bookings);
  const lines = [renderHeading(view, { ...style, width })];
  if (width < NARROWEST_GRID) lines.push('', ...renderDayList(view.days, style, { isComplete: true }));
  else lines.push(...renderTimetable(view, bookings, width, style));
  const after = [...pauseLegend(view, style), ...renderFollowing(following, { ...style, width })];
  if (bookings.length === 0)
    return [...lines, '', renderNothing('No classes this week', style, reason), ...after].join('\n');
  return [...lines, '', ...renderTotals(bookings, style), ...after, ...zoneFootnote(bookings, style)].join('\n');
}

/** `Next week: Mon 30 Nov 18:00–18:45 Spin 45 · Velo`. */
function renderFollowing(following: Booking | null, style: Style): string[] {
  if (following === null) return [];
  const { dot, ellipsis } = glyphsOf(style);
  const place = following.location === null ? '' : ` ${dot} ${printable(following.location)}`;
  const spans: Span[] = [
    { text: 'Next week: ', paint: style.paint.dim },
    { text: `${formatSpan(following.startsLocal, following.durationMinutes, style)} ` },
    { text: printable(following.className), paint: style.paint.strong },
    { text: place },
  ];
  return ['', renderSpans(spans, style.width, ellipsis)];
}

/** `Week 48 · 23–29 Nov 2026`, and the attended days with their target. */
function renderHeading(view: CalendarView, style: Style): string {
  const { dot, dash, ellipsis } = glyphsOf(style);
  const standing = view.weeks[0];
  const week = standing?.week ?? isoWeekOf(view.to);
  const left: Span[] = [
    { text: `Week ${week}`, paint: style.paint.strong },
    { text: ` ${dot} ${formatDateRange(view.from, view.to, dash)}` },
  ];
  return renderEnds(left, standing ? [standingSpan(standing, style)] : [], style.width, ellipsis);
}

function standingSpan(standing: CalendarView['weeks'][number], style: Style): Span {
  const { attendedDays, target, isPaused } = standing;
  if (isPaused)
    return { text: `${symbolOf('paused', style)} paused`, paint: (text) => paintMark('paused', text, style) };
  const paint = attendedDays >= target ? style.paint.good : style.paint.dim;
  return { text: `${attendedDays}/${target} ${target === 1 ? 'day' : 'days'}`, paint };
}

function renderTimetable(view: CalendarView, bookings: readonly Booking[], width: number, style: Style): string[] {
  const needs = view.days.map((day) => {
    const widest = (widthOf: (booking: Booking) => number): number =>
      day.bookings.reduce((most, booking) => Math.max(most, widthOf(booking) + MARGIN), 0);
    return [
      widest((booking) => longestWord(booking, style)),
      ...[titleSpans, placeSpans].map((spansOf) => widest((booking) => spansWidth(spansOf(booking, style)))),
    ];
  });
  const strides = shareColumns(needs, width - gutterOf(style), LEAST_STRIDE);
  const lines = [renderDates(view, strides, style)];
  const times = [...new Set(bookings.map((booking) => booking.startsLocal.slice(11, 16)))].sort();
  const now = todayOf(style) >= view.from && todayOf(style) <= view.to ? style.nowLocal.slice(11, 16) : null;
  const following = times.findIndex((time) => now !== null && time > now);
  const nowRow = now === null || times.length === 0 ? -1 : following === -1 ? times.length : following;

  for (let row = 0; row <= times.length; row += 1) {
    if (row === nowRow) lines.push(renderNow(view.days, strides, style));
    const time = times[row];
    if (time === undefined) break;
    if (row > 0 && row !== nowRow) lines.push('');
    lines.push(...renderRow(time, view.days, strides, style));
  }
  return lines;
}

function renderDates(view: CalendarView, strides: readonly number[], style: Style): string {
  const line = glyphsOf(style).line;
  const parts = view.days.map(({ date }, index) => {
    const label = ` ${formatWeekday(date)} ${Number(date.slice(8))} `;
    const room = Math.max(0, (strides[index] ?? 0) - label.length);
    const pause = view.pausedDates?.has(date) ? symbolOf('paused', style) : '';
    if (room === 0 && pause !== '') return dayMark(date, label.slice(0, -1) + pause, style);
    return dayMark(date, label, style) + style.paint.dim((pause + line.repeat(room)).slice(0, room));
  });
  return style.paint.dim(line.repeat(gutterOf(style))) + parts.join('').trimEnd();
}

/** The present in the column of today: ` 09:12        ╌╌╌ now ╌╌╌`. */
function renderNow(days: readonly CalendarDay[], strides: readonly number[], style: Style): string {
  const { dotted } = glyphsOf(style);
  const today = days.findIndex(({ date }) => date === todayOf(style));
  const before = strides.slice(0, today).reduce((sum, stride) => sum + stride, 0);
  const room = Math.max(0, (strides[today] ?? 0) - 2);
  const label = truncate(' now ', room, '');
  const left = Math.floor((room - label.length) / 2);
  const rule = dotted.repeat(left) + label + dotted.repeat(Math.max(0, room - left - label.length));
  return style.paint.accent(gutterTime(style.nowLocal, style)) + ' '.repeat(before + 1) + style.paint.accent(rule);
}

/** The width of `07:30 ` or `12:30p ` at the left of each row. */
function gutterOf(style: Style): number {
  return style.clock === '24' ? 6 : 7;
}

function gutterTime(local: string, style: Style): string {
  const time = style.clock === '24' ? formatTime(local, '24') : formatShortTime(local, '12');
  return `${alignRight(time, gutterOf(style) - 1)} `;
}

/** All classes of the week that begin at `time` (`HH:MM`), side by side. */
function renderRow(time: string, days: readonly CalendarDay[], strides: readonly number[], style: Style): string[] {
  const cells = days.map(({ bookings }, index) =>
    bookings
      .filter((booking) => booking.startsLocal.slice(11, 16) === time)
      .flatMap((booking) => blockLines(booking, (strides[index] ?? 0) - MARGIN, style)),
  );
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const gutter = line === 0 ? gutterTime(`2000-01-01T${time}`, style) : ' '.repeat(gutterOf(style));
    const parts = cells.map((cell, index) => {
      const room = (strides[index] ?? 0) - MARGIN;
      return ` ${fitSpans(cell[line] ?? [], room, glyphsOf(style).ellipsis)} `;
    });
    return (style.paint.dim(gutter) + parts.join('')).trimEnd();
  });
}

/** One blank on each side of a block. */
const MARGIN = 2;
const INDENT = '  ';

/** A class as a block: its name (on two lines if needed), its place, and more where there is room. */
function blockLines(booking: Booking, room: number, style: Style): Span[][] {
  const { ellipsis, dot } = glyphsOf(style);
  const [symbol, name] = titleSpans(booking, style);
  const inner = Math.max(1, room - textWidth(symbol.text));
  const words = name.text.split(' ').map((word) => truncate(word, inner, ellipsis));
  const [first = '', ...others] = wrapText(words.join(' '), inner);
  const lines: Span[][] = [[symbol, { ...name, text: first }]];
  if (others.length > 0) lines.push([{ text: INDENT }, { ...name, text: truncate(others.join(' '), inner, ellipsis) }]);

  const below = [placeSpans(booking, style)];
  if (inner >= ROOMY) {
    const length = `${booking.durationMinutes} min`;
    const text = booking.instructor === null ? length : `${printable(booking.instructor)} ${dot} ${length}`;
    below.push([{ text: INDENT }, { text, paint: style.paint.dim }]);
  }
  return [...lines, ...below.filter((spans) => spans.length > 0)];
}

function longestWord(booking: Booking, style: Style): number {
  const [symbol, name] = titleSpans(booking, style);
  return textWidth(symbol.text) + Math.max(...name.text.split(' ').map(textWidth));
}

function titleSpans(booking: Booking, style: Style): [symbol: Span, name: Span] {
  const mark = markOf(booking, style.now);
  const text = printable(booking.className);
  return [
    {
      text: `${symbolOf(mark, style)}${zoneStar(booking, style)} `,
      paint: (bare) => paintMark(mark, bare, style),
    },
    mark === 'cancelled' ? { text, paint: (bare) => style.paint.dim(style.paint.struck(bare)) } : { text },
  ];
}

function placeSpans({ location }: Booking, style: Style): Span[] {
  return location === null ? [] : [{ text: INDENT }, { text: printable(location), paint: style.paint.dim }];
}
