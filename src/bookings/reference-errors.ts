import { NotFoundError, RefusedError } from '../errors.ts';
import { type ClockFormat, formatFullMoment } from '../time/names.ts';
import { command, words } from '../words.ts';
import type { Booking } from './booking.ts';

const MAX_LISTED = 10;

/** A reference names several bookings. A front end may let the person choose one of `candidates`. */
export class AmbiguousBookingError extends RefusedError {
  readonly candidates: readonly Booking[];

  constructor(text: string, candidates: readonly Booking[], clock?: ClockFormat) {
    const shown = candidates.slice(0, MAX_LISTED).map((booking) => describeBooking(booking, clock));
    const listed = shown.join('\n  ');
    const isMany = candidates.length > MAX_LISTED;
    super(
      'ambiguous_booking',
      `“${text}” names ${isMany ? 'many' : candidates.length} bookings:\n  ${listed}${isMany ? '\n  …' : ''}`,
      'Say which by its id.',
    );
    this.candidates = candidates;
  }
}

/** The error for a reference without a match. `others` match it, but the command cannot act on them. */
export function nothingFound(text: string, others: readonly Booking[], clock?: ClockFormat): NotFoundError {
  const [first] = others;
  if (!first) {
    const hint = /\s/.test(text.trim())
      ? words`Words beside each other name one booking; several are named by their ids, which ${command('list')} shows.`
      : words`${command('list')} shows them with their ids.`;
    return new NotFoundError('booking_not_found', `No booking matches “${text}”.`, hint);
  }
  const status = first.status === 'no_show' ? 'a no-show' : first.status;
  const more = others.length > 1 ? `, and ${others.length - 1} more` : '';
  return new NotFoundError(
    'booking_not_found',
    `No booking that this can change matches “${text}”.`,
    `There is ${describeBooking(first, clock)} (${status})${more}.`,
  );
}

/** One line for messages: short id, start, class and place. */
export function describeBooking(booking: Booking, clock: ClockFormat = '24'): string {
  const place = booking.location === null ? '' : ` · ${booking.location}`;
  return `${booking.id.slice(0, 8)}  ${formatFullMoment(booking.startsLocal, clock)}  ${booking.className}${place}`;
}
