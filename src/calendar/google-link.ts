import type { Booking } from '../bookings/booking.ts';
import { endsAt } from '../bookings/booking.ts';
import { describeEvent } from './event-description.ts';

const BASE = 'https://calendar.google.com/calendar/render?action=TEMPLATE';
const MAX_DETAILS_CHARACTERS = 1000;

/**
 * The link to the "add event" form of Google Calendar, filled in with a class. Times are UTC; the form shows them in
 * the zone of the class. Long notes are cut, because servers refuse long addresses.
 */
export function buildGoogleLink(booking: Booking): string {
  const dates = `${formatCompact(new Date(booking.startsAt))}/${formatCompact(endsAt(booking))}`;
  const details = [describeEvent(booking), booking.url ?? ''].filter((part) => part !== '').join('\n\n');
  return (
    `${BASE}&text=${encode(booking.className)}&dates=${dates}&ctz=${encode(booking.zone)}` +
    `&details=${encode(cut(details))}&location=${encode(booking.location ?? '')}`
  );
}

/** `YYYYMMDDTHHMMSSZ`. */
function formatCompact(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, '');
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_DETAILS_CHARACTERS
    ? text
    : `${characters.slice(0, MAX_DETAILS_CHARACTERS - 1).join('')}…`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
