import { ICalCalendar } from 'ical-generator';
import type { Booking } from '../bookings/booking.ts';
import { foldTitle } from '../bookings/text-fields.ts';
import { type Bookings, buildInChunks } from './export-chunks.ts';
import { type Alarm, formatEvent } from './ics-event.ts';
import { escapeText, foldLines } from './ics-text.ts';
import { buildZoneBlocks, type ZoneBlock } from './ics-timezones.ts';

export type { Alarm } from './ics-event.ts';

export interface CalendarOptions {
  /** What calendar programs call it. */
  readonly name: string;
  /**
   * Zones whose classes are written in wall time, with the zone's rules in front (RFC 5545 demands them before
   * they are used, so they must be known before the first booking). Every other class is written in UTC.
   */
  readonly localZones?: readonly string[];
  /** Leaves cancelled bookings out; else they are there as STATUS:CANCELLED. */
  readonly omitCancelled: boolean;
  /** Asked for what is booked and nothing else. */
  readonly alarmsOf?: (booking: Booking) => readonly Alarm[];
}

const REFRESH_SECONDS = 3600;

/**
 * An iCalendar file (RFC 5545) in chunks of about 64 KB, one VEVENT per booking, in the order given. Unchanged
 * bookings give the same bytes. Without any booking there is no component, which most programs accept although
 * the RFC wants one: the caller may say so.
 */
export function buildCalendar(bookings: Bookings, options: CalendarOptions): AsyncGenerator<string, void, undefined> {
  const blocks = buildZoneBlocks(options.localZones ?? []);
  const rules = [...blocks.values()].map((block) => block.text).join('');
  const { omitCancelled, alarmsOf } = options;
  const textOf = (booking: Booking) => {
    if (omitCancelled && booking.status === 'cancelled') return '';
    const alarms = booking.status === 'booked' ? (alarmsOf?.(booking) ?? []) : [];
    return foldLines(formatEvent(booking, alarms, blocks.get(booking.zone)));
  };
  return buildInChunks(bookings, formatHead(options.name) + foldLines(rules), textOf, END);
}

const END = 'END:VCALENDAR\r\n';

/**
 * One booking as a calendar of its own, the way CalDAV stores it (RFC 4791 §4.1): what concerns a whole calendar, as
 * its name does, is not in it. In the wall time of `block`, or in UTC.
 */
export function formatItem(booking: Booking, block?: ZoneBlock): string {
  return foldLines(`${ITEM_HEAD}${block?.text ?? ''}${formatEvent(booking, [], block)}${END}`);
}

const ITEM_HEAD = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//numina//numina//EN\r\n';

/** ical-generator does not escape the name, and leaves the last line without its end. */
function formatHead(name: string): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'numina', product: 'numina', language: 'EN' },
    name: escapeText(foldTitle(name)),
    ttl: REFRESH_SECONDS,
  });
  return calendar.toString().replace(/END:VCALENDAR$/, '');
}
