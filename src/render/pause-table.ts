import type { Pause } from '../attendance/streak/pauses.ts';
import type { Booking } from '../bookings/booking.ts';
import { type LocalDate, toDayNumber } from '../time/civil.ts';
import { formatCount, formatDateRange, formatSpan } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { paintMark, symbolOf } from './status-symbol.ts';
import { type Style, todayOf } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { truncate, wrapText } from './width.ts';

const COLUMNS: readonly Column[] = [
  { head: 'PAUSE' },
  { head: 'DAYS', align: 'right', keep: 1 },
  { head: 'STATE', keep: 2 },
  { head: 'REASON', min: 8, keep: 0 },
  { head: 'ID' },
];

/** A table of pauses, in the given order. */
export function renderPauses(pauses: readonly Pause[], style: Style): string {
  if (pauses.length === 0) {
    const next = 'Set one, also in hindsight: numina pause add 2026-12-24 2027-01-03';
    return ['No pauses.', ...wrapText(next, style.width).map(style.paint.dim)].join('\n');
  }
  return renderTable(
    COLUMNS,
    pauses.map(({ id, from, to, reason }) => [
      { text: formatDateRange(from, to, glyphsOf(style).dash), paint: style.paint.strong },
      String(daysOf(from, to)),
      stateOf(from, to, todayOf(style)),
      printable(reason ?? ''),
      { text: id.slice(0, 8), paint: style.paint.dim },
    ]),
    style,
  );
}

/** Reports a change of a pause: `‖ Paused 24 Dec 2026 – 3 Jan 2027 · 11 days · holidays  1c27ab03`. */
export function renderPauseChange({ id, from, to, reason }: Pause, verb: string, style: Style): string {
  const { dash, dot } = glyphsOf(style);
  const parts = [
    `${verb} ${formatDateRange(from, to, dash)}`,
    formatCount(daysOf(from, to), 'day'),
    ...(reason === null ? [] : [printable(reason)]),
    id.slice(0, 8),
  ];
  const symbol = symbolOf('paused', style);
  const lines = wrapText(parts.join(` ${dot} `), style.width - 2);
  return lines.map((line, index) => `${index === 0 ? paintMark('paused', symbol, style) : ' '} ${line}`).join('\n');
}

/** The most classes that are named; others are counted. */
const MOST_NAMED = 5;

/** The classes that are booked on paused days. A pause cancels nothing. */
export function renderBookedInPause(booked: readonly Booking[], style: Style): string[] {
  if (booked.length === 0) return [];
  const { dot, ellipsis } = glyphsOf(style);
  const lines = booked.slice(0, MOST_NAMED).map(({ className, startsLocal, durationMinutes, location }) => {
    const place = location === null ? '' : ` ${dot} ${printable(location)}`;
    const text = `  ${formatSpan(startsLocal, durationMinutes, style)} ${printable(className)}${place}`;
    return truncate(text, style.width, ellipsis);
  });
  const rest = booked.length - lines.length;
  const verb = booked.length === 1 ? 'stays booked, and its reminders come' : 'stay booked, and their reminders come';
  return [
    ...wrapText(`${formatCount(booked.length, 'class', 'classes')} in it ${verb}:`, style.width),
    ...lines,
    ...(rest === 0 ? [] : [`  and ${rest} more`]),
  ];
}

function daysOf(from: LocalDate, to: LocalDate): number {
  return toDayNumber(to) - toDayNumber(from) + 1;
}

function stateOf(from: LocalDate, to: LocalDate, today: LocalDate): string {
  if (today < from) return 'ahead';
  return today <= to ? 'now' : 'over';
}
