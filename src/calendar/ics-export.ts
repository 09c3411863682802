import { ICalCalendar } from 'ical-generator';
import type { Booking } from '../bookings/booking.ts';
import { foldTitle } from '../bookings/text-fields.ts';
import { type Bookings, buildInChunks } from './export-chunks.ts';
import { type Alarm, type AlarmsOf, formatEvent } from './ics-event.ts';
import { escapeText, foldLines } from './ics-text.ts';
import { buildZoneBlocks, type ZoneBlock } from './ics-timezones.ts';

export type { Alarm, AlarmsOf } from './ics-event.ts';

export interface CalendarOptions {
  /** The name of the calendar in calendar programs. */
  readonly name: string;
  /**
   * Zones whose classes are written in wall time; every other class is written in UTC. The rules of these zones are
   * written first, so they must be known before the first booking.
   */
  readonly localZones?: readonly string[];
  /** Whether to leave cancelled bookings out; else they are written as STATUS:CANCELLED. */
  readonly omitCancelled: boolean;
  /** Called for booked classes only. */
  readonly alarmsOf?: AlarmsOf;
}

const REFRESH_SECONDS = 3600;

/**
 * An iCalendar file (RFC 5545) in chunks of about 64 KB, one VEVENT per booking, in the order given. Unchanged bookings
 * give the same bytes. Without bookings the file has no component; most programs accept it, although the RFC requires
 * one.
 */
export function buildCalendar(bookings: Bookings, options: CalendarOptions): AsyncGenerator<string, void, undefined> {
  const blocks = buildZoneBlocks(options.localZones ?? []);
  const rules = [...blocks.values()].map((block) => block.text).join('');
  const { omitCancelled, alarmsOf } = options;
  const textOf = (booking: Booking) => {
    if (omitCancelled && booking.status === 'cancelled') return '';
    return foldLines(formatEvent(booking, alarmsFor(booking, alarmsOf), blocks.get(booking.zone)));
  };
  return buildInChunks(bookings, formatHead(options.name) + foldLines(rules), textOf, END);
}

const END = 'END:VCALENDAR\r\n';

export interface ItemOptions {
  /** The rules of zones by name: classes in these zones are written in wall time, all others in UTC. */
  readonly blocks?: ReadonlyMap<string, ZoneBlock>;
  readonly alarmsOf?: AlarmsOf;
}

/**
 * One booking as a calendar of its own, as CalDAV stores it (RFC 4791 §4.1). The event is the same as in
 * {@link buildCalendar}; properties of a whole calendar, such as its name, are left out.
 */
export function formatItem(booking: Booking, { blocks, alarmsOf }: ItemOptions = {}): string {
  const block = blocks?.get(booking.zone);
  const event = formatEvent(booking, alarmsFor(booking, alarmsOf), block);
  return foldLines(`${ITEM_HEAD}${block?.text ?? ''}${event}${END}`);
}

function alarmsFor(booking: Booking, alarmsOf: AlarmsOf | undefined): readonly Alarm[] {
  return booking.status === 'booked' ? (alarmsOf?.(booking) ?? []) : [];
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
