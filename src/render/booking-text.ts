import type { Booking } from '../bookings/booking.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { wrapText } from './width.ts';

/** Returns the wall time of an instant in a zone. It is a parameter of renderers, because zones are slow to load. */
export type WallTimeAt = (instant: Date, zone: string) => LocalDateTime;

/** The shortest unique prefixes by full id. For a missing id, its first 8 characters are shown. */
export type IdLabels = ReadonlyMap<string, string>;

/** Sources with other capitals in their name. Any other source is shown as it is. */
const SOURCE_NAMES: Readonly<Record<string, string>> = { classpass: 'ClassPass', mindbody: 'Mindbody' };

export function idLabel(booking: Pick<Booking, 'id'>, labels: IdLabels): string {
  return labels.get(booking.id) ?? booking.id.slice(0, 8);
}

/** The name of a source for sentences. Tables show the stored word, since filters take that. */
export function sourceName(source: string): string {
  return SOURCE_NAMES[source] ?? printable(source);
}

export function isElsewhere(booking: Pick<Booking, 'zone'>, style: Pick<Style, 'homeZone'>): boolean {
  return booking.zone !== style.homeZone;
}

/** `*` after a time that is not in the home zone, where there is no room for the name of the zone. */
export function zoneStar(booking: Pick<Booking, 'zone'>, style: Pick<Style, 'homeZone'>): string {
  return isElsewhere(booking, style) ? '*' : '';
}

/** Lines below a table that explain the stars; none where all classes are in the home zone. */
export function zoneFootnote(bookings: readonly Pick<Booking, 'zone'>[], style: Style): string[] {
  const zones = new Set(bookings.filter((booking) => isElsewhere(booking, style)).map(({ zone }) => printable(zone)));
  if (zones.size === 0) return [];
  return wrapText(`* local time in ${[...zones].join(', ')}`, style.width).map(style.paint.dim);
}
