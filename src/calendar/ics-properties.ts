import type { Booking } from '../bookings/booking.ts';
import { cleanText, escapeText } from './ics-text.ts';

type Read<T> = (booking: Booking) => T | null;

const FREE_TEXT: readonly (readonly [name: string, read: Read<string>])[] = [
  ['CLASS', (booking) => booking.className],
  ['TYPE', (booking) => booking.classType],
  ['INSTRUCTOR', (booking) => booking.instructor],
  ['SOURCE', (booking) => booking.source],
  ['EXTERNAL-ID', (booking) => booking.externalId],
  ['CURRENCY', (booking) => booking.currency],
  ['CANCELLATION-REASON', (booking) => booking.cancellationReason],
  ['NOTES', (booking) => booking.notes],
];

const TOKENS: readonly (readonly [name: string, read: Read<string | number>])[] = [
  ['STATUS', (booking) => booking.status],
  ['STARTS-LOCAL', (booking) => booking.startsLocal],
  ['ZONE', (booking) => booking.zone],
  ['DURATION', (booking) => booking.durationMinutes],
  ['PRICE', (booking) => toDecimal(booking.price)],
  ['LATE-FEE', (booking) => toDecimal(booking.lateFee)],
  ['FEE-PAID', (booking) => toDecimal(booking.feePaid)],
  ['CANCEL-BY', (booking) => booking.cancelBy],
  ['CANCEL-BY-MINUTES', (booking) => booking.cancelByMinutes],
  ['BOOKED-AT', (booking) => booking.bookedAt],
  ['ATTENDED-AT', (booking) => booking.attendedAt],
  ['CANCELLED-AT', (booking) => booking.cancelledAt],
  ['LATE-CANCEL', (booking) => (booking.isLateCancel ? 'TRUE' : null)],
];

/**
 * X-NUMINA-* lines, each ended by CRLF: what of a booking iCalendar has no word for, or keeps less exactly.
 * Absent values are left out, instants are ISO 8601 in UTC, money is decimal, durations are minutes. Free text
 * says VALUE=TEXT, because parsers leave the escapes of an X- property without a type alone. The names are
 * public: numina's own import reads them.
 */
export function formatNuminaProperties(booking: Booking): string {
  let lines = '';
  for (const [name, read] of TOKENS) {
    const value = read(booking);
    if (value !== null) lines += `X-NUMINA-${name}:${value}\r\n`;
  }
  for (const [name, read] of FREE_TEXT) {
    const value = read(booking);
    if (value !== null) lines += `X-NUMINA-${name};VALUE=TEXT:${escapeText(cleanText(value))}\r\n`;
  }
  return lines;
}

function toDecimal(thousandths: number | null): number | null {
  return thousandths === null ? null : thousandths / 1000;
}
