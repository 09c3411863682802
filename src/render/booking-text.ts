import type { Booking } from '../bookings/booking.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { formatDay, formatTime, type TimeStyle } from './format.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { wrapText } from './width.ts';

/** Gives the wall time of an instant in a zone. Renderers get it as a parameter, because zones are slow to load. */
export type WallTimeAt = (instant: Date, zone: string) => LocalDateTime;

/** Shortest unique prefixes by full id; an id that is missing is shown by its first 8. */
export type IdLabels = ReadonlyMap<string, string>;

/** Sources whose own spelling has other capitals; any other word stays as it is. */
const SOURCE_NAMES: Readonly<Record<string, string>> = { classpass: 'ClassPass', mindbody: 'Mindbody' };

export function idLabel(booking: Pick<Booking, 'id'>, labels: IdLabels): string {
  return labels.get(booking.id) ?? booking.id.slice(0, 8);
}

/** The name for sentences. Tables show the stored word, because filters take that. */
export function sourceName(source: string): string {
  return SOURCE_NAMES[source] ?? printable(source);
}

export function isElsewhere(booking: Pick<Booking, 'zone'>, style: Pick<Style, 'homeZone'>): boolean {
  return booking.zone !== style.homeZone;
}

/** `*` behind a time that is not the home zone's, where there is no room for the zone's name. */
export function zoneStar(booking: Pick<Booking, 'zone'>, style: Pick<Style, 'homeZone'>): string {
  return isElsewhere(booking, style) ? '*' : '';
}

/** Lines at the foot of a screen that explain its stars; none where every class is in the home zone. */
export function zoneFootnote(bookings: readonly Pick<Booking, 'zone'>[], style: Style): string[] {
  const zones = new Set(bookings.filter((booking) => isElsewhere(booking, style)).map(({ zone }) => printable(zone)));
  if (zones.size === 0) return [];
  return wrapText(`* local time in ${[...zones].join(', ')}`, style.width).map(style.paint.dim);
}

/** A time as short as it can be: `06:00` today, `Wed 19:30` within six days, else `Wed 2 Dec 19:30`. */
export function formatMoment(local: LocalDateTime, style: TimeStyle): string {
  const [date, today] = [local.slice(0, 10), style.nowLocal.slice(0, 10)];
  const time = formatTime(local, style.clock);
  if (date === today) return time;
  const days = Math.abs(Date.parse(date) - Date.parse(today)) / 86_400_000;
  const day = formatDay(date, today);
  return `${days <= 6 ? day.slice(0, 3) : day} ${time}`;
}
