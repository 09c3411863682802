import { createHash } from 'node:crypto';
import { UnreadableError } from '../incoming.ts';
import { readOneLine } from '../incoming-text.ts';
import { isOwnUid } from '../known/identity-key.ts';
import type { Version } from '../version.ts';
import { saysCancelled } from './cancelled-title.ts';
import { ALL_DAY_MARKS, type ListedTime, readTimes, timeOf } from './event-times.ts';
import type { IcsComponent } from './ics-components.ts';
import { type EventContent, OWN_PREFIX, ownZone, type Remark, readContent } from './ics-content.ts';
import { MAX_LINE } from './ics-lines.ts';
import { type IcsProperty, type IcsTime, readProperty } from './ics-properties.ts';
import type { IcsZones } from './ics-zones.ts';

const ONCE = (
  'UID DTSTART DTEND DURATION RECURRENCE-ID SEQUENCE LAST-MODIFIED DTSTAMP STATUS SUMMARY DESCRIPTION LOCATION ' +
  'CATEGORIES URL'
).split(' ');
const REPEATED = new Set(['RRULE', 'EXRULE', 'RDATE', 'EXDATE']);
const OF_TIMEZONES = ['TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'X-LIC-LOCATION'];
const WANTED = new Set([...ONCE, ...REPEATED, ...OF_TIMEZONES, ...ALL_DAY_MARKS]);

/** Whether a property of a VEVENT or VTIMEZONE is read. All other lines are ignored. */
export function isWanted(name: string): boolean {
  return WANTED.has(name) || name.startsWith(OWN_PREFIX);
}

/** The identity and version of a VEVENT. */
export interface IcsHead {
  readonly line: number;
  readonly uid: string | null;
  /** Set where the event is about one instance of a series. */
  readonly recurrenceId: IcsTime | null;
  /** Whether it is about all later instances too (RANGE=THISANDFUTURE). */
  readonly isFromThere: boolean;
  readonly sequence: number;
  /** UTC ms. */
  readonly lastModified: number | null;
  /** UTC ms of DTSTAMP. */
  readonly stamp: number | null;
}

/** One parsed VEVENT. */
export interface IcsEvent extends IcsHead {
  readonly start: IcsTime;
  readonly durationMinutes: number;
  readonly rules: readonly string[];
  readonly exceptionRules: readonly string[];
  readonly dates: readonly ListedTime[];
  readonly exceptionDates: readonly ListedTime[];
  /** The zone in which numina kept the class; null in events of other programs. */
  readonly ownZone: string | null;
  readonly content: EventContent;
  readonly remarks: readonly Remark[];
}

const NONE: readonly never[] = [];
/** A UID should have 255 octets at most (RFC 7986); a key of PostgreSQL can hold 2,704. */
const MAX_UID = 500;
const MAX_SEQUENCE = 2_147_483_647;
/** Methods of RFC 5546 for messages about an event. They are not the event itself. */
const MESSAGES = new Set(['REPLY', 'REFRESH', 'COUNTER', 'DECLINECOUNTER']);

/** The UID of an event; null where it has none. */
export function readUid(component: IcsComponent): string | null {
  const line = component.lines.find(({ name }) => name === 'UID');
  return line ? uidOf(readProperty(line.text)) : null;
}

function uidOf(property: IcsProperty | null | undefined): string | null {
  const uid = property?.values[0];
  return readOneLine(uid === undefined || uid.length <= MAX_UID ? uid : shortened(uid), 'UID');
}

/** A name for a UID that is too long to be kept: two that differ only at their ends stay two. */
function shortened(uid: string): string {
  return `${uid.slice(0, 40).toWellFormed()}…sha256:${createHash('sha256').update(uid).digest('hex')}`;
}

/** Parses a VEVENT. Throws UnreadableError where it is not a class that can be booked. */
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
  const times = readTimes(component, once, repeated, zones);
  const { content, remarks } = readContent(once, defaults);
  const isCancelled = content.isCancelled || method === 'CANCEL';
  const isCancelledByTitle = !isCancelled && saysCancelled(content.className);
  const head = headOf(component, once, zones);
  // Each field by name: spreading objects here would take as long as the rest of the reading.
  return {
    line: head.line,
    uid: head.uid,
    recurrenceId: times.recurrenceId,
    isFromThere: head.isFromThere,
    sequence: head.sequence,
    lastModified: head.lastModified,
    stamp: head.stamp,
    start: times.start,
    durationMinutes: times.durationMinutes,
    rules: textsOf('RRULE'),
    exceptionRules: textsOf('EXRULE'),
    dates: times.dates,
    exceptionDates: times.exceptionDates,
    ownZone: ownZone(once),
    content: { ...content, isCancelled },
    remarks: [
      ...remarks,
      ...times.remarks,
      ...(isCancelledByTitle ? (['cancelled-title'] as const) : []),
      ...(component.hasPropertiesInText ? (['text-lines'] as const) : []),
    ],
  };
}

/** Reads only the identity and version of a VEVENT. A cancellation message may contain nothing else. */
export function readHead(component: IcsComponent, zones: IcsZones): IcsHead {
  const once = new Map<string, IcsProperty>();
  for (const { name, text } of component.lines) {
    const property = once.has(name) || text.length > MAX_LINE ? null : readProperty(text);
    if (property) once.set(name, property);
  }
  return headOf(component, once, zones);
}

function headOf(component: IcsComponent, once: ReadonlyMap<string, IcsProperty>, zones: IcsZones): IcsHead {
  const { calendar, line } = component;
  const recurrenceId = once.get('RECURRENCE-ID');
  return {
    line,
    uid: uidOf(once.get('UID')),
    recurrenceId: timeOf(recurrenceId, calendar),
    isFromThere: recurrenceId?.params['range']?.toUpperCase() === 'THISANDFUTURE',
    sequence: readSequence(once.get('SEQUENCE')?.values[0]),
    lastModified: instantOf(once.get('LAST-MODIFIED'), calendar, zones),
    stamp: instantOf(once.get('DTSTAMP'), calendar, zones),
  };
}

/**
 * Cuts a long description, which is cut later in any case. Throws for any other long line, since its end may matter.
 */
function shorten(name: string, text: string): string {
  if (text.length <= MAX_LINE) return text;
  if (name !== 'DESCRIPTION')
    throw new UnreadableError(`The field ${name} has more than ${MAX_LINE.toLocaleString('en')} characters.`);
  return text.slice(0, MAX_LINE);
}

function instantOf(property: IcsProperty | undefined, calendar: number, zones: IcsZones): number | null {
  const time = timeOf(property, calendar);
  return time ? zones.instantOf(time) : null;
}

function readSequence(text = ''): number {
  return /^\d{1,15}$/.test(text.trim()) ? Math.min(Number(text), MAX_SEQUENCE) : 0;
}

/**
 * The version for comparison. Two kinds of DTSTAMP are ignored: one that equals the start of the class, as some
 * programs write it, and those of numina's own events, which have LAST-MODIFIED.
 */
export function versionOfHead(head: IcsHead & { readonly start?: IcsTime }): Version {
  const { sequence, lastModified, stamp, start, uid } = head;
  const isStart = start?.kind === 'utc' && start.instant === stamp;
  const isUsed = stamp !== null && !isStart && !(uid !== null && isOwnUid(uid));
  return { sequence, lastModified: toIso(lastModified), stamp: isUsed ? toIso(stamp) : undefined };
}

function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
