import { type Booking, endsAt } from '../bookings/booking.ts';
import { bookingFields, type CardExtras } from './booking-fields.ts';
import { type IdLabels, idLabel, isElsewhere, sourceName, type WallTimeAt } from './booking-text.ts';
import { cancelLimitOf } from './cancel-limit.ts';
import { renderFields } from './fields.ts';
import { formatFullDay, formatMoney, formatRelative, formatSpan, formatTimes } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable } from './printable.ts';
import { renderEnds, type Span, spansWidth } from './spans.ts';
import { markOf, paintMark, symbolOf, wordOf } from './status-symbol.ts';
import type { Style } from './style.ts';
import { wrapParts } from './width.ts';

/** On a wider line, the two ends are too far apart. */
const WIDEST = 100;

/** Everything known of a booking. */
export function renderBooking(booking: Booking, extras: CardExtras, style: Style): string {
  const inner = { ...style, width: Math.min(style.width, WIDEST) };
  const { dot, ellipsis } = glyphsOf(style);
  const mark = markOf(booking, style.now);
  const title: Span[] = [symbolSpan(booking, style), { text: printable(booking.className), paint: style.paint.strong }];
  const standing: Span[] = [
    { text: wordOf(mark), paint: (text) => paintMark(mark, text, style) },
    { text: ` ${dot} ${idLabel(booking, extras.idLabels)}`, paint: style.paint.dim },
  ];
  return [
    renderEnds(title, standing, inner.width, ellipsis),
    ...wrapParts(whenOf(booking, style), ` ${dot} `, inner.width),
    ...renderFields(bookingFields(booking, extras, inner), inner),
  ].join('\n');
}

/** `Tue 24 Nov 2026, 18:00–18:45 · in 8 h 48 min`; the zone where it is not the home zone. */
function whenOf(booking: Booking, style: Style): string[] {
  const { startsLocal, durationMinutes } = booking;
  const zone = isElsewhere(booking, style) ? ` ${printable(booking.zone)}` : '';
  const span = `${formatFullDay(startsLocal.slice(0, 10))}, ${formatTimes(startsLocal, durationMinutes, style)}${zone}`;
  return [span, distanceOf(booking, style)];
}

function distanceOf(booking: Booking, style: Style): string {
  const nowMs = style.now.getTime();
  const lengthTo = (ms: number): string => formatRelative((ms - nowMs) / 60_000);
  const [startMs, endMs] = [Date.parse(booking.startsAt), endsAt(booking).getTime()];
  if (nowMs < startMs) return `in ${lengthTo(startMs)}`;
  return nowMs < endMs ? `now, ${lengthTo(endMs)} left` : `${lengthTo(endMs)} ago`;
}

function symbolSpan(booking: Booking, style: Style): Span {
  const mark = markOf(booking, style.now);
  return { text: `${symbolOf(mark, style)} `, paint: (text) => paintMark(mark, text, style) };
}

/** How a change is reported. */
export interface RecordedExtras {
  /** `Recorded`, `Attended`, `Cancelled` … */
  readonly verb: string;
  readonly idLabels: IdLabels;
  /** If given, the text tells until when cancelling is free. */
  readonly wallTimeAt?: WallTimeAt;
  /** Whole sentences for the beginning of the second line. */
  readonly remarks?: readonly string[];
  /** Whether the booking is new. numina reserves no place, and says so where the person has to reserve it elsewhere. */
  readonly isNew?: boolean;
  /** Whether to name the zone even where it is the home zone: for times that were given in words. */
  readonly namesZone?: boolean;
}

/** Reports a change, with one or two lines for each booking. */
export function renderRecorded(bookings: readonly Booking[], extras: RecordedExtras, style: Style): string {
  const inner = { ...style, width: Math.min(style.width, WIDEST) };
  return bookings.flatMap((booking) => recordedLines(booking, extras, inner)).join('\n');
}

function recordedLines(booking: Booking, extras: RecordedExtras, style: Style): string[] {
  const { dot, ellipsis } = glyphsOf(style);
  const head: Span[] = [
    symbolSpan(booking, style),
    { text: `${extras.verb} ` },
    { text: printable(booking.className), paint: style.paint.strong },
  ];
  const id: Span[] = [{ text: idLabel(booking, extras.idLabels), paint: style.paint.dim }];
  const details = detailsOf(booking, extras, style);
  const remarks = remarksOf(booking, extras, style);

  const whole: Span[] = [...head, { text: ` ${dot} ${details.join(` ${dot} `)}` }];
  const isOneLine = spansWidth(whole) + spansWidth(id) + 2 <= style.width;
  const below = [
    ...(isOneLine ? [] : wrapParts(details, ` ${dot} `, style.width - 2)),
    ...wrapParts(remarks, ' ', style.width - 2),
  ];
  return [renderEnds(isOneLine ? whole : head, id, style.width, ellipsis), ...below.map((line) => `  ${line}`)];
}

/** `Tue 1 Dec 18:00–18:45`, `Velo`, `classpass`. */
function detailsOf(booking: Booking, { namesZone = false }: RecordedExtras, style: Style): string[] {
  const zone = namesZone || isElsewhere(booking, style) ? ` ${printable(booking.zone)}` : '';
  const span = formatSpan(booking.startsLocal, booking.durationMinutes, style) + zone;
  const parts = [span, printable(booking.location ?? ''), printable(booking.source)];
  return parts.filter((part) => part !== '');
}

function remarksOf(booking: Booking, extras: RecordedExtras, style: Style): string[] {
  const remarks = [...(extras.remarks ?? [])];
  const isAhead = Date.parse(booking.startsAt) > style.now.getTime();
  const limit = extras.wallTimeAt ? cancelLimitOf(booking, extras.wallTimeAt, style) : null;
  if (limit && booking.status === 'booked' && isAhead) {
    if (!limit.isOver) remarks.push(`Cancel free until ${limit.isSameDay ? `${limit.time} that day` : limit.moment}.`);
    else remarks.push(`Free cancellation ended ${limit.moment}${limit.fee === null ? '' : `; it costs ${limit.fee}`}.`);
  }
  if (booking.status === 'cancelled' && booking.isLateCancel) {
    const cost = booking.feePaid ?? booking.lateFee;
    const fee = cost === null ? '' : `; the fee is ${formatMoney(cost, booking.currency, style.unicode)}`;
    remarks.push(`Late${limit ? `: it was free until ${limit.moment}` : ''}${fee}.`);
  }
  if (extras.isNew && isAhead && booking.source !== 'manual') {
    remarks.push(`Not reserved at ${sourceName(booking.source)}.`);
  }
  return remarks;
}
