import type { Booking } from '../bookings/booking.ts';
import { addWallMinutes, type LocalDateTime } from '../time/civil.ts';
import { type ClockFormat, formatDate, formatTime, formatWeekday } from '../time/names.ts';
import { wallTimeAt } from '../time/zones.ts';
import type { ReminderKind, ReminderMessage } from './channel.ts';

/** How the person writes times. */
export interface ReminderStyle {
  readonly homeZone: string;
  readonly clock: ClockFormat;
}

export interface MessageParts {
  readonly messageId: string;
  readonly kind: ReminderKind;
  readonly booking: Booking;
  /** For a move: the last start that the person was told. */
  readonly toldStartsAt: string | null;
  readonly now: Date;
}

/** Writes the message, with the time that is really left. */
export function composeReminder(parts: MessageParts, style: ReminderStyle): ReminderMessage {
  const { messageId, kind, booking, now } = parts;
  const { title, lines, urgency } = WRITERS[kind](parts, style);
  return {
    messageId,
    kind,
    title,
    body: lines.filter((line) => line !== '').join('\n'),
    urgency,
    booking,
    now,
    homeZone: style.homeZone,
  };
}

interface Writing {
  readonly title: string;
  readonly lines: readonly string[];
  readonly urgency: ReminderMessage['urgency'];
}

const WRITERS: Readonly<Record<ReminderKind, (parts: MessageParts, style: ReminderStyle) => Writing>> = {
  class: ({ booking, now }, style) => ({
    title: `${booking.className} in ${formatLeft(booking.startsAt, now)}`,
    lines: [timesOf(booking, style), placeOf(booking), limitOf(booking, now, style)],
    urgency: 'normal',
  }),
  cancel_by: ({ booking, now }, style) => ({
    title: `${booking.className}: ${formatLeft(booking.cancelBy ?? booking.startsAt, now)} to cancel free`,
    lines: [
      `Cancel by ${momentOf(booking.cancelBy ?? booking.startsAt, booking, style)}${feeOf(booking, ' or pay ')}.`,
      `Begins ${timesOf(booking, style)}`,
      placeOf(booking),
    ],
    urgency: 'critical',
  }),
  moved: ({ booking, toldStartsAt, now }, style) => ({
    title: `${booking.className} was moved: in ${formatLeft(booking.startsAt, now)}`,
    lines: [
      `Now ${timesOf(booking, style)}`,
      toldStartsAt === null ? '' : `It was ${momentOf(toldStartsAt, booking, style)}.`,
      placeOf(booking),
      limitOf(booking, now, style),
    ],
    urgency: 'critical',
  }),
  cancelled: ({ booking }, style) => ({
    title: `${booking.className} is cancelled`,
    lines: [`It was ${timesOf(booking, style)}`, placeOf(booking)],
    urgency: 'normal',
  }),
};

/** The time from `now` to an instant: `45 min`, `1 h`, `23 h 50 min`, `3 days`. Rounded; at least one minute. */
function formatLeft(until: string, now: Date): string {
  const minutes = Math.max(1, Math.round((Date.parse(until) - now.getTime()) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)];
  if (days >= 2) return hours % 24 === 0 ? `${days} days` : `${days} days ${hours % 24} h`;
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** `Tue 24 Nov 18:00–18:45`, with the zone where it is not the home zone. */
function timesOf(booking: Booking, style: ReminderStyle): string {
  const { startsLocal, durationMinutes, zone } = booking;
  const end = formatTime(addWallMinutes(startsLocal, durationMinutes), style.clock);
  return `${formatStart(startsLocal, style)}–${end}${zoneOf(zone, style)}`;
}

/** An instant in the zone of the class. */
function momentOf(at: string, { zone }: Booking, style: ReminderStyle): string {
  const local = wallTimeAt(new Date(at), zone);
  return `${formatStart(local, style)}${zoneOf(zone, style)}`;
}

function zoneOf(zone: string, { homeZone }: ReminderStyle): string {
  return zone === homeZone ? '' : ` (${zone})`;
}

function placeOf({ location, instructor }: Booking): string {
  return [location, instructor].filter((part) => part !== null).join(' · ');
}

function limitOf(booking: Booking, now: Date, style: ReminderStyle): string {
  if (booking.cancelBy === null || Date.parse(booking.cancelBy) <= now.getTime()) return '';
  return `Free to cancel until ${momentOf(booking.cancelBy, booking, style)}${feeOf(booking, ', then ')}`;
}

function feeOf({ lateFee, currency }: Booking, before: string): string {
  if (lateFee === null) return '';
  const amount = (lateFee / 1000).toFixed(lateFee % 1000 === 0 ? 0 : lateFee % 10 === 0 ? 2 : 3);
  return `${before}${amount}${currency === null ? '' : ` ${currency}`}`;
}

/** `Tue 24 Nov 18:00`. */
function formatStart(local: LocalDateTime, { clock }: ReminderStyle): string {
  const date = local.slice(0, 10);
  return `${formatWeekday(date)} ${formatDate(date)} ${formatTime(local, clock)}`;
}
