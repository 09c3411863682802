import { formatDate, formatWeekday } from '../time/names.ts';
import type { Booking } from './booking.ts';
import { BOOKING_FIELDS } from './booking-fields.ts';

// Describes changes for the journal. People read the text long after the change, so it names days by their date, never
// as today or tomorrow, and times by a 24-hour clock.

/** A list with more names than this ends in a count. */
const MOST_NAMES = 3;

/**
 * One booking: `Spin 45, Tue 24 Nov 18:00`, with the year where it is not that of `now`. Several of one name:
 * `12 × Spin 45, Tue 07:00`, without the weekday or the time where they differ. Several names:
 * `5 classes: Spin 45, Yoga and 2 more`.
 */
export function describeBookings(bookings: readonly Booking[], now: Date): string {
  const [first] = bookings;
  if (!first) return 'nothing';
  if (bookings.length === 1) return `${first.className}, ${describeStart(first, now)}`;
  const names = [...new Set(bookings.map(({ className }) => className))];
  if (names.length > 1) return `${bookings.length} classes: ${listNames(names)}`;
  const weekday = shared(bookings, ({ startsLocal }) => formatWeekday(startsLocal.slice(0, 10)));
  const time = shared(bookings, ({ startsLocal }) => startsLocal.slice(11, 16));
  const when = time === null ? '' : `, ${weekday === null ? '' : `${weekday} `}${time}`;
  return `${bookings.length} × ${first.className}${when}`;
}

/** `moved Spin 45, Tue 24 Nov 18:00, to Wed 25 Nov 19:00`, or `edited Spin 45, Tue 24 Nov 18:00: price, notes`. */
export function describeEdit(before: Booking, after: Booking, now: Date): string {
  const isMoved = after.startsAt !== before.startsAt || after.zone !== before.zone;
  const changed = BOOKING_FIELDS.filter(({ name }) => after[name] !== before[name]);
  // When a class moves, its limit moves too: that is not a separate change.
  const own = isMoved ? changed.filter(({ name }) => name !== 'cancelBy') : changed;
  const fields = [...new Set(own.flatMap(({ word }) => word ?? []))];
  const what = describeBookings([before], now);
  const to = `to ${describeStart(after, now)}${after.zone === before.zone ? '' : ` ${after.zone}`}`;
  if (isMoved && fields.length === 0) return `moved ${what}, ${to}`;
  const parts = isMoved ? [to, ...fields] : fields;
  return parts.length === 0 ? `edited ${what}` : `edited ${what}: ${parts.join(', ')}`;
}

/** `Tue 24 Nov 18:00`. */
function describeStart({ startsLocal }: Pick<Booking, 'startsLocal'>, now: Date): string {
  const [year, date] = [startsLocal.slice(0, 4), startsLocal.slice(0, 10)];
  const day = `${formatWeekday(date)} ${formatDate(date)}${year === now.toISOString().slice(0, 4) ? '' : ` ${year}`}`;
  return `${day} ${startsLocal.slice(11, 16)}`;
}

/** `Spin 45, Yoga and Barre`, `Spin 45, Yoga and 4 more`. */
function listNames(names: readonly string[]): string {
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 1) : names.slice(0, -1);
  const rest = names.length > MOST_NAMES ? `${names.length - shown.length} more` : names.at(-1);
  return `${shown.join(', ')} and ${rest}`;
}

/** The value that all bookings share; null where they differ. */
function shared(bookings: readonly Booking[], partOf: (booking: Booking) => string): string | null {
  const values = new Set(bookings.map(partOf));
  const [value] = values;
  return values.size === 1 && value !== undefined ? value : null;
}
