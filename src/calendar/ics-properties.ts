import type { Booking } from '../bookings/booking.ts';
import { type FieldKind, fieldNamed, ICS_NAMES } from '../bookings/booking-fields.ts';
import { cleanText, escapeText } from './ics-text.ts';

const FIELDS = ICS_NAMES.map((name) => ({ ...fieldNamed('ics', name), property: `X-NUMINA-${name}` }));
const FREE_TEXT: ReadonlySet<FieldKind> = new Set(['title', 'lines', 'currency']);

/**
 * X-NUMINA-* lines, each ended by CRLF, for the fields that iCalendar does not have or keeps less exactly. Absent
 * values are left out, instants are ISO 8601 in UTC, money is decimal, durations are minutes. Free text says
 * VALUE=TEXT, because parsers do not unescape an X- property without a type. The names are public: numina's import
 * reads them.
 */
export function formatNuminaProperties(booking: Booking): string {
  let lines = '';
  for (const { name, kind, property } of FIELDS) {
    const value = booking[name];
    if (value === null || value === false) continue;
    if (FREE_TEXT.has(kind)) lines += `${property};VALUE=TEXT:${escapeText(cleanText(String(value)))}\r\n`;
    else lines += `${property}:${tokenOf(value, kind)}\r\n`;
  }
  return lines;
}

function tokenOf(value: string | number | true, kind: FieldKind): string | number {
  if (value === true) return 'TRUE';
  return kind === 'amount' ? Number(value) / 1000 : value;
}
