import { DEFAULT_DURATION_MINUTES, MAX_DURATION_MINUTES } from '../bookings/plan-booking.ts';
import type { IcsComponent } from './ics-components.ts';
import { type EventContent, OWN_PREFIX, ownZone, type Remark, readContent } from './ics-content.ts';
import { MAX_LINE } from './ics-lines.ts';
import { type IcsProperty, type IcsTime, readDuration, readProperty, readTime } from './ics-properties.ts';
import type { IcsZones } from './ics-zones.ts';
import { FIRST_YEAR, LAST_YEAR, UnreadableError } from './incoming.ts';
import { quote, readOneLine } from './incoming-text.ts';

const ONCE = (
  'UID DTSTART DTEND DURATION RECURRENCE-ID SEQUENCE LAST-MODIFIED DTSTAMP STATUS SUMMARY DESCRIPTION LOCATION ' +
  'CATEGORIES URL'
).split(' ');
const REPEATED = new Set(['RRULE', 'EXRULE', 'RDATE', 'EXDATE']);
const OF_TIMEZONES = ['TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'X-LIC-LOCATION'];
const WANTED = new Set([...ONCE, ...REPEATED, ...OF_TIMEZONES]);

/** Whether a property of a VEVENT or VTIMEZONE is read at all; every other line may say what it likes. */
export function isWanted(name: string): boolean {
  return WANTED.has(name) || name.startsWith(OWN_PREFIX);
}

/** One VEVENT, understood. */
export interface IcsEvent {
  readonly line: number;
  readonly uid: string | null;
  readonly start: IcsTime;
  readonly durationMinutes: number;
  /** Which instance of a series this one replaces. */
  readonly recurrenceId: IcsTime | null;
  /** Whether it replaces every later one too (RANGE=THISANDFUTURE). */
  readonly isFromThere: boolean;
  readonly rules: readonly string[];
  readonly exceptionRules: readonly string[];
  readonly dates: readonly ListedTime[];
  readonly exceptionDates: readonly ListedTime[];
  readonly sequence: number;
  /** UTC ms. */
  readonly lastModified: number | null;
  /** UTC ms of DTSTAMP: where nothing else tells two versions apart, it does. */
  readonly stamp: number | null;
  /** Where numina kept the class, in an event that numina wrote. */
  readonly ownZone: string | null;
  readonly content: EventContent;
  readonly remarks: readonly Remark[];
}

/** One value of RDATE or EXDATE; a period has a length of its own. */
export interface ListedTime {
  readonly time: IcsTime;
  readonly durationMinutes: number | null;
}

const NONE: readonly never[] = [];
const MAX_UID = 500;
const MAX_SEQUENCE = 2_147_483_647;
/** What RFC 5546 sends to and fro about an event, without being one. */
const MESSAGES = new Set(['REPLY', 'REFRESH', 'COUNTER', 'DECLINECOUNTER']);

/** The UID of an event, for whatever is said of it; null where it has none. */
export function readUid(component: IcsComponent): string | null {
  const line = component.lines.find(({ name }) => name === 'UID');
  return line ? uidOf(readProperty(line.text)) : null;
}

function uidOf(property: IcsProperty | null | undefined): string | null {
  return readOneLine(property?.values[0]?.slice(0, MAX_UID), 'UID');
}

/** Reads a VEVENT. Throws UnreadableError where it holds no class that could be booked. */
export function readEvent(
  component: IcsComponent,
  zones: IcsZones,
  defaults: { readonly type?: string | undefined; readonly source?: string | undefined },
): IcsEvent {
  const { method } = component;
  if (method !== null && MESSAGES.has(method)) {
    throw new UnreadableError(`It is a message about an event (METHOD:${method}), not the event.`);
  }
  const once = new Map<string, IcsProperty>();
  const repeated = new Map<string, IcsProperty[]>();
  for (const { name, text } of component.lines) {
    const property = readProperty(shorten(name, text));
    const same = repeated.get(name);
    if (property && same) same.push(property);
    else if (property && REPEATED.has(name)) repeated.set(name, [property]);
    else if (property && !once.has(name)) once.set(name, property);
  }
  const textsOf = (name: string) => repeated.get(name)?.flatMap(({ values }) => values) ?? NONE;
  const start = readStart(component, once.get('DTSTART'));
  const length = readLength(once, start, zones);
  const { content, remarks } = readContent(once, defaults);
  const dates = readTimes(repeated.get('RDATE') ?? NONE, zones);
  const exceptionDates = readTimes(repeated.get('EXDATE') ?? NONE, zones);
  const recurrenceId = once.get('RECURRENCE-ID');
  return {
    line: component.line,
    uid: uidOf(once.get('UID')),
    start,
    durationMinutes: length.minutes,
    recurrenceId: timeOf(recurrenceId),
    isFromThere: recurrenceId?.params['range']?.toUpperCase() === 'THISANDFUTURE',
    rules: textsOf('RRULE'),
    exceptionRules: textsOf('EXRULE'),
    dates: dates.times,
    exceptionDates: exceptionDates.times,
    sequence: readSequence(once.get('SEQUENCE')?.values[0]),
    lastModified: instantOf(once.get('LAST-MODIFIED'), zones),
    stamp: instantOf(once.get('DTSTAMP'), zones),
    ownZone: ownZone(once),
    content: { ...content, isCancelled: content.isCancelled || method === 'CANCEL' },
    remarks: [...remarks, ...length.remarks, ...dates.remarks, ...exceptionDates.remarks],
  };
}

/** A description may be as long as it likes, for it is cut anyhow. What is missing of another line might matter. */
function shorten(name: string, text: string): string {
  if (text.length <= MAX_LINE) return text;
  if (name !== 'DESCRIPTION')
    throw new UnreadableError(`Its ${name} has more than ${MAX_LINE.toLocaleString('en')} characters.`);
  return text.slice(0, MAX_LINE);
}

function readStart(component: IcsComponent, property: IcsProperty | undefined): IcsTime {
  const text = property?.values[0]?.trim();
  if (!text) {
    const isThere = component.lines.some(({ name }) => name === 'DTSTART');
    throw new UnreadableError(isThere ? 'Its start (DTSTART) cannot be read.' : 'It has no start (DTSTART).');
  }
  const start = timeOf(property);
  if (start === null) throw new UnreadableError(`Its start is no date or time that exists: ${quote(text)}.`);
  const year = new Date(start.kind === 'utc' ? start.instant : start.wall).getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new UnreadableError(`Its year, ${year}, is not between ${FIRST_YEAR} and ${LAST_YEAR}.`);
  }
  return start;
}

/** How long it takes: to DTEND, or DURATION, or what numina wrote, or an hour. A day's length is no class's. */
function readLength(
  properties: ReadonlyMap<string, IcsProperty>,
  start: IcsTime,
  zones: IcsZones,
): { readonly minutes: number; readonly remarks: readonly Remark[] } {
  if (start.kind === 'date') return { minutes: DEFAULT_DURATION_MINUTES, remarks: [] };
  const end = properties.get('DTEND');
  const duration = properties.get('DURATION')?.values[0] ?? ownDuration(properties);
  if (!end && duration === null) return { minutes: DEFAULT_DURATION_MINUTES, remarks: ['no-end'] };
  const minutes = minutesTo(timeOf(end), duration ?? '', start, zones);
  if (minutes > MAX_DURATION_MINUTES) throw new UnreadableError('It takes more than a week, which no class does.');
  return minutes > 0 ? { minutes, remarks: [] } : { minutes: DEFAULT_DURATION_MINUTES, remarks: ['bad-end'] };
}

function ownDuration(properties: ReadonlyMap<string, IcsProperty>): string | null {
  const minutes = properties.get(`${OWN_PREFIX}DURATION`)?.values[0];
  return minutes === undefined ? null : `PT${minutes}M`;
}

/** The values of RDATE or EXDATE. What cannot be read among them is left out, with a remark. */
function readTimes(
  properties: readonly IcsProperty[],
  zones: IcsZones,
): { readonly times: readonly ListedTime[]; readonly remarks: readonly Remark[] } {
  const times: ListedTime[] = [];
  let isComplete = true;
  for (const { params, values } of properties) {
    const tzid = params['tzid'] ?? null;
    for (const text of values[0]?.split(',') ?? []) {
      // A period (RFC 5545 §3.3.9) ends at a time or after a duration.
      const [begin = '', end] = text.trim().split('/', 2);
      const time = readTime(begin, tzid);
      const isPeriod = time && time.kind !== 'date' && end !== undefined;
      const minutes = isPeriod ? minutesTo(readTime(end, tzid), end, time, zones) : 0;
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

function timeOf(property: IcsProperty | undefined): IcsTime | null {
  return property ? readTime(property.values[0] ?? '', property.params['tzid'] ?? null) : null;
}

function instantOf(property: IcsProperty | undefined, zones: IcsZones): number | null {
  const time = timeOf(property);
  return time ? zones.instantOf(time) : null;
}

function readSequence(text = ''): number {
  return /^\d{1,15}$/.test(text.trim()) ? Math.min(Number(text), MAX_SEQUENCE) : 0;
}
