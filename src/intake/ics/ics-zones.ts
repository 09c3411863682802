import type { InstantText } from '../../bookings/booking.ts';
import type { LocalDateTime } from '../../time/civil.ts';
import type { Effort } from '../../time/recurrence-expansion.ts';
import { formatWall } from '../../time/wall-time.ts';
import { zoneRules } from '../../time/zone-rules.ts';
import { oneOrMany } from '../incoming.ts';
import { CalendarZones, type Frame, ZoneKnowledge, type ZoneSource } from './calendar-zones.ts';
import type { IcsTime } from './ics-properties.ts';

export type { Frame } from './calendar-zones.ts';

/** The start of a booking, as it is stored. */
export interface PlacedStart {
  readonly startsAt: InstantText;
  readonly startsLocal: LocalDateTime;
  readonly zone: string;
}

/** At most this many notes of each kind. */
const MAX_NOTES = 5;

/** The zones of a file. Each of its calendars has zones of its own. */
export class IcsZones {
  readonly #known: ZoneKnowledge;
  readonly #sources: readonly ZoneSource[];
  readonly #home: string;
  readonly #calendars: CalendarZones[] = [];
  readonly #assumed = new Map<string, { readonly frame: Frame; count: number }>();
  readonly #movedOn: string[] = [];
  /** Counts classes by the zone in which they are kept now. */
  readonly #rehomed = new Map<string, number>();

  /** `calendars`: those of the file, by number. `home`: the IANA zone where a calendar names none. */
  constructor(calendars: readonly ZoneSource[], home: string, effort: Effort) {
    this.#known = new ZoneKnowledge(effort);
    this.#sources = calendars;
    this.#home = home;
  }

  frameOf(time: IcsTime): Frame {
    const zones = this.#calendars[time.calendar] ?? this.#open(time.calendar);
    return zones.frameOf(time);
  }

  /** The instant (UTC ms) of a time. A date counts as its midnight. */
  instantOf(time: IcsTime): number {
    return time.kind === 'utc' ? time.instant : this.frameOf(time).rules.readWall(time.wall).instant;
  }

  /** The wall time (ms) of an instant in the home zone of the calendar. */
  homeWallOf(instant: number, calendar: number): number {
    const { home } = this.frameOf({ kind: 'utc', instant, calendar });
    return zoneRules(home).wallAt(instant);
  }

  /**
   * The start of a booking, from the wall time `wall` in `frame`. A time in a DST gap moves forward by the length of
   * the gap. `zone` is the IANA zone of the booking, where that is known.
   */
  place(wall: number, frame: Frame, zone: string | null = null): PlacedStart {
    const { kind, instant } = frame.rules.readWall(wall);
    if (zone !== null) return this.#start(instant, zone);
    if (kind === 'gap') this.#movedOn.push(formatWall(wall));
    if (frame.kind === 'assumed') this.#countAssumed(frame);
    if (frame.kind !== 'stated' || zoneRules(frame.zone).wallAt(instant) === wall) {
      return this.#start(instant, frame.zone);
    }
    this.#rehomed.set(frame.home, (this.#rehomed.get(frame.home) ?? 0) + 1);
    return this.#start(instant, frame.home);
  }

  /** Notes about assumed zones and moved times. */
  notes(): string[] {
    const notes = [...this.#assumed.values()].slice(0, MAX_NOTES).map(({ frame: { tzid, zone }, count }) => {
      const classes = oneOrMany(count, 'class', 'classes');
      return tzid === null
        ? `${classes} without a time zone: read as ${zone}.`
        : `${classes} in an unknown time zone, “${tzid}”: read as ${zone}.`;
    });
    for (const [home, count] of [...this.#rehomed].slice(0, MAX_NOTES)) {
      const classes = oneOrMany(count, 'class', 'classes');
      notes.push(`${classes} in a time zone that only the file knows: kept in ${home}, at the same moment.`);
    }
    for (const local of this.#movedOn.slice(0, MAX_NOTES)) {
      notes.push(
        `${local.replace('T', ' ')} is skipped there when clocks go forward: moved forward by the skipped time.`,
      );
    }
    return notes;
  }

  #open(calendar: number): CalendarZones {
    const zones = new CalendarZones(this.#sources[calendar] ?? NO_ZONES, this.#home, this.#known);
    this.#calendars[calendar] = zones;
    return zones;
  }

  #countAssumed(frame: Frame): void {
    const key = `${frame.zone} ${frame.tzid ?? ''}`;
    const known = this.#assumed.get(key);
    if (known) known.count += 1;
    else this.#assumed.set(key, { frame, count: 1 });
  }

  #start(instant: number, zone: string): PlacedStart {
    const startsLocal = formatWall(zoneRules(zone).wallAt(instant));
    return { startsAt: new Date(instant).toISOString(), startsLocal, zone };
  }
}

const NO_ZONES: ZoneSource = { zone: null, timezones: [] };
