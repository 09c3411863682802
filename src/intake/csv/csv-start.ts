import type { InstantText } from '../../bookings/booking.ts';
import { type LocalDateTime, toDayNumber } from '../../time/civil.ts';
import { EDGE_PATTERN, readClockSpan, timeOfMinutes } from '../../time/clock-span.ts';
import { readIsoTime } from '../../time/iso-time.ts';
import { formatWall } from '../../time/wall-time.ts';
import { type ZoneRules, zoneRules } from '../../time/zone-rules.ts';
import { FIRST_YEAR, LAST_YEAR, UnreadableError } from '../incoming.ts';
import { quote, readInstant } from '../incoming-text.ts';
import { zoneNamed } from '../zones/zone-names.ts';
import type { Column } from './csv-columns.ts';
import { isoTime } from './csv-dates.ts';

/** The trimmed text of a cell; empty where the row has none. */
export type CellOf = (column: Column) => string;

/** The zone of a row. */
export interface RowZone {
  readonly name: string;
  readonly rules: ZoneRules;
  /** Whether the row itself names the zone. */
  readonly isNamed: boolean;
}

export interface RowStart {
  readonly startsLocal: LocalDateTime;
  readonly startsAt: InstantText;
  /** The start for a fingerprint: the instant where the row is certain of it, else the local time. */
  readonly key: string;
  /** Whether the start occurs twice, as clocks go back. The earlier one is assumed. */
  readonly isEarlierOfTwo: boolean;
  /** The length, where the time is a span. */
  readonly minutes?: number;
}

/** A cache of the zones in a table. */
export class RowZones {
  readonly #zones = new Map<string, RowZone | null>();
  readonly #home: RowZone;

  constructor(homeZone: string) {
    this.#home = { name: homeZone, rules: zoneRules(homeZone), isNamed: false };
  }

  /** The zone that a cell names; the home zone where it is empty. Throws where the name is unknown. */
  find(cell: string): RowZone {
    if (cell === '') return this.#home;
    const known = this.#zones.get(cell);
    const zone = known === undefined ? this.#look(cell) : known;
    if (zone === null) throw new UnreadableError(`The time zone is not known: ${quote(cell)}.`);
    return zone;
  }

  #look(cell: string): RowZone | null {
    const name = zoneNamed(cell);
    const zone = name === null ? null : { name, rules: zoneRules(name), isNamed: true };
    this.#zones.set(cell, zone);
    return zone;
  }
}

/** Reads the start from `starts_at`, or from `date` and `time`. Throws where it is not certain. */
export function readStart(cell: CellOf, zone: RowZone): RowStart {
  const { text, minutes } = startText(cell);
  const start = readStartText(text, zone);
  return minutes === null ? start : { ...start, minutes };
}

/** Reads a start in ISO 8601: a wall time in the zone, or an instant. Throws as {@link readStart} does. */
export function readStartText(text: string, zone: RowZone): RowStart {
  const when = readIsoTime(text);
  if (when === null)
    throw new UnreadableError(`The start is not a date and time like 2026-11-24 18:00: ${quote(text)}.`);
  if (when.kind === 'date') throw new UnreadableError(`It has no time, only a date: ${quote(text)}.`);
  const start = when.kind === 'instant' ? startAtInstant(when.at.getTime(), text, zone) : startAtWall(when.local, zone);
  const year = Number(start.startsLocal.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR || start.startsLocal.length > 19) {
    throw new UnreadableError(`The year is not between ${FIRST_YEAR} and ${LAST_YEAR}: ${quote(text)}.`);
  }
  return start;
}

const SPAN = new RegExp(`^(${EDGE_PATTERN})\\s*(?:[-–—]|to|until)\\s*(${EDGE_PATTERN})$`, 'i');

function startText(cell: CellOf): { readonly text: string; readonly minutes: number | null } {
  const said = cell('starts_at') || cell('date');
  if (said === '') throw new UnreadableError('It has no start.');
  const [, date = said, written = ''] = /^(\d{4}-\d\d-\d\d)(?:[T ](.*))?$/.exec(said) ?? [];
  // Spreadsheets write midnight for a date without a time.
  const isDate = date !== said ? /^00:00(?::00)?$/.test(written) : /^\d{4}-\d\d-\d\d$/.test(said);
  const time = isDate && cell('time') !== '' ? cell('time') : written;
  if (time === '') return { text: said, minutes: null };
  // `18:00-05:00` is a time with an offset in ISO 8601. In a column of its own it is a span, if that is possible.
  const mayBeOffset = /^\d\d:\d\d-\d\d:\d\d$/.test(time) && (time === written || time.slice(6) < time);
  const span = mayBeOffset ? null : readSpan(time);
  if (span) return { text: `${date}T${timeOfMinutes(span.start)}`, minutes: span.minutes };
  const iso = isoTime(time);
  return { text: iso === written ? said : `${date}T${iso}`, minutes: null };
}

/** Reads `18:00 – 19:15` or `6:00 PM - 7:00 PM`; null where it is not a span, or could be two. */
function readSpan(text: string) {
  const [, from = '', to = ''] = text.length > 60 ? [] : (SPAN.exec(text) ?? []);
  const [span, another] = readClockSpan(from, to);
  return another ? null : span;
}

function startAtWall(local: LocalDateTime, zone: RowZone): RowStart {
  const { kind, instant } = zone.rules.readWall(Date.parse(`${local}Z`));
  if (kind === 'gap') throw inGap(local, zone);
  const startsAt = new Date(instant).toISOString();
  return { startsLocal: local, startsAt, key: zone.isNamed ? startsAt : local, isEarlierOfTwo: kind === 'twice' };
}

function inGap(local: LocalDateTime, { name, rules }: RowZone): UnreadableError {
  const next = readable(formatWall(rules.firstAfterGap(Date.parse(`${local}Z`))));
  return new UnreadableError(
    `${readable(local)} does not exist in ${name}, as clocks go forward; the first time that exists is ${next}.`,
  );
}

function readable(local: LocalDateTime): string {
  return local.replace('T', ' ').replace(/:00$/, '');
}

function startAtInstant(given: number, text: string, { rules }: RowZone): RowStart {
  // Offsets are written in whole minutes. Where the zone then had seconds in its offset, the wall time is the exact
  // part.
  const drift = rules.wallAt(given) - Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
  const instant = Math.abs(drift) < 60_000 ? given - drift : given;
  const startsAt = new Date(instant).toISOString();
  return { startsLocal: formatWall(rules.wallAt(instant)), startsAt, key: startsAt, isEarlierOfTwo: false };
}

/**
 * Reads a moment in ISO 8601; without an offset it is in the zone of the row. Null for an empty text. Throws otherwise.
 */
export function readMoment(text: string, what: Column, zone: RowZone): InstantText | null {
  if (text === '') return null;
  const exact = readInstant(text);
  if (exact !== null) return exact;
  const when = readIsoTime(text);
  if (when === null)
    throw new UnreadableError(`The field ${what} is not a time like 2026-11-24 18:00: ${quote(text)}.`);
  if (when.kind === 'instant') return when.at.toISOString();
  const wall = when.kind === 'date' ? toDayNumber(when.date) * 86_400_000 : Date.parse(`${when.local}Z`);
  return new Date(zone.rules.readWall(wall).instant).toISOString();
}
