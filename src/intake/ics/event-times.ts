import { DEFAULT_DURATION_MINUTES, MAX_DURATION_MINUTES } from '../../bookings/plan-booking.ts';
import { DAY_MS, MINUTE_MS } from '../../time/units.ts';
import { FIRST_YEAR, LAST_YEAR, UnreadableError } from '../incoming.ts';
import { quote } from '../incoming-text.ts';
import type { IcsComponent } from './ics-components.ts';
import { OWN_PREFIX, type Remark } from './ics-content.ts';
import { dayOfTime, type IcsProperty, type IcsTime, readDuration, readTime, wallOfTime } from './ics-properties.ts';
import type { IcsZones } from './ics-zones.ts';

/** When an event is, and what it says of its series. */
export interface EventTimes {
  readonly start: IcsTime;
  readonly durationMinutes: number;
  /** Which instance of a series it replaces. */
  readonly recurrenceId: IcsTime | null;
  readonly dates: readonly ListedTime[];
  readonly exceptionDates: readonly ListedTime[];
  readonly remarks: readonly Remark[];
}

/** One value of RDATE or EXDATE; a period has a length of its own. */
export interface ListedTime {
  readonly time: IcsTime;
  readonly durationMinutes: number | null;
}

type Once = ReadonlyMap<string, IcsProperty>;

/** By which programs say that an event whose times are midnights is all day. */
export const ALL_DAY_MARKS = [
  'X-MICROSOFT-CDO-ALLDAYEVENT',
  'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT',
  'X-FUNAMBOL-ALLDAY',
] as const;

/**
 * Reads the times of an event. Every other time is read as the start is: without a zone, or in one that nobody
 * knows, it means the zone of the start; beside a start that is a day, it means the day it is written with. Throws
 * UnreadableError where there is no start that a class could have.
 */
export function readTimes(
  component: IcsComponent,
  once: Once,
  repeated: ReadonlyMap<string, readonly IcsProperty[]>,
  zones: IcsZones,
): EventTimes {
  const { calendar } = component;
  const written = readStart(component, once.get('DTSTART'));
  const besideWritten = (time: IcsTime) => beside(time, written, zones);
  const day = dayMarked(once, written, zones, besideWritten);
  const start: IcsTime = day ? { kind: 'date', wall: day(written), calendar } : written;
  const toDay = day ?? dayOfTime;
  const align = (time: IcsTime): IcsTime =>
    start.kind === 'date' ? { kind: 'date', wall: toDay(time), calendar } : besideWritten(time);
  const length = readLength(once, start, zones, align);
  const dates = readList(repeated.get('RDATE') ?? NONE, calendar, zones, align);
  const exceptionDates = readList(repeated.get('EXDATE') ?? NONE, calendar, zones, align);
  const recurrenceId = timeOf(once.get('RECURRENCE-ID'), calendar);
  return {
    start,
    durationMinutes: length.minutes,
    recurrenceId: recurrenceId && align(recurrenceId),
    dates: dates.times,
    exceptionDates: exceptionDates.times,
    remarks: [...length.remarks, ...dates.remarks, ...exceptionDates.remarks],
  };
}

const NONE: readonly never[] = [];

/** A time by itself; null where it cannot be read. VALUE=DATE makes a day of midnight. */
export function timeOf(property: IcsProperty | undefined, calendar: number): IcsTime | null {
  return property ? timeIn(property, property.values[0] ?? '', calendar) : null;
}

function timeIn({ params }: IcsProperty, text: string, calendar: number): IcsTime | null {
  const time = readTime(text, params['tzid']?.trim() || null, calendar);
  if (time === null || params['value']?.toUpperCase() !== 'DATE') return time;
  const isMidnight = wallOfTime(time) === dayOfTime(time);
  return isMidnight ? { kind: 'date', wall: wallOfTime(time), calendar } : time;
}

function readStart(component: IcsComponent, property: IcsProperty | undefined): IcsTime {
  const text = property?.values[0]?.trim();
  if (!text) {
    const isThere = component.lines.some(({ name }) => name === 'DTSTART');
    throw new UnreadableError(isThere ? 'Its start (DTSTART) cannot be read.' : 'It has no start (DTSTART).');
  }
  const start = timeOf(property, component.calendar);
  if (start === null) throw new UnreadableError(`Its start is no date or time that exists: ${quote(text)}.`);
  const year = new Date(wallOfTime(start)).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new UnreadableError(`Its year, ${year}, is not between ${FIRST_YEAR} and ${LAST_YEAR}.`);
  }
  return start;
}

/** A time with the zone of the start, where it has none of its own. */
function beside(time: IcsTime, start: IcsTime, zones: IcsZones): IcsTime {
  if (time.kind !== 'wall' || start.kind === 'date' || (start.kind === 'wall' && start.tzid === time.tzid)) return time;
  if (time.tzid !== null && zones.frameOf(time).kind !== 'assumed') return time;
  return { ...time, tzid: start.kind === 'utc' ? 'UTC' : start.tzid, isBorrowed: true };
}

/**
 * Where an event is marked as all day and lasts from midnight to midnight: which day (ms) a time of it is. Midnight is
 * meant as it is written or, of a moment, where the calendar is at home. Null for every other event.
 */
function dayMarked(
  once: Once,
  start: IcsTime,
  zones: IcsZones,
  align: (time: IcsTime) => IcsTime,
): ((time: IcsTime) => number) | null {
  if (start.kind === 'date' || !ALL_DAY_MARKS.some((mark) => isTrue(once.get(mark)))) return null;
  const written = timeOf(once.get('DTEND'), start.calendar);
  const end = written && align(written);
  const duration = readDuration(once.get('DURATION')?.values[0] ?? '') ?? 0;
  if (end === null && duration % DAY_MS !== 0) return null;
  const atHome = (time: IcsTime) =>
    time.kind === 'utc' ? zones.homeWallOf(time.instant, time.calendar) : wallOfTime(time);
  const wallOf = [wallOfTime, atHome].find(
    (wallOf) => wallOf(start) % DAY_MS === 0 && (end === null || isEndOfDay(wallOf(end))),
  );
  return wallOf ? (time) => Math.floor(wallOf(time) / DAY_MS) * DAY_MS : null;
}

function isTrue(property: IcsProperty | undefined): boolean {
  return /^\s*(?:TRUE|1)\s*$/i.test(property?.values[0] ?? '');
}

/** Midnight, or the last minute before it, which some programs write for it. */
function isEndOfDay(wall: number): boolean {
  return wall % DAY_MS === 0 || DAY_MS - (wall % DAY_MS) <= MINUTE_MS;
}

/** How long it takes: to DTEND, or DURATION, or what numina wrote, or an hour. A day's length is no class's. */
function readLength(
  properties: Once,
  start: IcsTime,
  zones: IcsZones,
  align: (time: IcsTime) => IcsTime,
): { readonly minutes: number; readonly remarks: readonly Remark[] } {
  if (start.kind === 'date') return { minutes: DEFAULT_DURATION_MINUTES, remarks: [] };
  const end = properties.get('DTEND');
  const duration = properties.get('DURATION')?.values[0] ?? ownDuration(properties);
  if (!end && duration === null) return { minutes: DEFAULT_DURATION_MINUTES, remarks: ['no-end'] };
  const endTime = timeOf(end, start.calendar);
  const minutes = minutesTo(endTime && align(endTime), duration ?? '', start, zones);
  if (minutes > MAX_DURATION_MINUTES) throw new UnreadableError('It takes more than a week, which no class does.');
  return minutes > 0 ? { minutes, remarks: [] } : { minutes: DEFAULT_DURATION_MINUTES, remarks: ['bad-end'] };
}

function ownDuration(properties: Once): string | null {
  const minutes = properties.get(`${OWN_PREFIX}DURATION`)?.values[0];
  return minutes === undefined ? null : `PT${minutes}M`;
}

/** The values of RDATE or EXDATE. What cannot be read among them is left out, with a remark. */
function readList(
  properties: readonly IcsProperty[],
  calendar: number,
  zones: IcsZones,
  align: (time: IcsTime) => IcsTime,
): { readonly times: readonly ListedTime[]; readonly remarks: readonly Remark[] } {
  const times: ListedTime[] = [];
  let isComplete = true;
  for (const property of properties) {
    // vCalendar 1.0 parts them with semicolons.
    for (const text of property.values[0]?.split(/[,;]/) ?? []) {
      // A period (RFC 5545 §3.3.9) ends at a time or after a duration.
      const [begin = '', end] = text.trim().split('/', 2);
      const read = timeIn(property, begin, calendar);
      const time = read && align(read);
      const endTime = end === undefined ? null : timeIn(property, end, calendar);
      const isPeriod = time !== null && time.kind !== 'date' && end !== undefined;
      const minutes = isPeriod ? minutesTo(endTime && align(endTime), end, time, zones) : 0;
      const hasLength = minutes > 0 && minutes <= MAX_DURATION_MINUTES;
      if (time) times.push({ time, durationMinutes: hasLength ? minutes : null });
      else if (begin !== '') isComplete = false;
    }
  }
  return { times, remarks: isComplete ? [] : ['bad-date'] };
}

/** Minutes from the start to a time, or else of a duration; 0 where neither can be read. */
function minutesTo(end: IcsTime | null, duration: string, start: IcsTime, zones: IcsZones): number {
  const ms = end ? zones.instantOf(end) - zones.instantOf(start) : (readDuration(duration) ?? 0);
  return Math.round(ms / 60_000);
}
