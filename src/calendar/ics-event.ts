import { ICalCalendar, ICalEvent, type ICalEventData, ICalEventStatus } from 'ical-generator';
import type { Booking, BookingStatus } from '../bookings/booking.ts';
import { endsAt } from '../bookings/booking.ts';
import { foldTitle } from '../bookings/text-fields.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { wallTimeAt } from '../time/zones.ts';
import { describeEvent } from './event-description.ts';
import { formatNuminaProperties } from './ics-properties.ts';
import { cleanText, escapeText } from './ics-text.ts';
import { isExact, type ZoneBlock } from './ics-timezones.ts';

/** A VALARM: a reminder that the calendar program gives. */
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

// An event uses its calendar only to ask for a zone. A calendar with events would keep them all in memory.
const NO_CALENDAR = new ICalCalendar();

/**
 * One booking as the lines of a VEVENT, each ended by CRLF and not folded yet. The same booking gives the same text.
 * Times are UTC, or wall times where `block` is given for the zone of the class and is exact for them.
 *
 * Two things are added here because ical-generator writes them wrong. It escapes a URL as if it were text. It puts
 * alarms among the properties, and writes 24 hours as a day, whose length varies (RFC 5545 §3.3.6).
 */
export function formatEvent(booking: Booking, alarms: readonly Alarm[], block: ZoneBlock | undefined): string {
  const updatedAt = new Date(booking.updatedAt);
  const times = eventTimes(booking, block);
  const event = new ICalEvent(
    {
      id: `${booking.id}@numina`,
      sequence: booking.sequence,
      stamp: updatedAt,
      ...times,
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
  const text = event.toString().slice(0, -END.length);
  return (times.floating ? nameZone(text, booking.zone) : text) + own + END;
}

/** Gives wall times to ical-generator as if they were UTC: with a zone it would call Intl twice for each. */
function eventTimes(
  { startsAt, startsLocal, durationMinutes, zone }: Booking,
  block: ZoneBlock | undefined,
): Pick<ICalEventData, 'start' | 'end' | 'floating'> {
  const start = new Date(startsAt);
  // DTEND must be later than DTSTART (§3.8.2.2); ical-generator would silently swap them.
  const end = durationMinutes > 0 ? endsAt({ startsAt, durationMinutes }) : null;
  const utc = { start, end, floating: false };
  if (!block || wallTimeAt(start, zone) !== startsLocal || !isExact(block, startsLocal, start)) return utc;
  if (end === null) return { start: asUtc(startsLocal), end, floating: true };
  const endsLocal = wallTimeAt(end, zone);
  return isExact(block, endsLocal, end) ? { start: asUtc(startsLocal), end: asUtc(endsLocal), floating: true } : utc;
}

function asUtc(local: LocalDateTime): Date {
  return new Date(`${local}Z`);
}

/** Adds the zone to an event's times, which stand before all text. */
function nameZone(event: string, zone: string): string {
  return event.replace('\r\nDTSTART:', `\r\nDTSTART;TZID=${zone}:`).replace('\r\nDTEND:', `\r\nDTEND;TZID=${zone}:`);
}

/** A URI is written without escapes (§3.3.13). Characters that no URI may contain are encoded. */
function formatUrl(url: string | null): string {
  const uri = url === null ? '' : foldTitle(url);
  return uri === '' ? '' : `URL:${uri}\r\n`;
}

function formatAlarm({ minutesBefore, description }: Alarm): string {
  const duration = minutesBefore % 60 === 0 ? `${minutesBefore / 60}H` : `${minutesBefore}M`;
  const text = escapeText(cleanText(description));
  return `BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT${duration}\r\nDESCRIPTION:${text}\r\nEND:VALARM\r\n`;
}
