import { ICalCalendar, ICalEvent, type ICalEventData, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import type { Booking, BookingStatus } from '../bookings/booking.ts';
import { endsAt } from '../bookings/booking.ts';
import { foldTitle } from '../bookings/text-fields.ts';
import { wallTimeAt } from '../time/zones.ts';
import { describeEvent } from './event-description.ts';
import { formatNuminaProperties } from './ics-properties.ts';
import { cleanText, escapeText } from './ics-text.ts';
import { isExact, type ZoneBlock } from './ics-timezones.ts';

/** A reminder that the calendar program itself gives. */
export interface Alarm {
  /** Exact minutes before the start. */
  readonly minutesBefore: number;
  readonly description: string;
}

export type AlarmsOf = (booking: Booking) => readonly Alarm[];

const STATUS: Readonly<Record<BookingStatus, ICalEventStatus>> = {
  booked: ICalEventStatus.CONFIRMED,
  attended: ICalEventStatus.CONFIRMED,
  no_show: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
  waitlisted: ICalEventStatus.TENTATIVE,
};

const END = 'END:VEVENT\r\n';

// An event asks its calendar for a zone only. A calendar that held its events would keep them all in memory.
const NO_CALENDAR = new ICalCalendar();

/**
 * One booking as the lines of a VEVENT, each ended by CRLF and not yet folded: the same booking gives the same
 * text. Times are UTC, or wall times where `block` is the class's zone and states them exactly.
 *
 * What ical-generator writes wrong is kept away from it and added here: it escapes a URL as if it were text, and
 * puts alarms among the properties, with days (whose length varies, RFC 5545 §3.3.6) for 24 hours.
 */
export function formatEvent(booking: Booking, alarms: readonly Alarm[], block: ZoneBlock | undefined): string {
  const updatedAt = new Date(booking.updatedAt);
  const event = new ICalEvent(
    {
      id: `${booking.id}@numina`,
      sequence: booking.sequence,
      stamp: updatedAt,
      ...eventTimes(booking, block),
      summary: foldTitle(booking.className),
      location: booking.location === null ? null : cleanText(booking.location),
      description: cleanText(describeEvent(booking)) || null,
      categories: booking.classType ? [{ name: foldTitle(booking.classType) }] : [],
      status: STATUS[booking.status],
      created: new Date(booking.createdAt),
      lastModified: updatedAt,
    },
    NO_CALENDAR,
  );
  const own = formatUrl(booking.url) + formatNuminaProperties(booking) + alarms.map(formatAlarm).join('');
  return event.toString().slice(0, -END.length) + own + END;
}

function eventTimes(booking: Booking, block: ZoneBlock | undefined): Pick<ICalEventData, 'start' | 'end' | 'timezone'> {
  const { zone } = booking;
  const start = new Date(booking.startsAt);
  // DTEND must be later than DTSTART (§3.8.2.2); ical-generator would silently swap them.
  const end = booking.durationMinutes > 0 ? endsAt(booking) : null;
  const local = (at: Date) => DateTime.fromJSDate(at, { zone });
  const isLocal =
    block !== undefined &&
    wallTimeAt(start, zone) === booking.startsLocal &&
    isExact(block, booking.startsLocal, start) &&
    (end === null || isExact(block, wallTimeAt(end, zone), end));
  return isLocal ? { start: local(start), end: end && local(end), timezone: zone } : { start, end };
}

/** A URI has no escapes (§3.3.13); what cannot stand in one cannot stand on the line either. */
function formatUrl(url: string | null): string {
  const uri = url === null ? '' : foldTitle(url);
  return uri === '' ? '' : `URL:${uri}\r\n`;
}

function formatAlarm({ minutesBefore, description }: Alarm): string {
  const duration = minutesBefore % 60 === 0 ? `${minutesBefore / 60}H` : `${minutesBefore}M`;
  const text = escapeText(cleanText(description));
  return `BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT${duration}\r\nDESCRIPTION:${text}\r\nEND:VALARM\r\n`;
}
