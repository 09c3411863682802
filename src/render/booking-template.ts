import type { Booking } from '../bookings/booking.ts';
import { BOOKING_FIELDS } from '../bookings/booking-fields.ts';
import { addWallMinutes } from '../time/civil.ts';
import { formatNearDay, formatRelative, formatTime } from './format.ts';
import { type Style, todayOf } from './style.ts';
import { fieldsOf, parseTemplate, type Template, type TemplateField, type TemplateFields } from './template.ts';

const startsLocal = (booking: Booking) => booking.startsLocal;
const endsLocal = (booking: Booking) => addWallMinutes(booking.startsLocal, booking.durationMinutes);

function timed(
  local: (booking: Booking) => string,
  text: (local: string, style: Style) => string,
): TemplateField<Booking> {
  return { local, text: (booking, style) => text(local(booking), style) };
}

/** Fields by the names that people use. */
const FIELDS: TemplateFields<Booking> = {
  class: { text: ({ className }) => className },
  type: { text: ({ classType }) => classType ?? '' },
  place: { text: ({ location }) => location ?? '' },
  location: { text: ({ location }) => location ?? '' },
  instructor: { text: ({ instructor }) => instructor ?? '' },
  source: { text: ({ source }) => source },
  zone: { text: ({ zone }) => zone },
  id: { text: ({ id }) => id.slice(0, 8) },
  date: timed(startsLocal, (local) => local.slice(0, 10)),
  day: timed(startsLocal, (local, style) => formatNearDay(local.slice(0, 10), todayOf(style))),
  time: timed(startsLocal, (local, { clock }) => formatTime(local, clock)),
  end: timed(endsLocal, (local, { clock }) => formatTime(local, clock)),
  in: { text: ({ startsAt }, { now }) => distance(Math.round((Date.parse(startsAt) - now.getTime()) / 60_000)) },
};

/** All other fields, by their names in JSON. */
const JSON_NAMES = [
  ...new Set(['startsAt', 'endsAt', 'localDate', 'shortId', ...BOOKING_FIELDS.map(({ json }) => json)]),
].filter((name) => !name.includes('.') && !Object.hasOwn(FIELDS, name));

/** Reads the `--format` of a command that shows bookings; `toJson` gives their public shape. Throws UsageError. */
export function parseBookingTemplate(text: string, toJson: (booking: Booking) => object): Template<Booking> {
  return parseTemplate(text, { ...FIELDS, ...fieldsOf(toJson, JSON_NAMES) });
}

/** `8 h 48 min`; `3 days ago` for the past. */
function distance(minutes: number): string {
  return minutes < 0 ? `${formatRelative(minutes)} ago` : formatRelative(minutes);
}
