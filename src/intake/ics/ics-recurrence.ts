import type { LocalDate } from '../../time/civil.ts';
import { type Effort, expandRule } from '../../time/recurrence-expansion.ts';
import { parseRecurrenceRule } from '../../time/recurrence-rule.ts';
import { DAY_MS } from '../../time/units.ts';
import { field, words } from '../../words.ts';
import { UnreadableError } from '../incoming.ts';
import type { IcsEvent } from './ics-event.ts';
import { dayOfTime, type IcsTime, readTime, wallOfTime } from './ics-properties.ts';
import type { Frame, IcsZones } from './ics-zones.ts';

/** One class of an event. `wall` (ms) is its start in `frame`. */
export interface Occurrence {
  readonly event: IcsEvent;
  readonly frame: Frame;
  readonly wall: number;
  readonly durationMinutes: number;
  /** The RECURRENCE-ID: the original start in the series. Null for a single event. */
  readonly recurrenceId: string | null;
}

/** Limits for series: local dates, both included, and shared budgets for the whole file. */
export interface Reach {
  readonly since: LocalDate;
  readonly horizon: LocalDate;
  /** How many more instances the file may have. */
  room: number;
  readonly effort: Effort;
}

/** The instances of a series within the reach. */
export interface Expansion {
  readonly occurrences: readonly Occurrence[];
  readonly hasUnreadRule: boolean;
  /** Whether it has instances before `since`. */
  readonly beginsEarlier: boolean;
}

const MAX_INSTANCES = 10_000;
const MAX_EFFORT = 400_000;

/** Whether an event repeats. */
export function isSeries(event: IcsEvent): boolean {
  return event.rules.length > 0 || event.dates.length > 0;
}

/** The one class of an event that does not repeat. */
export function singleOf(event: IcsEvent, zones: IcsZones, recurrenceId: string | null): Occurrence {
  const { start, durationMinutes } = event;
  return { event, frame: zones.frameOf(start), wall: wallOfTime(start), durationMinutes, recurrenceId };
}

/** The RECURRENCE-ID of a start: its instant where that is certain, else its local time or date. */
export function recurrenceIdOf(time: IcsTime, zones: IcsZones): string {
  return recurrenceIdAt(wallOfTime(time), time.kind === 'date', zones.frameOf(time));
}

/**
 * The classes of a series within the reach, with the changes of `replacements`. DTSTART always counts, even where the
 * rule does not contain it. Where no rule can be read, it is the only class. Throws UnreadableError where there are too
 * many.
 */
export function expandSeries(
  series: IcsEvent,
  replacements: readonly IcsEvent[],
  zones: IcsZones,
  reach: Reach,
): Expansion {
  const clock = new SeriesClock(series, zones);
  const { start } = clock;
  const window = {
    from: Date.parse(`${reach.since}T00:00:00Z`),
    to: Date.parse(`${reach.horizon}T23:59:59Z`),
    limit: Math.min(MAX_INSTANCES, reach.room),
  };
  const isWithin = (wall: number) => wall >= window.from && wall <= window.to;
  const effort = takeEffort(reach.effort);
  const walls = series.rules.map((rule) => expand(rule, clock, window, effort, reach));
  const read = walls.filter((each) => each !== null);
  const instances = new Map(read.flat().map((wall) => [wall, series.durationMinutes]));
  const isStartAlone = series.rules.length > 0 && read.length === 0;
  if (isStartAlone || isWithin(start)) instances.set(start, series.durationMinutes);
  for (const { time, durationMinutes } of series.dates) {
    const wall = clock.wallOf(time);
    if (isWithin(wall)) instances.set(wall, durationMinutes ?? series.durationMinutes);
  }
  for (const rule of series.exceptionRules) {
    for (const wall of expand(rule, clock, window, effort, reach) ?? []) if (wall !== start) instances.delete(wall);
  }
  exclude(instances, series, clock);
  reach.effort.left += effort.left;
  if (instances.size > window.limit) throw tooOften(reach);

  const occurrences = replaceInstances(instances, replacements, series, clock, isWithin);
  reach.room -= occurrences.length;
  return {
    occurrences,
    hasUnreadRule: read.length < walls.length,
    beginsEarlier: start < window.from && !isStartAlone,
  };
}

/**
 * Takes the budget of one series from the whole. The caller gives back what is left; a series that fails gives nothing
 * back.
 */
function takeEffort(whole: Effort): Effort {
  const left = Math.max(0, Math.min(MAX_EFFORT, whole.left));
  whole.left -= left;
  return { left };
}

/** Converts times to the zone of a series, for comparison. */
class SeriesClock {
  readonly zones: IcsZones;
  readonly frame: Frame;
  readonly start: number;
  readonly isDate: boolean;

  constructor(series: IcsEvent, zones: IcsZones) {
    this.zones = zones;
    this.frame = zones.frameOf(series.start);
    this.start = wallOfTime(series.start);
    this.isDate = series.start.kind === 'date';
  }

  /**
   * A time as a wall time (ms) of the series. A date means that day at the start time of the series. Where the series
   * consists of days, a time counts as the day in its text. A time without a zone is in the zone of the series.
   */
  wallOf(time: IcsTime): number {
    if (this.isDate) return dayOfTime(time);
    if (time.kind === 'date') return time.wall + (this.start - dayOf(this.start) * DAY_MS);
    if (time.kind === 'wall' && (time.tzid === null || time.isBorrowed || this.zones.frameOf(time) === this.frame)) {
      return time.wall;
    }
    return this.frame.rules.wallAt(this.zones.instantOf(time));
  }

  /** The last wall time that UNTIL includes. A date includes its whole day (RFC 5545 §3.3.10). */
  lastOf(until: IcsTime): number {
    if (until.kind === 'date') return until.wall + DAY_MS - 1;
    if (!this.isDate || until.kind !== 'utc') return this.wallOf(until);
    // In a series of days, midnight UTC or the last minute of a day stands for that day. Any other time is midnight
    // elsewhere.
    const minute = Math.floor((until.instant - dayOfTime(until)) / 60_000);
    return minute === 0 || minute === 1439 ? dayOfTime(until) : this.frame.rules.wallAt(until.instant);
  }

  idOf(wall: number): string {
    return recurrenceIdAt(wall, this.isDate, this.frame);
  }
}

/** The wall times of a rule within the window; null where the rule cannot be read. */
function expand(
  text: string,
  clock: SeriesClock,
  window: { readonly from: number; readonly to: number; readonly limit: number },
  effort: Effort,
  reach: Reach,
): number[] | null {
  const parsed = parseRecurrenceRule(text);
  const until = parsed?.until ? readTime(parsed.until, null) : null;
  if (!parsed || (parsed.until !== null && until === null)) return null;
  const to = until ? Math.min(window.to, clock.lastOf(until)) : window.to;
  const walls = expandRule(parsed.rule, clock.start, { ...window, to }, effort);
  if (walls === null) throw tooOften(reach);
  return walls;
}

/** Removes the EXDATEs. A date removes every instance of that day. */
function exclude(instances: Map<number, number>, series: IcsEvent, clock: SeriesClock): void {
  const days = new Set<number>();
  for (const { time } of series.exceptionDates) {
    if (time.kind === 'date') days.add(dayOf(time.wall));
    else instances.delete(clock.wallOf(time));
  }
  if (days.size === 0) return;
  for (const wall of [...instances.keys()]) if (days.has(dayOf(wall))) instances.delete(wall);
}

function replaceInstances(
  instances: ReadonlyMap<number, number>,
  replacements: readonly IcsEvent[],
  series: IcsEvent,
  clock: SeriesClock,
  isWithin: (wall: number) => boolean,
): Occurrence[] {
  const { zones, frame } = clock;
  const changed = new Map<number, IcsEvent>();
  for (const event of replacements) if (event.recurrenceId) changed.set(clock.wallOf(event.recurrenceId), event);
  const ranges = [...changed].filter(([, event]) => event.isFromThere).sort(([a], [b]) => a - b);
  const occurrences: Occurrence[] = [];
  for (const [wall, durationMinutes] of [...instances].sort(([a], [b]) => a - b)) {
    const recurrenceId = clock.idOf(wall);
    const own = changed.get(wall);
    const range = own ? undefined : ranges.findLast(([from]) => from <= wall);
    if (own) {
      occurrences.push(singleOf(own, zones, recurrenceId));
    } else if (range) {
      const [from, event] = range;
      const moved = singleOf(event, zones, recurrenceId);
      occurrences.push({ ...moved, wall: moved.wall + wall - from });
    } else {
      occurrences.push({ event: series, frame, wall, durationMinutes, recurrenceId });
    }
    changed.delete(wall);
  }
  // A replacement counts even where the series has no such instance.
  for (const [wall, event] of changed) {
    const occurrence = singleOf(event, zones, clock.idOf(wall));
    if (isWithin(wall) || isWithin(occurrence.wall)) occurrences.push(occurrence);
  }
  return occurrences;
}

function recurrenceIdAt(wall: number, isDate: boolean, { kind, rules }: Frame): string {
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  if (isDate) return iso(wall).slice(0, 10);
  return kind === 'assumed' ? iso(wall) : `${iso(rules.readWall(wall).instant)}Z`;
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY_MS);
}

function tooOften({ room, effort }: Reach): UnreadableError {
  return new UnreadableError(
    room < MAX_INSTANCES || effort.left <= 0
      ? words`The file holds more repeating classes than are read at once; a nearer ${field('horizon')} takes more of them.`
      : 'It repeats too often, or its rule is too complex.',
  );
}
