import type { CalendarView } from '../calendar/calendar-view.ts';
import { zoneFootnote } from './booking-text.ts';
import { gutterOf, gutterWidth, renderCluster } from './day-blocks.ts';
import { type Cluster, planLanes } from './day-lanes.ts';
import {
  formatCount,
  formatDate,
  formatLongWeekday,
  formatMonthName,
  formatRelative,
  formatTime,
  formatWeekday,
} from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { type EmptyReason, renderNothing } from './hints.ts';
import { renderEnds, type Span, spansWidth } from './spans.ts';
import { type Style, todayOf } from './style.ts';
import { renderTotals } from './totals.ts';
import { truncate } from './width.ts';

const WIDEST = 120;

/** A day as a timeline: blocks of classes, side by side where they overlap, free time between them, and the present. */
export function renderDay(view: CalendarView, style: Style, reason: EmptyReason = {}): string {
  const inner = { ...style, width: Math.min(style.width, WIDEST) };
  const bookings = view.days.flatMap((day) => day.bookings);
  const lines = [renderHeading(view, inner), ''];
  if (bookings.length === 0) {
    const day = `${formatWeekday(view.from)} ${formatDate(view.from)}`;
    return [...lines, renderNothing(`No classes on ${day}`, style, reason)].join('\n');
  }
  lines.push(...renderClusters(planLanes(bookings), view.from === todayOf(style), inner));
  return [...lines, '', ...renderTotals(bookings, style), ...zoneFootnote(bookings, style)].join('\n');
}

function renderHeading(view: CalendarView, style: Style): string {
  const { dot, ellipsis } = glyphsOf(style);
  const date = view.from;
  const day = `${formatLongWeekday(date)} ${Number(date.slice(8))} ${formatMonthName(date)} ${date.slice(0, 4)}`;
  const going = view.days.flatMap((each) => each.bookings).filter(({ status }) => status !== 'cancelled');
  const minutes = going.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);
  const left: Span[] = [{ text: day, paint: style.paint.strong }];
  if (date === todayOf(style)) left.push({ text: ` ${dot} today`, paint: style.paint.accent });
  const load = `${formatCount(going.length, 'class', 'classes')}, ${formatRelative(minutes)}`;
  const hasRoom = going.length > 0 && spansWidth(left) + load.length + 2 <= style.width;
  return renderEnds(left, hasRoom ? [{ text: load, paint: style.paint.dim }] : [], style.width, ellipsis);
}

function renderClusters(clusters: readonly Cluster[], isToday: boolean, style: Style): string[] {
  const nowMs = style.now.getTime();
  const lines: string[] = [];
  let hasNow = !isToday;
  let freeFromMs: number | null = null;
  for (const cluster of clusters) {
    if (!hasNow && nowMs <= cluster.startMs) {
      lines.push(renderNow(style));
      hasNow = true;
      // Free time before now is over and not shown.
      freeFromMs = nowMs;
    }
    if (freeFromMs !== null) lines.push(...renderFree(cluster.startMs - freeFromMs, style));
    lines.push(...renderCluster(cluster, isToday ? nowMs : null, style));
    hasNow ||= nowMs < cluster.endMs;
    freeFromMs = cluster.endMs;
  }
  if (!hasNow) lines.push(renderNow(style));
  return lines;
}

function renderNow(style: Style): string {
  const { dotted } = glyphsOf(style);
  const gutter = gutterOf(formatTime(style.nowLocal, style.clock), true, style);
  const rule = `${dotted.repeat(2)} now `;
  return style.paint.accent(gutter + rule + dotted.repeat(Math.max(0, style.width - gutter.length - rule.length)));
}

function renderFree(lengthMs: number, style: Style): string[] {
  if (lengthMs < 60_000) return [];
  const { free, ellipsis } = glyphsOf(style);
  const indent = gutterWidth(style);
  const text = truncate(`${free} ${formatRelative(lengthMs / 60_000)} free`, style.width - indent, ellipsis);
  return [' '.repeat(indent) + style.paint.dim(text)];
}
