import { DAY_MS } from '../../time/units.ts';
import type { IcsEvent } from './ics-event.ts';
import { isSeries, recurrenceIdOf } from './ics-recurrence.ts';
import type { IcsZones } from './ics-zones.ts';

/** The events of one UID, each in its newest version. */
export interface EventGroup {
  /** More than one where a program used the same UID for different events. */
  readonly events: readonly IcsEvent[];
  /** Changed instances. Their series may be missing from the file. */
  readonly replacements: readonly IcsEvent[];
  readonly outdated: readonly { readonly event: IcsEvent; readonly reason: string }[];
}

/** Groups events by UID, in the order of the file. Each event without a UID is a group of its own. */
export function groupEvents(events: readonly IcsEvent[], zones: IcsZones): EventGroup[] {
  const groups = new Map<string | number, IcsEvent[]>();
  for (const event of events) {
    const key = event.uid ?? event.line;
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()].map((group) => sortVersions(group, zones));
}

const NEWER = 'The file also holds a newer version of it.';
const TWICE = 'The file holds it twice.';

function sortVersions(group: readonly IcsEvent[], zones: IcsZones): EventGroup {
  const isChange = (event: IcsEvent) => event.recurrenceId !== null && !(isSeries(event) && group.length === 1);
  if (group.length === 1) {
    const isReplacement = group.some(isChange);
    return { events: isReplacement ? [] : group, replacements: isReplacement ? group : [], outdated: [] };
  }
  const { kept: wholes, dropped: copies } = newestCopies(
    group.filter((event) => !isChange(event)),
    zones,
  );
  const newest = Math.max(...wholes.map(({ sequence }) => sequence));
  const current = wholes.filter(({ sequence }) => sequence === newest);
  // Events with the same UID and SEQUENCE but different starts are different events.
  const events = newestBy(current, ({ start }) => recurrenceIdOf(start, zones));
  const replacements = newestBy(group.filter(isChange), (event) =>
    event.recurrenceId ? recurrenceIdOf(event.recurrenceId, zones) : '',
  );
  return {
    events: events.kept,
    replacements: replacements.kept,
    outdated: [
      ...copies,
      ...wholes.filter(({ sequence }) => sequence < newest).map((event) => ({ event, reason: NEWER })),
      ...events.dropped,
      ...replacements.dropped,
    ],
  };
}

interface Sorted {
  readonly kept: readonly IcsEvent[];
  readonly dropped: EventGroup['outdated'];
}

/**
 * Where several calendars of a file contain the same event, keeps the newest one: mails often contain it twice, once to
 * show and once to save. Another title on another day is another class, since some programs count UIDs from 0 in every
 * file.
 */
function newestCopies(wholes: readonly IcsEvent[], zones: IcsZones): Sorted {
  const newest = wholes.reduce<IcsEvent | undefined>((a, b) => (a && ageOf(a, b) > 0 ? a : b), undefined);
  const isCopy = (event: IcsEvent) =>
    newest !== undefined && event.start.calendar !== newest.start.calendar && isSameClass(event, newest, zones);
  const copies = wholes.filter(isCopy);
  if (copies.length === 0) return { kept: wholes, dropped: [] };
  const dropped = copies.map((event) => ({ event, reason: newest && ageOf(event, newest) < 0 ? NEWER : TWICE }));
  return { kept: wholes.filter((event) => !isCopy(event)), dropped };
}

function isSameClass(a: IcsEvent, b: IcsEvent, zones: IcsZones): boolean {
  if (a.sequence !== b.sequence || a.content.className === b.content.className) return true;
  return Math.abs(zones.instantOf(a.start) - zones.instantOf(b.start)) < DAY_MS;
}

/** The newest event for each key: by SEQUENCE, LAST-MODIFIED, DTSTAMP, and then the later one in the file. */
function newestBy(events: readonly IcsEvent[], keyOf: (event: IcsEvent) => string): Sorted {
  if (events.length < 2) return { kept: events, dropped: [] };
  const newest = new Map<string, IcsEvent>();
  for (const event of events) {
    const known = newest.get(keyOf(event));
    if (!known || ageOf(known, event) <= 0) newest.set(keyOf(event), event);
  }
  const kept = new Set(newest.values());
  const dropped = events.filter((event) => !kept.has(event)).map((event) => ({ event, reason: TWICE }));
  return { kept: [...kept], dropped };
}

/** Negative where `a` is the older version. */
function ageOf(a: IcsEvent, b: IcsEvent): number {
  return a.sequence - b.sequence || (a.lastModified ?? 0) - (b.lastModified ?? 0) || (a.stamp ?? 0) - (b.stamp ?? 0);
}
