import { DEFAULT_DURATION_MINUTES, MAX_DURATION_MINUTES } from '../../bookings/plan-booking.ts';
import { DAY_MS, MINUTE_MS } from '../../time/units.ts';
import { FIRST_YEAR, LAST_YEAR, UnreadableError } from '../incoming.ts';
import { quote } from '../incoming-text.ts';
import type { IcsComponent } from './ics-components.ts';
import { OWN_PREFIX, type Remark } from './ics-content.ts';
import { dayOfTime, type IcsProperty, type IcsTime, readDuration, readTime, wallOfTime } from './ics-properties.ts';
import type { IcsZones } from './ics-zones.ts';

/** The times of an event, and of its series. */
export interface EventTimes {
  readonly start: IcsTime;
  readonly durationMinutes: number;
  /** Set for an event that replaces one instance of a series. */
  readonly recurrenceId: IcsTime | null;
  readonly dates: readonly ListedTime[];
  readonly exceptionDates: readonly ListedTime[];
  readonly remarks: readonly Remark[];
}

/** One value of RDATE or EXDATE. A period has its own length. */
export interface ListedTime {
  readonly time: IcsTime;
  readonly durationMinutes: number | null;
}

type Once = ReadonlyMap<string, IcsProperty>;

/** Properties that mark an event as all day although its times are midnights. */
export const ALL_DAY_MARKS = [
  'X-MICROSOFT-CDO-ALLDAYEVENT',
  'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT',
  'X-FUNAMBOL-ALLDAY',
] as const;

/**
 * Reads the times of an event. All other times are read as the start is: a time without a zone, or in an unknown one,
 * is in the zone of the start; where the start is a day, a time counts as the day in its text. Throws UnreadableError
 * where there is no usable start.
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

/** Reads one time; null where it cannot be read. With VALUE=DATE, midnight becomes a day. */
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
    throw new UnreadableError(isThere ? 'The start (DTSTART) cannot be read.' : 'It has no start (DTSTART).');
  }
  const start = timeOf(property, component.calendar);
  if (start === null) throw new UnreadableError(`The start is not a date or time that exists: ${quote(text)}.`);
  const year = new Date(wallOfTime(start)).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new UnreadableError(`The year, ${year}, is not between ${FIRST_YEAR} and ${LAST_YEAR}.`);
  }
  return start;
}

/** Gives a time without a zone the zone of the start. */
function beside(time: IcsTime, start: IcsTime, zones: IcsZones): IcsTime {
  if (time.kind !== 'wall' || start.kind === 'date' || (start.kind === 'wall' && start.tzid === time.tzid)) return time;
  if (time.tzid !== null && zones.frameOf(time).kind !== 'assumed') return time;
  return { ...time, tzid: start.kind === 'utc' ? 'UTC' : start.tzid, isBorrowed: true };
}

/**
 * For an event that is marked as all day and lasts from midnight to midnight: a function that gives the day (ms) of a
 * time. Midnight is midnight as written, or, for an instant, midnight in the home zone of the calendar. Null for any
 * other event.
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

/** Midnight, or the minute before it, which some programs write instead. */
function isEndOfDay(wall: number): boolean {
  return wall % DAY_MS === 0 || DAY_MS - (wall % DAY_MS) <= MINUTE_MS;
}

/**
 * The length of a class: from DTEND, else from DURATION, else from numina's own property, else one hour. An all-day
 * event gets the default too, since a day is not the length of a class.
 */
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

/** Reads the values of RDATE or EXDATE. Unreadable values are left out, with a remark. */
function readList(
  properties: readonly IcsProperty[],
  calendar: number,
  zones: IcsZones,
  align: (time: IcsTime) => IcsTime,
): { readonly times: readonly ListedTime[]; readonly remarks: readonly Remark[] } {
  const times: ListedTime[] = [];
  let isComplete = true;
  for (const property of properties) {
    // vCalendar 1.0 separates them with semicolons.
    for (const text of property.values[0]?.split(/[,;]/) ?? []) {
      // A period (RFC 5545 §3.3.9) is a start, and an end or a duration.
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

/** Minutes from `start` to `end`, or the minutes of `duration` where there is no end; 0 where neither can be read. */
function minutesTo(end: IcsTime | null, duration: string, start: IcsTime, zones: IcsZones): number {
  const ms = end ? zones.instantOf(end) - zones.instantOf(start) : (readDuration(duration) ?? 0);
  return Math.round(ms / 60_000);
}
